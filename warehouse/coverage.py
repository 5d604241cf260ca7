"""Which days the exports speak of: what tells a true zero from a figure nobody supplied."""

from __future__ import annotations

from datetime import date, timedelta

from warehouse.engine import Database
from warehouse.periods import Period

Spans = list[tuple[date, date]]


def spans(database: Database) -> dict[str, Spans]:
    """For each dataset with an accepted submission, the runs of days covered, merged and in order."""
    rows = database.rows(
        "select distinct sheet.dataset, coalesce(submission.covers_from, date '0001-01-01'), submission.covers_to "
        "from meta.sheet as sheet join meta.submission as submission using (submission) "
        "where submission.is_standing and sheet.accepted order by 1, 2, 3"
    )
    found: dict[str, Spans] = {}
    for dataset, first, last in rows:
        merged = found.setdefault(dataset, [])
        if merged and first <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return found


def covered(spans_of_dataset: Spans, period: Period) -> str:
    """Whether the period is covered `fully`, `partly` or `not` at all."""
    days = sum(
        (min(last, period.end) - max(first, period.start)).days + 1
        for first, last in spans_of_dataset
        if first <= period.end and last >= period.start
    )
    if days == 0:
        return "not"
    return "fully" if days == (period.end - period.start).days + 1 else "partly"


def of_period(all_spans: dict[str, Spans], datasets: list[str], period: Period) -> str:
    """How far the period is covered by every one of these datasets: `fully`, `partly` or `not`."""
    found = {covered(all_spans.get(dataset, []), period) for dataset in datasets}
    if "not" in found or not found:
        return "not"
    return "partly" if "partly" in found else "fully"


def unbroken(all_spans: dict[str, Spans], datasets: list[str], last: date) -> tuple[date, date] | None:
    """The newest days up to `last` of which every one of these datasets speaks without a gap; None without any.

    Only there can the time between two events be told: elsewhere one may have happened that no export holds.
    """
    while datasets:
        newest = [[span for span in all_spans.get(name, []) if span[0] <= last][-1:] for name in datasets]
        if not all(newest):
            return None
        reach = min(last, *(span[0][1] for span in newest))
        if reach == last:
            return max(span[0][0] for span in newest), last
        last = reach
    return None
