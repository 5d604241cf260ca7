"""Themes: what stands out is more than chance, every picture adds up, and nobody is told of another's homes."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import loading
from warehouse import themes
from warehouse.periods import parse
from warehouse.session import LOCAL, Session, Unknown, Viewer, open_session
from warehouse.spc import binomial
from warehouse.themes import KINDS, LENGTHS, Share

FIRST = date(2025, 4, 7)  # a Monday
TWELVE_WEEKS = [FIRST + timedelta(days=number) for number in range(84)]


def events(*rows: tuple[date, int | None], home: str = "H1", **columns: list[Any]) -> pd.DataFrame:
    """Events of one home on these days and hours, with further columns or blanks."""
    blank = [None] * len(rows)
    return pd.DataFrame({
        "home_id": [home] * len(rows), "happened_on": [day for day, _ in rows],
        "weekday": [day.weekday() for day, _ in rows], "hour": [hour for _, hour in rows],
        "location": columns.get("location", blank), "minutes": columns.get("minutes", blank),
        "behaviour": columns.get("behaviour", blank),
    })  # fmt: skip


def said(*rows: tuple[date, int | None], kind: str = "restraint", told: list[date] | None = None) -> str:
    frame = events(*rows)
    return themes.summed(KINDS[kind], frame, ["H1"], TWELVE_WEEKS if told is None else told).sentence


def spread(count: int, hour: int | None = None) -> list[tuple[date, int | None]]:
    """So many days with an event each, evenly over the week; without an hour evenly over the waking day."""
    return [(TWELVE_WEEKS[n], 6 + 3 * (n % 6) if hour is None else hour) for n in range(count)]


@pytest.mark.parametrize(
    ("hits", "of", "share", "exact"),
    [
        (5, 10, 0.5, 638 / 1024),
        (10, 10, 0.5, 1 / 1024),
        (0, 10, 0.5, 1.0),
        (11, 10, 0.5, 0.0),
        (3, 3, 1 / 7, 1 / 343),
        (1, 4, 1 / 6, 1 - (5 / 6) ** 4),
        (4, 4, 1.0, 1.0),
        (1, 4, 0.0, 0.0),
    ],
)
def test_the_tail_is_exact(hits: int, of: int, share: float, exact: float) -> None:
    assert binomial.at_least(hits, of, share) == pytest.approx(exact, rel=1e-12, abs=0)


@given(st.integers(0, 90), st.integers(0, 90), st.sampled_from([(1, 7), (1, 6), (1, 4), (53, 365), (9, 10)]))
@settings(max_examples=60, deadline=None)
def test_the_tail_equals_whole_number_arithmetic(hits: int, of: int, share: tuple[int, int]) -> None:
    part = Fraction(*share)
    exact = sum((math.comb(of, n) * part**n * (1 - part) ** (of - n) for n in range(max(hits, 0), of + 1)), Fraction(0))
    assert binomial.at_least(hits, of, float(part)) == pytest.approx(float(exact), rel=1e-9, abs=1e-300)


def test_a_tail_of_many_thousands_is_found_quickly_and_stays_a_chance() -> None:
    assert binomial.at_least(50_000, 100_000, 0.5) == pytest.approx(0.5012615, abs=1e-6)
    assert 0 < binomial.at_least(15_000, 100_000, 1 / 7) < 1


@pytest.mark.parametrize(("share", "of"), [(-0.1, 3), (1.1, 3), (0.5, -1)])
def test_no_chance_of_what_cannot_be(share: float, of: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        binomial.at_least(1, of, share)


@pytest.mark.parametrize(
    ("chances", "stand_out"),
    [
        ([], []),
        ([0.05], [True]),
        ([0.0501], [False]),
        # Holm's example: 0.0125, 0.0167, 0.025 and 0.05 are the limits of four.
        ([0.01, 0.04, 0.03, 0.005], [True, False, False, True]),
        ([0.013, 0.0001, 0.02, 0.04], [True, True, True, True]),
        ([0.0126, 0.02, 0.02, 0.02], [False, False, False, False]),
    ],
)
def test_questions_asked_together_are_held_to_one_level(chances: list[float], stand_out: list[bool]) -> None:
    assert binomial.holm(chances, 0.05) == stand_out


def test_text_is_grouped_whatever_its_capitals_and_spaces() -> None:
    shares, blank = themes.grouped(["Lounge", " lounge ", "LOUNGE.", "Living  room", "living room", None, "", " . "])
    # Of spellings that are equally frequent the first by letters.
    assert shares == (Share("LOUNGE", 3), Share("Living room", 2)) and blank == 3
    assert themes.grouped(["hallway", "hallway", "HALLWAY"]) == ((Share("Hallway", 3),), 0)


def test_the_most_frequent_eight_are_named_and_the_rest_are_together() -> None:
    eight = [f"place {n}" for n in range(8) for _ in range(3)]
    assert len(themes.grouped(eight)[0]) == 8
    shares, _ = themes.grouped([*eight, "garden", "Garden", "roof"])
    assert len(shares) == 9 and shares[-1] == Share("Other (2 more)", 3)
    assert sum(share.events for share in shares) == 27


@pytest.mark.parametrize(
    ("minutes", "label"),
    [
        (0, 0), (9.98, 0), (10, 1), (29.9, 1), (30, 2), (59.9, 2), (60, 3), (239.9, 3), (240, 4), (1440, 4),
        (1440.1, 5), (90_000, 5),
    ],
)  # fmt: skip
def test_a_length_is_in_its_band(minutes: float, label: int) -> None:
    shares, unknown = themes.by_length([minutes, None])
    assert [share.events for share in shares] == [int(place == label) for place in range(len(LENGTHS))]
    assert unknown == 1


def test_an_even_spread_has_nothing_that_stands_out() -> None:
    assert said(*spread(42)) == "No day or time stands out more than chance would bring."


def test_too_few_are_no_pattern_whatever_they_look_like() -> None:
    fridays = [(day, 19) for day in TWELVE_WEEKS if day.weekday() == 4]
    assert said() == "No restraints."
    assert said(fridays[0]) == "1 restraint: too few to speak of a pattern."
    assert said(*fridays[:5]) == "5 restraints: too few to speak of a pattern."
    assert said(*fridays[:6]).startswith("Stands out beyond chance: Fridays (6 of the 6 days with restraints")


def test_several_on_one_evening_are_one_occasion() -> None:
    """Eight on one Friday evening tell of one bad evening, not of Fridays."""
    assert said(*[(TWELVE_WEEKS[4], 19)] * 8) == "8 restraints: too few to speak of a pattern."


def test_evenings_are_held_against_the_waking_day() -> None:
    """The limit for the least likely of 14 questions is 0.05 / 14 = 0.003571."""
    day_time = [(TWELVE_WEEKS[n], (6, 9, 12, 15, 21)[n % 5]) for n in range(10)]
    evenings = [(TWELVE_WEEKS[20 + n], 18 + n % 3) for n in range(8)]
    assert binomial.at_least(8, 17, 1 / 6) == pytest.approx(0.003469, abs=1e-6)
    assert said(*day_time[:9], *evenings) == (
        "Stands out beyond chance: 18:00 to 21:00 (8 of the 17 times between 06:00 and midnight, where an even "
        "spread would bring about 3)."
    )
    assert binomial.at_least(8, 18, 1 / 6) == pytest.approx(0.005339, abs=1e-6)
    assert said(*day_time, *evenings) == "No day or time stands out more than chance would bring."


def test_nights_are_held_against_day_and_night() -> None:
    nights = [(TWELVE_WEEKS[n], n % 6) for n in range(12)]
    assert "midnight to 06:00 (12 of the 18 times of day and night, where an even spread would bring about 4)" in said(
        *nights, *[(TWELVE_WEEKS[30 + n], 6 + 3 * n) for n in range(6)]
    )


def test_only_dates_leave_the_time_untold() -> None:
    frame = events(*[(day, None) for day in TWELVE_WEEKS if day.weekday() == 6])
    theme = themes.summed(KINDS["missing"], frame, ["H1"], TWELVE_WEEKS)
    assert theme.without_time == (0, 0, 0, 0, 0, 0, 12) and sum(map(sum, theme.by_time)) == 0
    assert theme.sentence.startswith("Stands out beyond chance: Sundays (12 of the 12 days with missing episodes,")
    assert ":00" not in theme.sentence


def test_weekdays_are_judged_only_where_each_came_four_times() -> None:
    wednesdays = [(FIRST + timedelta(days=2), hour) for hour in (0, 6, 9, 12, 15, 18, 21)]
    frame = pd.concat([events(*wednesdays, home=f"H{n}") for n in range(8)])
    asked = themes.questions(KINDS["incident"], frame, TWELVE_WEEKS[:27])
    assert not [question for question in asked if question.said == "Wednesdays"]
    asked = themes.questions(KINDS["incident"], frame, TWELVE_WEEKS[:28])
    (found,) = [question for question in asked if question.said == "Wednesdays"]
    assert (found.hits, found.of, found.share) == (8, 8, 1 / 7)


def test_days_told_are_those_of_exports_up_to_today() -> None:
    spans = [(date(2025, 4, 3), date(2025, 4, 9)), (date(2025, 4, 28), date(2025, 5, 30))]
    told = themes.days_told(spans, parse("2025-04"), date(2025, 4, 29))
    assert told == [date(2025, 4, day) for day in (3, 4, 5, 6, 7, 8, 9, 28, 29)]
    assert themes.days_told(spans, parse("2025-06"), date(2025, 4, 29)) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(TWELVE_WEEKS), st.none() | st.integers(0, 23), st.none() | st.sampled_from("abCD EfGHIJ"),
            st.none() | st.floats(0, 5000),
        )
    )
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_every_picture_adds_up_to_the_events(rows: list[tuple[date, int | None, str | None, float | None]]) -> None:
    frame = events(
        *[(day, hour) for day, hour, _, _ in rows], location=[place for _, _, place, _ in rows],
        behaviour=[place for _, _, place, _ in rows], minutes=[length for _, _, _, length in rows],
    )  # fmt: skip
    theme = themes.summed(KINDS["incident"], frame, ["H1", "H2"], TWELVE_WEEKS)
    assert theme.events == len(rows)
    assert sum(map(sum, theme.by_time)) + sum(theme.without_time) == len(rows)
    for shares, without in (
        (theme.places, theme.without_place), (theme.behaviours, theme.without_behaviour),
        (theme.lengths, theme.without_length), (theme.homes, 0),
    ):  # fmt: skip
        assert sum(share.events for share in shares) + without == len(rows)


GIVEN = {
    "homes": """
        home_id,name,registered_places,registered_from,opened_on
        H1,Home A,4,2020-01-01,2020-01-01
        H2,Home B,4,2020-01-01,2020-01-01
    """,
    "children": """
        child_id,date_of_birth
        C1,2012-01-01
        C2,2007-05-05
    """,
    # I1 begins in the hour after the clocks went forward; I4 is known by its day alone; I5 lasts through the change.
    "incidents": """
        incident_id,home_id,kind,occurred_at,ended_at,location,behaviour
        I1,H1,incident,2025-03-30 02:05,2025-03-30 02:10,Lounge,shouting
        I2,H1,bullying,2025-03-31 23:59,2025-04-01 00:09,lounge,Shouting.
        I3,H1,restraint,2025-03-03 19:30,,Kitchen,
        I4,H2,damage,2025-03-05,2025-03-05,,
        I5,H2,police,2025-03-30 00:30,2025-03-30 02:30,Garden,ran off
        I6,H1,incident,2025-04-01 00:00,,Lounge,
    """,
    "sanctions": """
        sanction_id,home_id,child_id,occurred_at,measure,is_restorative,behaviour
        SA1,H1,C1,2025-03-04 10:00,loss of a privilege,no,rude
        SA2,H1,C1,2025-03-05 10:00,loss of a privilege,,rude
        SA3,H1,C1,2025-03-06 10:00,repaired the door,yes,rude
    """,
    # E1 and E2 are one episode of nine hours across the change of clocks; C2 is an adult from 5 May on.
    "missing_episodes": """
        episode_id,child_id,home_id,kind,missing_from_at,returned_at
        E1,C1,H1,M,2025-03-29 18:00,2025-03-29 23:00
        E2,C1,H1,M,2025-03-29 22:00,2025-03-30 04:00
        E3,C1,H1,A,2025-03-10 18:00,2025-03-10 23:00
        E4,C2,H1,M,2025-03-11,2025-03-12
        E5,C2,H1,M,2025-05-05 10:00,2025-05-05 11:00
    """,
}


@pytest.fixture
def session(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("HEARTH_TODAY", "2025-07-01")
    for name, text in GIVEN.items():
        rows = [line.strip() for line in text.strip().splitlines()]
        (tmp_path / f"{name}.csv").write_text("\n".join(rows), "utf-8")
    found, _ = loading.find_files([tmp_path / f"{name}.csv" for name in GIVEN])
    done = loading.load(found, loading.Options(), lambda name: None)
    assert not done.refused and sum(receipt.quarantined for receipt in done.receipts) == 0
    return open_session(LOCAL)


MARCH = parse("2025-03")


def test_what_belongs_to_each_kind(session: Session) -> None:
    found = {kind: session.themes(kind, MARCH) for kind in KINDS}
    assert {kind: theme.events for kind, theme in found.items()} == {
        "incident": 4, "restraint": 1, "sanction": 2, "missing": 2, "bullying": 1,
    }  # fmt: skip
    incident = found["incident"]
    # Sunday 30 March from midnight to 03:00 two, Monday 31 from 21:00 one; Wednesday 5 without a time.
    assert incident.by_time[6][0] == 2 and incident.by_time[0][7] == 1 and sum(map(sum, incident.by_time)) == 3
    assert incident.without_time == (0, 0, 1, 0, 0, 0, 0)
    assert incident.places == (Share("Lounge", 2), Share("Garden", 1)) and incident.without_place == 1
    assert incident.behaviours == (Share("Shouting", 2), Share("Ran off", 1)) and incident.without_behaviour == 1
    # I5 runs from 00:30 to 02:30 by the clock and one hour by the sun: 1 to 4 hours.
    assert [share.events for share in incident.lengths] == [1, 1, 0, 1, 0, 0] and incident.without_length == 1
    assert incident.homes == (Share("H1", 2), Share("H2", 2))
    assert incident.sentence == "4 incidents: too few to speak of a pattern."


def test_merged_episodes_are_one_with_its_elapsed_time(session: Session) -> None:
    missing = session.themes("missing", MARCH)
    assert missing.by_time[5][6] == 1 and missing.without_time == (0, 1, 0, 0, 0, 0, 0)
    assert [share.events for share in missing.lengths] == [0, 0, 0, 0, 1, 0] and missing.without_length == 1
    assert session.themes("missing", parse("2025-05")).events == 0


def test_a_theme_holds_as_many_as_its_measure(small_home: Path) -> None:
    session = open_session(LOCAL)
    assert [kind.measure for kind in KINDS.values() if kind.measure]
    for period in (parse("2025-26"), parse("2026-27-Q1"), parse("2026-06")):
        for kind in KINDS.values():
            for homes in (None, ["H01"]):
                theme = session.themes(kind.kind, period, homes)
                if kind.measure:
                    figure = session.figures(period, [kind.measure], homes=homes).iloc[0]
                    assert theme.events == (figure.numerator if figure.status == "ok" else 0), (kind.kind, period.text)
                assert sum(share.events for share in theme.homes) == theme.events


def test_no_event_and_no_export_are_told_apart(session: Session) -> None:
    before_opening = session.themes("restraint", parse("2019-06"))
    assert before_opening.events == 0 and before_opening.sentence == "No restraints."
    assert session.themes("restraint", parse("2026-06")).is_covered is False
    assert session.themes("restraint", parse("2025-04")).is_covered is True


def test_a_viewer_is_told_of_their_homes_alone(session: Session) -> None:
    own = open_session(Viewer("manager", frozenset({"H2"}), None))
    assert session.themes("incident", MARCH).events == 4
    theme = own.themes("incident", MARCH)
    assert theme.events == 2 and theme.homes == (Share("H2", 2),)
    assert theme.places == (Share("Garden", 1),)
    with pytest.raises(Unknown, match="'H1' is not a home here"):
        own.themes("incident", MARCH, ["H1"])
    with pytest.raises(Unknown, match="'weather' is not a kind of theme"):
        own.themes("weather", MARCH)


def test_a_viewer_is_told_of_their_measures_alone(session: Session) -> None:
    own = open_session(Viewer("manager", None, frozenset({"restraint_n"})))
    assert list(session.theme_kinds()) == list(KINDS) and list(own.theme_kinds()) == ["restraint"]
    assert own.themes("restraint", MARCH).events == 1
    for kind in ("incident", "missing"):
        with pytest.raises(Unknown, match="those are restraint"):
            own.themes(kind, MARCH)


def test_a_theme_is_read_once_for_each_version(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    inner: Callable[..., Any] = themes.read
    monkeypatch.setattr(themes, "read", lambda *asked: read.append(asked[2]) or inner(*asked))
    period = MARCH
    assert session.themes("incident", period) is session.themes("incident", period)
    session.themes("incident", period, ["H1"])
    assert read == ["incident", "incident"]
