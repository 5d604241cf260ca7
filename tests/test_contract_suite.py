"""The checks made from the contracts: each one asked for, in order, and each finding its own fault in a real run."""

from __future__ import annotations

import datetime as dt
import json
import os
from typing import Any

import pandas as pd
import pytest

from data_contracts.contract import Contract, contracts
from data_contracts.suite import A_AFTER_B, MAY_LIE_AHEAD, Expectation, suite

ALL = tuple(contracts().values())
ALL_CONTRACTS = pytest.mark.parametrize("contract", ALL, ids=lambda contract: contract.name)
FLAGS = ("is_readable", "exists", "is_unambiguous", "is_not_in_future", "is_known", "is_given")
SECRET = "Zachary"
FORBIDDEN = {"not_prohibited": f"{SECRET} was slapped"}


def _rules_of(contract: Contract, column: str) -> list[tuple[str, str]]:
    return [(found.rule, found.severity) for found in suite(contract) if found.column == column]


def test_suite_asks_the_right_things_in_the_right_order() -> None:
    missing = contracts()["missing_episodes"]
    assert _rules_of(missing, "missing_from_at") == [
        ("type", "error"), ("time_exists", "error"), ("required", "error"), ("in_future", "warning"),
        ("ambiguous", "warning"),
    ]  # fmt: skip
    assert _rules_of(missing, "child_id") == [
        ("type", "error"), ("required", "error"), ("pattern", "error"), ("known", "waiting"),
    ]  # fmt: skip
    assert _rules_of(contracts()["attendance"], "mark") == [
        ("type", "error"), ("allowed", "error"), ("not_given", "warning"),
    ]  # fmt: skip
    assert _rules_of(contracts()["supervision"], "planned_for") == [("type", "error")]
    kwargs = next(found.kwargs for found in suite(missing) if found.rule == "returned_after_leaving")
    assert (kwargs["column_A"], kwargs["column_B"]) == ("returned_at__latest", "missing_from_at__earliest")
    for contract in ALL:
        found = suite(contract)
        order = ["error", "waiting", "warning"]
        assert [e.severity for e in found] == sorted((e.severity for e in found), key=order.index)
        assert all(e.description and e.why and e.remedy.endswith(".") for e in found)
        ahead = {e.column for e in found if e.rule == "in_future"} & MAY_LIE_AHEAD
        assert not ahead and {e.rule for e in found} >= {"type", "required", "one_version"}


def _good_row(contract: Contract, *, blank: bool) -> dict[str, Any]:
    """A row that meets the contract, each of its dates a day after the one before; or the same, blank where it may."""
    row: dict[str, Any] = {"row__is_only_version": True}
    for place, column in enumerate(contract.columns):
        day = dt.date(2025, 2, 1) if column.name == "month" else dt.date(2025, 1, 2) + dt.timedelta(days=place)
        low = int(column.minimum) if column.minimum is not None else 1
        values = {"text": (column.allowed or (f"C{place}",))[0], "int": low, "number": float(low), "date": day}
        values |= {"datetime": pd.Timestamp(day), "yes/no": True, "list": "C1;C2"}
        value = None if blank and not column.required else values[column.type]
        row[column.name] = value
        row |= {f"{column.name}__{flag}": True for flag in FLAGS}
        instant = None if value is None else pd.Timestamp(day, tz="UTC")
        row[f"{column.name}__earliest"] = row[f"{column.name}__latest"] = instant
    return row


def _spoil(row: dict[str, Any], expectation: Expectation) -> None:
    """The row breaks this expectation as the reader of a file would tell it."""
    kwargs, column = expectation.kwargs, expectation.column
    assert {kwargs[name] for name in ("column", "column_A", "column_B") if name in kwargs} <= set(row)
    if kwargs.get("value_set") == [True]:
        row[kwargs["column"]] = False
        if expectation.rule == "type":
            row[column] = None
    elif expectation.type == "expect_column_values_to_not_be_null":
        row[column] = None
    elif expectation.type == "expect_column_values_to_be_between":
        row[column] = kwargs["min_value"] - (0 if kwargs.get("strict_min") else 1)
    elif expectation.type == A_AFTER_B:
        low = row[kwargs["column_B"]]
        row[kwargs["column_A"]] = low - (1 if isinstance(low, (int, float)) else dt.timedelta(days=1))
    elif "column_list" in kwargs:
        row[kwargs["column_list"][0]] = row[kwargs["column_list"][1]]
    elif expectation.type == "expect_column_values_to_not_match_regex":
        row[column] = FORBIDDEN[expectation.rule]
    else:
        row[column] = f"{SECRET};C2"


def _check_frame(contract: Contract) -> pd.DataFrame:
    """A good row, a row blank where it may be, and after them one row for each expectation that breaks only that."""
    rows = [_good_row(contract, blank=False), _good_row(contract, blank=True)]
    for expectation in suite(contract):
        rows.append(_good_row(contract, blank=False))
        _spoil(rows[-1], expectation)
    return pd.DataFrame(rows).assign(row=range(len(rows)))


@pytest.fixture(scope="module")
def great_expectations() -> Any:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return gx, context.data_sources.add_pandas("check")


def _failing_rows(great_expectations: Any, contract: Contract) -> tuple[dict[int, set[int]], str]:
    """The rows at which each expectation fails, by its place in the suite, and the whole report as text."""
    gx, source = great_expectations
    checks = gx.ExpectationSuite(name=contract.name)
    find = gx.expectations.registry.get_expectation_impl
    for place, expectation in enumerate(suite(contract)):
        checks.add_expectation(find(expectation.type)(**expectation.kwargs, meta={"place": place}))
    batch = source.add_dataframe_asset(contract.name).add_batch_definition_whole_dataframe("all")
    frame = _check_frame(contract)
    form = {"result_format": "COMPLETE", "exclude_unexpected_values": True, "unexpected_index_column_names": ["row"]}
    outcome = batch.get_batch({"dataframe": frame}).validate(checks, result_format=form)
    failing = {}
    for result in outcome.results:
        assert not result.exception_info.get("raised_exception", True), result
        lists = result.result["unexpected_index_list"]
        failing[result.expectation_config.meta["place"]] = {row for entry in lists for row in entry["row"]}
    return failing, json.dumps(outcome.to_json_dict(), default=str)


@ALL_CONTRACTS
def test_each_planted_fault_is_found_at_its_row_and_its_value_is_left_out(
    contract: Contract, great_expectations: Any
) -> None:
    failing, report = _failing_rows(great_expectations, contract)
    for place, expectation in enumerate(suite(contract)):
        planted = place + 2
        if expectation.type == A_AFTER_B:
            assert planted in failing[place] and not {0, 1} & failing[place], expectation
        else:
            assert failing[place] == {planted}, expectation
    assert SECRET not in report
