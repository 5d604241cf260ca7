"""What a chart is when it is whole: points with words, lines, a sentence and icons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Point:
    """One point: its name, day and figure, the method's word and the same in English, the 95 % interval if any.

    `judged` is improvement, concern or neutral where the word is a signal. A provisional figure is drawn hollow; its
    word is blank, since nothing is judged by it.
    """

    label: str
    on: date
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    status: str = "ok"
    is_provisional: bool = False
    word: str | None = None
    said: str = ""
    low: float | None = None
    high: float | None = None
    judged: str = ""

    @property
    def letter(self) -> str:
        """H for a signal on the high side, L for one on the low side."""
        return {"high": "H", "low": "L"}.get((self.word or "").rpartition("_")[2], "")


@dataclass(frozen=True)
class Line:
    """What holds from point `first` to before `end`: the centre, limits and near lines as the method gives them.

    `lower_drawn` and `upper_drawn` are the limits cut to what the figure can be: for drawing alone.
    """

    first: int
    end: int
    centre: float | None
    lower: float | None = None
    upper: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None
    lower_drawn: float | None = None
    upper_drawn: float | None = None
    baseline: str = "none"


@dataclass(frozen=True)
class Icon:
    """A word of the method, the letter that stands for it, and the same in English."""

    word: str
    letter: str
    said: str


def icon(word: str | None, said: Mapping[str, tuple[str, str]]) -> Icon | None:
    """The icon of a word, from words.VARIATION, GAPS or ASSURANCE; none without a word."""
    return Icon(word, *said[word]) if word else None


@dataclass(frozen=True)
class Mark:
    """A rebase as it is drawn: before which point, from which day on, and why."""

    place: int
    on: date
    reason: str


@dataclass(frozen=True)
class Chart:
    """Everything a page draws. `method` is xmr, run, t, g, interval or step; `centre_is` names the centre line.

    On t and g charts a point is the gap before an event, in `unit` days or nights, and `open_gap` the time since the
    last one up to `open_on`, to be drawn hollow; `open_said` is a sentence of it. `note` says how the lines
    were made, and what else a reader must know.
    """

    measure: str
    method: str
    unit: str
    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    variation: Icon | None
    assurance: Icon | None
    baseline: str
    sentence: str
    note: str
    centre_is: str
    target: float | None = None
    marks: tuple[Mark, ...] = ()
    open_gap: float | None = None
    open_on: date | None = None
    open_word: str | None = None
    open_said: str = ""
