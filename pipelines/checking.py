"""The checks of a contract, run by Great Expectations: the one file that imports it, and only when it is called."""

from __future__ import annotations

import dataclasses
import functools
import os
from dataclasses import dataclass

import pandas as pd

from data_contracts.suite import Expectation

# Values that fail are left out of every result: a child's name must not reach a log, a page or a report.
_COUNTED = {"result_format": "SUMMARY", "exclude_unexpected_values": True}
_LISTED = {
    "result_format": "COMPLETE",
    "exclude_unexpected_values": True,
    "unexpected_index_column_names": ["row"],
}


@functools.cache
def _batches():  # type: ignore[no-untyped-def]
    """What makes a batch of a frame; one for the process, since each context leaves a temporary folder behind."""
    context = _library().get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    source = context.data_sources.add_pandas("sheets").add_dataframe_asset("rows")
    return source.add_batch_definition_whole_dataframe("all")


@dataclass(frozen=True)
class Outcome:
    """One expectation after it was run: how many rows it looked at, how many failed, and which, by row number."""

    expectation: Expectation
    checked: int
    failed: int
    rows: tuple[int, ...]


def warm_up() -> None:
    """Great Expectations has been imported, which takes seconds the first time."""
    _library()


def _library():  # type: ignore[no-untyped-def]
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations

    return great_expectations


def check(frame: pd.DataFrame, expectations: list[Expectation], most_listed: int) -> list[Outcome]:
    """Each expectation's outcome on the check frame, which has the row numbers in its column `row`.

    All are counted first, but for yes/no columns without a no; the failing rows of one are then listed, unless it is
    an error that more than `most_listed` rows have (listing is slow and such a sheet is refused anyway). Raises
    RuntimeError where one cannot be run.
    """
    if frame.empty:
        return [Outcome(expectation, 0, 0, ()) for expectation in expectations]
    library = _library()
    batch = _batches().get_batch(batch_parameters={"dataframe": frame})
    # A yes/no column without a no has nothing to find; asking for each of them would take most of the time of a load.
    expectations = [_unconditional(one, frame) for one in expectations]
    asked = [place for place, one in enumerate(expectations) if not (_is_flag(one) and _flags(frame, one).all())]
    found = _run(library, batch, [expectations[place] for place in asked], _COUNTED)
    counted = {place: {"element_count": len(frame), "unexpected_count": 0} for place in range(len(expectations))}
    counted |= {asked[number]: result for number, result in found.items()}
    failing = [
        place
        for place, result in counted.items()
        if result["unexpected_count"] > 0
        and (expectations[place].severity != "error" or result["unexpected_count"] <= most_listed)
    ]
    asked_again = [place for place in failing if not _is_flag(expectations[place])]
    listed = _run(library, batch, [expectations[place] for place in asked_again], _LISTED) if asked_again else {}
    rows = {
        place: sorted(int(row) for entry in listed[number]["unexpected_index_list"] for row in entry["row"])
        for number, place in enumerate(asked_again)
    }
    # A yes/no column says itself which rows fail; asking again would only take longer.
    rows |= {
        place: frame.loc[~_flags(frame, expectations[place]), "row"].tolist()
        for place in failing
        if _is_flag(expectations[place])
    }
    return [
        Outcome(
            expectation,
            counted[place]["element_count"],
            counted[place]["unexpected_count"],
            tuple(rows.get(place, ())),
        )
        for place, expectation in enumerate(expectations)
    ]


def _is_flag(expectation: Expectation) -> bool:
    return expectation.kwargs.get("value_set") == [True]


def _unconditional(expectation: Expectation, frame: pd.DataFrame) -> Expectation:
    """The same expectation without its condition, which costs a copy of the frame, where every row meets it."""
    condition = expectation.kwargs.get("row_condition")
    if condition is None or not all(frame[flag].all() for flag in condition.split(" and ")):
        return expectation
    kept = {
        name: value for name, value in expectation.kwargs.items() if name not in ("row_condition", "condition_parser")
    }
    return dataclasses.replace(expectation, kwargs=kept)


def _flags(frame: pd.DataFrame, expectation: Expectation) -> pd.Series:
    return frame[expectation.kwargs["column"]].astype(bool)


def _run(library, batch, expectations: list[Expectation], form: dict) -> dict[int, dict]:  # type: ignore[no-untyped-def]
    """The result of each expectation by its place in the list, whatever order the library gives them back in."""
    built = []
    for place, expectation in enumerate(expectations):
        name = "".join(part.capitalize() for part in expectation.type.split("_"))
        built.append(getattr(library.expectations, name)(**expectation.kwargs, meta={"place": place}))
    suite = library.ExpectationSuite(name="contract", expectations=built)
    outcome = batch.validate(suite, result_format=form)
    found = {}
    for result in outcome.results:
        place = result.expectation_config.meta["place"]
        if result.exception_info.get("raised_exception") or "unexpected_count" not in result.result:
            raise RuntimeError(f"expectation {expectations[place].rule} on {expectations[place].column} could not run")
        found[place] = result.result
    return found
