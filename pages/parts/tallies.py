"""A theme in pictures, and the same rows as tables and as a file. It counts nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import downloads, tables, words
from pages.parts.plots import sheet, tallies
from warehouse.session import Theme

MOST_HOMES = 15
NO_TIME = "No time"
_LED = "Which behaviours led to it"


@dataclass(frozen=True)
class Tally:
    """One picture of bars: its heading, its lines, and how many events say nothing of it."""

    heading: str
    column: str
    shares: Sequence[tuple[str, int]] = ()
    without: int = 0
    without_said: str = ""
    instead: str = ""

    @property
    def lines(self) -> list[tuple[str, int]]:
        return [*self.shares, (self.without_said, self.without)] if self.without else list(self.shares)


def of_theme(theme: Theme, home_names: Mapping[str, str]) -> dict[str, Tally]:
    """The pictures beside the week: where, how long, over what, and (with more than one home) in which home."""
    kind, none = theme.kind, f"No record of {theme.kind.several} holds"
    found = {
        "place": Tally("Where", "Place", _pairs(theme.places), theme.without_place, "No place recorded")
        if kind.has_place
        else Tally("Where", "Place", instead=f"{none} a place."),
        "length": Tally("How long", "Length", _pairs(theme.lengths), theme.without_length, "No length recorded")
        if kind.has_length
        else Tally("How long", "Length", instead=f"{none} an end, so how long they lasted cannot be told."),
        "behaviour": Tally(
            _LED, "Behaviour", _pairs(theme.behaviours), theme.without_behaviour, "No behaviour recorded"
        )
        if kind.has_behaviour
        else Tally(_LED, "Behaviour", instead=f"{none} a behaviour."),
    }
    if len(theme.homes) > 1:
        by_name = sorted((home_names.get(one.label, one.label), one.events) for one in theme.homes)
        instead = "" if len(by_name) <= MOST_HOMES else f"{len(by_name):,} homes: see the tables below."
        found["home"] = Tally("In which home", "Home", by_name, instead=instead)
    return found


def _pairs(shares: Sequence[Any]) -> list[tuple[str, int]]:
    return [(share.label, share.events) for share in shares]


def draw_week(theme: Theme, days: Sequence[str], bands: Sequence[str]) -> None:
    """The week as a grid of days and hours, with a column for events that have only a day."""
    st.subheader("When it began", anchor=False)
    has_dates = any(theme.without_time)
    columns = [f"{band[:2]} to<br>{band[-5:-3]}" for band in bands] + (["No<br>time"] if has_dates else [])
    cells = [
        [*row, without] if has_dates else list(row)
        for row, without in zip(theme.by_time, theme.without_time, strict=True)
    ]
    st.plotly_chart(
        tallies.week([day[:3] for day in days], columns, cells), key="week", alt=week_said(theme, days, bands),
        config=sheet.CONFIG,
    )  # fmt: skip


def week_said(theme: Theme, days: Sequence[str], bands: Sequence[str]) -> str:
    """What the grid shows as a sentence: its fullest cells, and how many events have only a day."""
    cells = {(day, band): theme.by_time[day][band] for day in range(len(days)) for band in range(len(bands))}
    most = max(cells.values(), default=0)
    without = sum(theme.without_time)
    dates = f" {words.sentence(theme.kind.many(without))} with no time of day." if without else ""
    opening = f"{theme.kind.title} by day of the week and time of day"
    if not most:
        return f"{opening}: no time of day is recorded.{dates}"
    fullest = [f"{days[day]} {bands[band]}" for (day, band), count in cells.items() if count == most]
    where = words.listed(fullest) if len(fullest) < 4 else f"each of {len(fullest)} times"
    return f"{opening}: most, {most}, on {where}.{dates}"


def draw(name: str, tally: Tally) -> None:
    """The bars under their heading, or in words why there are none."""
    st.subheader(tally.heading, anchor=False)
    if tally.instead or not any(count for _, count in tally.shares):
        st.markdown(tally.instead or f"{tally.without_said} for any of them.")
        return
    labels, counts = zip(*tally.lines, strict=True)
    st.plotly_chart(
        tallies.bars(labels, counts, bool(tally.without)), key=f"bars_{name}", alt=said(tally), config=sheet.CONFIG
    )


def said(tally: Tally) -> str:
    """What the bars show as a sentence, the longest named first and those without any left out."""
    ordered = sorted((line for line in tally.shares if line[1]), key=lambda line: -line[1])
    parts = [f"{label}, {count:,}" for label, count in ordered]
    if tally.without:
        parts.append(f"{tally.without_said[:1].lower()}{tally.without_said[1:]}, {tally.without:,}")
    return f"{tally.heading}: {'; '.join(parts)}."


def draw_tables(
    theme: Theme, days: Sequence[str], bands: Sequence[str], pictures: Mapping[str, Tally], saved_as: str
) -> None:
    """The same as tables to open, and all of them as one file."""
    with st.expander("The same as tables"):
        st.markdown(f"**When it began** · {theme.kind.several}")
        tables.draw(_week_rows(theme, days, bands), week_said(theme, days, bands))
        for tally in pictures.values():
            st.markdown(f"**{tally.heading}**")
            if rows := [{tally.column: words.plain(label), "Events": f"{count:,}"} for label, count in tally.lines]:
                tables.draw(rows, f"{tally.heading}, {theme.kind.several}")
            else:
                st.markdown(tally.instead)
        downloads.button("Download these counts", as_rows(theme, days, bands, pictures), saved_as)


def _week_rows(theme: Theme, days: Sequence[str], bands: Sequence[str]) -> list[dict[str, str]]:
    rows = [
        {"Time": f"{band[:2]} to {band[-5:-3]}"}
        | {day[:3]: f"{theme.by_time[place][number]:,}" for place, day in enumerate(days)}
        for number, band in enumerate(bands)
    ]
    return [*rows, {"Time": NO_TIME} | {day[:3]: f"{theme.without_time[place]:,}" for place, day in enumerate(days)}]


def as_rows(
    theme: Theme, days: Sequence[str], bands: Sequence[str], pictures: Mapping[str, Tally]
) -> pd.DataFrame:  # fmt: skip
    """Every count that is shown, a row each: the picture, its line, how many events."""
    rows = []
    for place, day in enumerate(days):
        rows += [("When it began", f"{day}, {band}", theme.by_time[place][n]) for n, band in enumerate(bands)]
        rows.append(("When it began", f"{day}, no time recorded", theme.without_time[place]))
    rows += [(tally.heading, label, count) for tally in pictures.values() for label, count in tally.lines]
    return pd.DataFrame(rows, columns=["Picture", "Line", theme.kind.title])
