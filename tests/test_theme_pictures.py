"""The pictures of themes: numbers that can be read, sentences that say the same, a file that holds the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from pages.parts import tallies
from pages.parts.plots import tallies as plots
from warehouse import themes
from warehouse.themes import BANDS, DAYS, KINDS, Theme

MONDAY = date(2025, 4, 7)


def theme(rows: list[tuple[int, int | None, str | None, float | None, str]], kind: str = "incident") -> Theme:
    """A theme of events: day of the week, hour, place, minutes, home."""
    frame = pd.DataFrame(
        [
            {"home_id": home, "happened_on": MONDAY + timedelta(days=day), "weekday": day, "hour": hour,
             "location": place, "minutes": minutes, "behaviour": None}
            for day, hour, place, minutes, home in rows
        ],
        columns=["home_id", "happened_on", "weekday", "hour", "location", "minutes", "behaviour"],
    )  # fmt: skip
    return themes.summed(KINDS[kind], frame, ["H2", "H1"], [])


FEW = theme([
    (4, 19, "lounge", 5, "H1"), (4, 20, "lounge", 45, "H1"), (6, 23, "<b>Garden</b> & shed", None, "H2"),
    (2, None, None, None, "H2"),
])  # fmt: skip


def _luminance(colour: tuple[float, ...]) -> float:
    parts = [value / 255 for value in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _of(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


@pytest.mark.parametrize("at", [number / 100 for number in range(101)])
def test_a_number_can_be_read_on_every_shade(at: float) -> None:
    light, dark = sorted((_luminance(_of(plots.ink(at))), _luminance(plots.shade(at))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_more_is_darker_without_colour_and_few_are_never_all_dark() -> None:
    depths = [plots.depth(count, 9) for count in range(1, 10)]
    assert depths == sorted(set(depths)) and depths[0] == 0 and depths[-1] == 1
    greys = [_luminance(plots.shade(at)) for at in depths]
    assert greys == sorted(set(greys), reverse=True)
    assert plots.depth(1, 1) == 0 and plots.depth(2, 2) == 0.5


def test_the_grid_has_a_number_in_every_cell_that_has_something() -> None:
    figure = plots.week(["Mon", "Tue"], ["a", "b", "c"], [[0, 1, 12], [0, 0, 3]])
    assert [(one.x, one.y, one.text) for one in figure.layout.annotations] == [
        (1, 0, "1"), (2, 0, "12"), (2, 1, "3"),
    ]  # fmt: skip
    assert figure.data[0].z[0][0] is None and figure.data[0].z[0][2] == 1


def test_a_label_is_text_and_no_longer_than_three_lines() -> None:
    assert plots.lines("<b>Garden</b> & shed") == "&lt;b&gt;Garden&lt;/b&gt; &amp; shed"
    long = plots.lines("went on shouting at others and would not stop when asked to by anybody at all")
    assert long.count("<br>") == 2 and long.endswith("…")
    assert plots.lines("") == ""


def test_bars_hold_their_numbers_and_what_is_not_recorded_is_grey() -> None:
    figure = plots.bars(["a", "b"], [3, 1], unknown=True)
    assert list(figure.data[0].text) == ["3", "1"]
    assert list(figure.data[0].marker.color) == [plots.BAR, plots.UNKNOWN]
    assert plots.bars(["a"], [0], unknown=False).layout.xaxis.range[1] > 0


def test_sentences_say_what_the_pictures_show() -> None:
    assert tallies.week_said(FEW, DAYS, BANDS) == (
        "Incidents by day of the week and time of day: most, 2, on Friday 18:00 to 21:00. 1 incident with no time of "
        "day."
    )
    pictures = tallies.of_theme(FEW, {"H1": "Birch House", "H2": "Alder Court"})
    assert tallies.said(pictures["place"]) == ("Where: Lounge, 2; <b>Garden</b> & shed, 1; no place recorded, 1.")
    assert tallies.said(pictures["length"]) == (
        "How long: Under 10 minutes, 1; 30 minutes to 1 hour, 1; no length recorded, 2."
    )
    assert pictures["home"].lines == [("Alder Court", 2), ("Birch House", 2)]
    assert tallies.week_said(theme([(0, None, None, None, "H1")]), DAYS, BANDS).endswith(
        "no time of day is recorded. 1 incident with no time of day."
    )


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("sanction", "place", "No record of sanctions holds a place."),
        ("sanction", "length", "No record of sanctions holds an end, so how long they lasted cannot be told."),
        ("missing", "behaviour", "No record of missing episodes holds a behaviour."),
        ("restraint", "place", ""),
    ],
)
def test_what_a_dataset_cannot_hold_is_said(kind: str, name: str, said: str) -> None:
    found = tallies.of_theme(theme([(0, 9, None, None, "H1")], kind), {})
    assert found[name].instead == said
    assert bool(found[name].lines) is not bool(said), "what cannot be told is no line of a table or a file"


def test_many_homes_are_left_to_the_table() -> None:
    frame: Any = pd.DataFrame(columns=["home_id", "happened_on", "weekday", "hour", "location", "minutes", "behaviour"])
    for homes, is_drawn in ((15, True), (16, False)):
        every = themes.summed(KINDS["incident"], frame, [f"H{n}" for n in range(homes)], [])
        assert (tallies.of_theme(every, {})["home"].instead == "") is is_drawn
    one = themes.summed(KINDS["incident"], frame, ["H1"], [])
    assert "home" not in tallies.of_theme(one, {})


def test_the_file_holds_every_number_that_is_shown() -> None:
    pictures = tallies.of_theme(FEW, {"H1": "Birch House", "H2": "Alder Court"})
    rows = tallies.as_rows(FEW, DAYS, BANDS, pictures)
    assert list(rows.columns) == ["Picture", "Line", "Incidents"]
    for picture in ("When it began", "Where", "How long", "In which home"):
        assert rows.loc[rows["Picture"] == picture, "Incidents"].sum() == FEW.events == 4
    assert rows.loc[rows["Line"] == "Friday, 18:00 to 21:00", "Incidents"].item() == 2
    assert rows.loc[rows["Line"] == "Wednesday, no time recorded", "Incidents"].item() == 1
