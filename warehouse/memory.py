"""What is remembered of a published version: open readers, figures counted, rows read. Only the door may ask.

A version never changes, so what was read from it stays true; everything is keyed by version and scope, so nobody is
ever given another's.
"""

from __future__ import annotations

import bisect
import functools
import threading
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from data_contracts.contract import contracts
from warehouse import build, counting, coverage, figures, people, registry, themes, trail
from warehouse.engine import Database, open_reader
from warehouse.figures import Moment, Scope
from warehouse.periods import Period
from warehouse.registry import Measure

_readers: dict[Path, Database] = {}
_guard = threading.Lock()
_READERS_KEPT = 3


def reader(path: Path) -> Database:
    """The open reader of this version; a version once opened stays open while newer ones are few."""
    with _guard:
        if path not in _readers:
            while len(_readers) >= _READERS_KEPT:
                _readers.pop(next(iter(_readers))).close()
            _readers[path] = open_reader(path)
        return _readers[path]


class Figure(NamedTuple):
    """One figure: the columns of figures.COLUMNS; what a status leaves without a number is None."""

    measure: str
    period: str
    home_id: str | None
    child_id: str | None
    numerator: float | None
    denominator: float | None
    value: float | None
    unit: str
    status: str
    revision: str


FiguresByMeasure = Mapping[str, tuple[Figure, ...]]


@functools.lru_cache(maxsize=8)
def _clock_ends(path: Path) -> list[datetime]:
    """Every instant from which an open deadline counts, in order."""
    ends = "select distinct counts_from_at from cases where counts_from_at is not null order by 1"
    return [row[0] for row in reader(path).cursor().rows(ends)]


def clocks_run_out(path: Path, now: datetime) -> int:
    """How many open deadlines have run out by now: as time goes by, figures change only when this number does."""
    return bisect.bisect_left(_clock_ends(path), now)


@functools.lru_cache(maxsize=512)
def counted(
    path: Path, scope: Scope, today: date, run_out: int, measures: tuple[str, ...], periods: tuple[Period, ...],
    by: str, homes: tuple[str, ...] | None,
) -> FiguresByMeasure:  # fmt: skip
    """Figures as the session gives them. Keyed by version and scope, so nobody is ever given another's."""
    database = reader(path).cursor()
    asked = [registry.measures()[name] for name in measures]
    now = _clock_ends(path)[run_out - 1] + timedelta(microseconds=1) if run_out else datetime.min
    sums = figures.sums(
        database, asked, list(periods), by, scope, None if homes is None else list(homes), Moment(today, now)
    )
    groups = _groups(database, scope, homes, by, sums)
    covered, behind = spans(path), datasets_of(path)
    known = {
        (row.measure, row.period, None if pd.isna(row.group_id) else row.group_id): row for row in sums.itertuples()
    }
    level = figures.level(scope, homes, by)
    found: dict[str, tuple[Figure, ...]] = {}
    for measure in asked:
        rows = []
        for period in periods if by == "child" or level in measure.levels else ():
            how_far = coverage.of_period(covered, behind.get(measure.measure, []), period)
            rows += [
                _figure(measure, period, group, by, known.get((measure.measure, period.text, group)), how_far, today)
                for group in groups
            ]
        found[measure.measure] = tuple(row for row in rows if row is not None)
    return found


def _groups(
    database: Database, scope: Scope, homes: tuple[str, ...] | None, by: str, sums: pd.DataFrame
) -> list[str | None]:
    if by == "service":
        return [None]
    if by == "child":
        return sorted(sums["group_id"].dropna().unique())
    every = [row[0] for row in database.rows("select home_id from home order by home_id")]
    return [home for home in every if scope.allows_home(home) and (homes is None or home in homes)]


def _settled(amount: float | None) -> float | None:
    """The sum to 13 digits: fractions added in another order differ beyond, and the same cases give the same figure."""
    return None if amount is None else float(f"{amount:.13g}")


def _figure(
    measure: Measure, period: Period, group: str | None, by: str, total: Any, how_far: str, today: date
) -> Figure | None:
    """The figure of one group from its row of sums (None where it has no case), with the word for its state."""
    counted_any = total is not None and total.numerator == total.numerator
    numerator, denominator = (_settled(total.numerator), _settled(total.denominator)) if counted_any else (None, None)
    if by == "child" and (numerator is None or (measure.has_denominator and not denominator)):
        return None
    status, value = "ok", None
    if how_far == "not":
        status, numerator, denominator = "x", None, None
    elif measure.needs_a_case and numerator is None:
        status = "z"
    elif not measure.has_denominator:
        numerator = value = numerator or 0.0
        denominator = None
    else:
        numerator, denominator = numerator or 0.0, denominator or 0.0
        status = "ok" if denominator else "z"
        value = numerator / denominator * measure.scale if denominator else None
    can_change = how_far == "partly" or period.end >= today or (counted_any and total.is_provisional)
    return Figure(
        measure.measure, period.text, group if by == "home" else None, group if by == "child" else None,
        numerator, denominator, value, measure.unit, status, "p" if status != "x" and can_change else "",
    )  # fmt: skip


@functools.lru_cache(maxsize=8)
def is_of_this_release(path: Path) -> bool:
    return build.is_of_this_release(reader(path).cursor(), contracts())


@functools.lru_cache(maxsize=256)
def remembered(path: Path, read: Callable[..., pd.DataFrame], *asked: Any) -> pd.DataFrame:
    return read(reader(path).cursor(), *asked)


@functools.lru_cache(maxsize=24)
def this_minute(path: Path, read: Callable[..., pd.DataFrame], *asked: Any) -> pd.DataFrame:
    """What is true only now: the moment, which has no seconds, is part of what is asked."""
    return read(reader(path).cursor(), *asked)


@functools.lru_cache(maxsize=8)
def left_out(path: Path, today: date) -> dict[str, int]:
    ages = remembered(path, trail.data_age, today)
    rows = dict(zip(ages["dataset"], ages["waiting"] + ages["quarantined"], strict=True))
    return {
        measure: int(sum(rows.get(dataset, 0) for dataset in behind))
        for measure, behind in datasets_of(path).items()
    }  # fmt: skip


@functools.lru_cache(maxsize=64)
def remembered_rows(path: Path, read: Callable[..., pd.DataFrame], *asked: Any) -> tuple[Any, ...]:
    return tuple(remembered(path, read, *asked).itertuples(index=False))


@functools.lru_cache(maxsize=64)
def tonight(path: Path, scope: Scope, today: date, home: str | None) -> int:
    living = remembered(path, people.children, scope, today, home)
    return int(living.loc[living["lives_here"], "child_id"].nunique())


@functools.lru_cache(maxsize=64)
def theme(
    path: Path, scope: Scope, today: date, kind: str, period: Period, homes: tuple[str, ...] | None
) -> themes.Theme:  # fmt: skip
    """The theme of one kind for these homes, or for all of them in scope."""
    database = reader(path).cursor()
    asked = [home.home_id for home in remembered_rows(path, people.homes, scope, today)] if homes is None else homes
    covered = spans(path).get(themes.KINDS[kind].dataset, [])
    return themes.read(database, scope, kind, period, list(asked), covered, today)


@functools.lru_cache(maxsize=8)
def spans(path: Path) -> dict[str, coverage.Spans]:
    return coverage.spans(reader(path).cursor())


@functools.lru_cache(maxsize=8)
def datasets_of(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for measure, dataset in reader(path).cursor().rows("select measure, dataset from meta.measure_dataset order by 2"):
        found.setdefault(measure, []).append(dataset)
    return found


@functools.lru_cache(maxsize=8)
def last_day(path: Path, today: date) -> date | None:
    cases = counting.source(registry.measures().values())
    happened = f"from {cases} as every_case where counted_on < ? and dataset not in ('homes', 'staff')"
    return reader(path).cursor().value(f"select max(counted_on) {happened}", [today])


def close_all() -> None:
    """No version is held open in this process and nothing read from one is remembered."""
    for kept in _REMEMBERED:
        kept.cache_clear()
    with _guard:
        while _readers:
            _readers.popitem()[1].close()


_REMEMBERED: list[Any] = [
    counted, remembered, this_minute, remembered_rows, tonight, theme, spans, left_out, _clock_ends,
    datasets_of, last_day, is_of_this_release,
]  # fmt: skip


def also_forget(kept: Any) -> None:
    """What another room remembers of versions is forgotten with all the rest."""
    _REMEMBERED.append(kept)
