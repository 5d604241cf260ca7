"""The sentence of a chart: every combination reads as English, and the ones people meet most say what they should."""

from __future__ import annotations

import itertools
import re

import pytest

from warehouse.spc import words
from warehouse.spc.words import Said, amount, footer, point, sentence, since

POINTS = (None, *words.POINT)
VARIATIONS = (None, *words.VARIATION)
WHY = ("", "nothing", "open", "not_supplied", "rebased", "same", "overlap", "small")
GRAINS = (("month", "months", "June 2025"), ("quarter", "quarters", "October to December 2025"),
          ("year", "years", "April 2025 to March 2026"))  # fmt: skip
CODES = re.compile(r"_|\bNone\b|xmr|not_enough|special cause|  |\{|\.\.|amR|nan")


def _reads(text: str, at_most: int = 34) -> None:
    assert text.endswith("."), text
    assert not CODES.search(text), text
    assert len(text.split()) <= at_most, f"{len(text.split())} words: {text}"
    for part in text.removesuffix(".").split(". "):
        assert part[0].isupper() or part[0].isdigit(), text


@pytest.mark.parametrize("method", ["xmr", "run", "t", "g", "interval", "step"])
def test_every_combination_reads(method: str) -> None:
    for variation, last, baseline, assurance, why, (one, several, label), in_a_row in itertools.product(
        VARIATIONS, POINTS, ("firm", "trial", "none"), (None, *words.ASSURANCE), WHY, GRAINS, (0, 7, 24)
    ):
        _reads(sentence(Said(method, variation, last, baseline, assurance, why, one, several, label, in_a_row)))


def test_what_people_meet_most() -> None:
    assert (
        sentence(Said("xmr", "improvement_low", "shift_low", "firm", in_a_row=7))
        == "Seven months in a row below the average: a real improvement, not chance."
    )
    assert (
        sentence(Said("xmr", "concern_low", "outside_limits_low", "trial", "fail", "", "quarter", "quarters",
                      "April to June 2025"))
        == "April to June 2025 lies below the lower limit: a real worsening, not chance. Expect the target to be "
        "missed every time. Limits rest on fewer than 12 quarters."
    )  # fmt: skip
    assert (
        sentence(Said("xmr", "common", "common", "firm", "inconsistent", label="June 2025"))
        == "June 2025 lies within what chance alone brings: no sign of change. Expect the target to be met at times."
    )
    assert (
        sentence(Said("xmr", "neutral_high", "trend_high", "firm", in_a_row=8))
        == "Eight months in a row rising: a real change, not chance."
    )
    assert (
        sentence(Said("xmr", "concern_high", "two_in_three_high", "firm"))
        == "At least two of the last three months are near the upper limit: a real worsening, not chance."
    )
    assert (
        sentence(Said("run", "improvement_high", "shift_high", "none", why="small", in_a_row=13))
        == "13 months in a row above the middle value: a real improvement, not chance. Limits need more people behind "
        "each figure."
    )
    assert (
        sentence(Said("t", "improvement_high", "outside_limits_high", "trial", label="41 days"))
        == "The last gap between events, 41 days, is longer than the upper limit: a real improvement, not chance. "
        "Limits rest on fewer than 20 events."
    )


@pytest.mark.parametrize(
    "said, why",
    [
        (Said("xmr", "not_enough_data"), "Too few months in a row have a figure"),
        (Said("xmr", "not_enough_data", why="rebased"), "Too few months since the limits were set anew"),
        (Said("xmr", "not_enough_data", why="nothing"), "No month has a figure"),
        (Said("interval", why="open"), "Every figure so far can still change"),
        (Said("xmr", "common", "common", why="same"), "Every month has the same figure, so there are no limits."),
        (Said("xmr", "common", "shift_low", in_a_row=8),
         "Eight months in a row below the average. Apart from single jumps the months do not vary, so there are no"),
        (Said("run", None, "common", why="overlap"), "Each point holds most of the one before, so no limits"),
        (Said("run", "not_enough_data", "common"), "Fewer than 12 months to judge by"),
        (Said("interval"), "Few are counted in a month"),
        (Said("step"), "The line steps where a new judgement was made"),
        (Said("t", "not_enough_data"), "Fewer than three events"),
        (Said("g", "not_enough_data", why="nothing"), "No event is on record"),
        (Said("t", why="not_supplied"), "No export covers these days"),
        (Said("t", "common", "common"), "The gaps between events do not vary, so there are no limits."),
    ],
)  # fmt: skip
def test_why_there_are_no_limits(said: Said, why: str) -> None:
    assert sentence(said).startswith(why)


def test_every_variation_judges_its_own_way() -> None:
    for variation, (letter, english) in words.VARIATION.items():
        side = variation.rpartition("_")[2]
        assert letter == {"high": "H", "low": "L"}.get(side, "")
        assert english and english[0].isupper()
        last = f"shift_{side}" if letter else "common"
        text = sentence(Said("xmr", variation, last, "firm", label="June 2025", in_a_row=7))
        kind = variation.partition("_")[0]
        assert ("improvement" in text, "worsening" in text, "a real change" in text) == (
            kind == "improvement", kind == "concern", kind == "neutral",
        )  # fmt: skip
    assert set(words.GAPS) == set(words.VARIATION)
    assert [letter for letter, _ in words.ASSURANCE.values()] == ["P", "F", "?"]


def test_points_in_english() -> None:
    assert point("shift_low", words.MEDIAN) == "in a row of seven or more below the middle value"
    assert point("common", words.AVERAGE) == point(None, words.AVERAGE) == ""
    assert not any(CODES.search(point(word, words.AVERAGE)) for word in words.POINT)


def test_how_long_since_the_last() -> None:
    assert since(41, "days", "common") == "41 days since the last event."
    assert since(1, "nights", "common") == "1 night since the last event."
    assert since(0, "days", "common") == "0 days since the last event."
    assert since(400, "days", "outside_limits_high") == "400 days since the last event, longer than the upper limit."
    assert since(None, "days", None) == ""
    said = {0.5: "half a day", 0.25: "6 hours", 1 / 24: "1 hour", 1: "1 day", 2.25: "2.3 days", 1200.04: "1,200 days"}
    assert {gap: amount(gap, "days") for gap in said} == said
    assert amount(0, "nights") == "0 nights"


def test_the_footer_says_the_method_and_its_options() -> None:
    assert "outlying ranges left out once" in footer("xmr")
    assert "no range left out" in footer("xmr", screen=False)
    assert "1/3.6" in footer("t")
    assert footer("run").startswith("The line is the median.")
    assert "g (g + 1)" in footer("g")
    assert footer("interval") == footer("step") == ""
