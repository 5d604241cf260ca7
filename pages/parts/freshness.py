"""How old the data is and what of it is not counted yet, in sentences."""

from __future__ import annotations

from typing import Any

from pages.parts import words
from warehouse.session import Session

# Exports arrive weekly or so; a source older than this is named, and is no reason for alarm.
OLD_AFTER_DAYS = 7


def sources_said(session: Session, ages: list[Any]) -> str:
    old = [f"**{words.dataset(source.dataset)}**" for source in ages if _is_old(source, session)]
    if not old:
        return "all sources up to date"
    if len(old) < 4 and len(old) < len(ages):
        return f"all sources up to date but {words.listed(old)}"
    return f"**{len(old)} of {len(ages)} sources are old**"


def _is_old(source: Any, session: Session) -> bool:
    return (session.today - source.covers_to.date()).days > OLD_AFTER_DAYS


def age_said(session: Session, ages: list[Any]) -> str:
    """How far the sources reach: the old ones by name, the others together, and those that never came."""
    current = sorted(source.covers_to for source in ages if not _is_old(source, session))
    if ages and not current:
        newest = max(source.covers_to for source in ages)
        return f"No source is up to date: the newest reaches {words.day(newest)}, {words.ago(newest, session.today)}."
    by_age: dict[str, list[str]] = {}
    for source in ages:
        if _is_old(source, session):
            age = words.days_old(source.covers_to, session.today)
            by_age.setdefault(age, []).append(f"**{words.dataset(source.dataset)}**")
    said = [f"{words.sentence(age)}: {words.listed(names)}." for age, names in by_age.items()]
    if current:
        reach = f"{words.day(current[0])}{'' if current[0] == current[-1] else ' or later'}"
        said.append(f"{'Other sources reach' if by_age else 'Every source reaches'} {reach}.")
    silent = [
        f"{words.dataset(source.dataset)} {words.day(source.last_on).removesuffix(f' {session.today.year}')}"
        for source in ages
        if not words.is_missing(source.last_on) and (source.covers_to - source.last_on).days >= OLD_AFTER_DAYS
    ]
    if silent:
        said.append(f"Last record of {words.listed(silent)}.")
    never = {name for measure in session.measures() for name in session.datasets_of(measure)}
    never -= {source.dataset for source in ages}
    if never:
        said.append(f"Never supplied: {words.listed([words.dataset(name) for name in sorted(never)])}.")
    return " ".join(said)


def rows_said(ages: list[Any]) -> str:
    refused = [f"{source.quarantined:,} of {words.dataset(source.dataset)}" for source in ages if source.quarantined]
    waiting = [f"{source.waiting:,} of {words.dataset(source.dataset)}" for source in ages if source.waiting]
    if not refused and not waiting:
        return "Nothing: no row was refused and none waits for another export."
    said = [f"Rows refused: {words.listed(refused)}."] if refused else []
    return " ".join(said + ([f"Rows that wait for another export: {words.listed(waiting)}."] if waiting else []))
