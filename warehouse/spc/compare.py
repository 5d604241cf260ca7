"""Homes beside each other, fairly: each with how far chance may carry it, never ranked; and in words what it shows."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.registry import Measure
from warehouse.spc import chance
from warehouse.spc.columns import numbers
from warehouse.spc.funnel import LEAST_HOMES, NOTE, Funnel, funnel

ABOVE, BELOW, WITHIN = "above", "below", "within"
_ONLY_CHANCE = "No home's interval lies wholly apart from the figure of all homes: the differences are within chance."
_SAID = {
    chance.ALIKE: (
        "How far chance alone carries these figures cannot be told, for what is counted of one child or one member of "
        "staff is alike. Each home is best held against its own past."
    ),
    chance.COUNT: (
        "These are counts: a larger home has more of everything, so homes of different size cannot be compared by them."
    ),
    chance.OWN: "Each home has a figure of its own; they are not averaged, and chance does not carry them.",
    chance.OTHER: "These amounts are not counts of events, so no interval says how far chance carries them.",
}  # fmt: skip
_POINT = {ABOVE: "above, by more than chance", BELOW: "below, by more than chance", WITHIN: "within chance"}
_FUNNEL = {
    "within": "within the lines",
    "beyond_95_high": "between the upper lines",
    "beyond_95_low": "between the lower lines",
    "beyond_998_high": "above the outer line",
    "beyond_998_low": "below the outer line",
}


@dataclass(frozen=True)
class Place:
    """One home: its figure, its 95 % interval if it has one, and the word for where that lies (above, below, within).

    `said` is the word in English, of the funnel where there is one; both are blank where nothing can be said.
    """

    home_id: str
    name: str
    value: float | None
    numerator: float | None
    denominator: float | None
    status: str
    is_provisional: bool
    low: float | None = None
    high: float | None = None
    word: str = ""
    said: str = ""


@dataclass(frozen=True)
class Comparison:
    """Everything a page draws of the homes, in the order they were given in.

    `service` is the figure of all homes together. `note` says how the intervals were made; `why_no_funnel` is a
    sentence where there is none; `has_intervals` says whether any home has one.
    """

    measure: str
    places: tuple[Place, ...]
    service: float | None
    sentence: str
    note: str
    funnel: Funnel | None
    why_no_funnel: str

    @property
    def has_intervals(self) -> bool:
        return any(place.low is not None for place in self.places)


def comparison(measure: Measure, names: dict[str, str], rows: Sequence[Any], together: Any | None) -> Comparison:
    """The homes in the order of `names` (home_id to name) with their rows of figures, and all of them together."""
    kind, by_home = chance.kind(measure), {row.home_id: row for row in rows}
    service = together.value if together is not None and together.status == "ok" else None
    places = [_place(measure, kind, home, name, by_home[home], service) for home, name in names.items()]
    known = [place for place in places if place.value is not None]
    has_intervals = kind in (chance.SHARE, chance.RATE)
    found: Funnel | str = ""
    if has_intervals and len(known) > 1:
        found = funnel(measure, [(place.numerator or 0.0, place.denominator or 0.0) for place in known])
    elif kind == chance.ALIKE and len(known) > 1:
        found = "For the same reason there is no funnel plot."
    if isinstance(found, Funnel):
        said = dict(zip([place.home_id for place in known], found.words, strict=True))
        places = [_in_funnel(place, said.get(place.home_id, "")) for place in places]
    return Comparison(
        measure.measure, tuple(places), service, _sentence(kind, places, service),
        _note(measure, len(known)) if has_intervals and known else "",
        found if isinstance(found, Funnel) else None, "" if isinstance(found, Funnel) else found,
    )  # fmt: skip


def _place(measure: Measure, kind: str, home: str, name: str, row: Any, service: float | None) -> Place:
    value, numerator, denominator = numbers((row.value, row.numerator, row.denominator))
    is_figure = row.status == "ok"
    found = chance.interval(measure, numerator, denominator) if is_figure and kind != chance.ALIKE else None
    low, high = found or (None, None)
    word = ""
    if low is not None and high is not None and service is not None:
        word = ABOVE if low > service else BELOW if high < service else WITHIN
    return Place(
        home, name, value if is_figure else None, numerator, denominator, row.status, row.revision == "p", low, high,
        word, _POINT.get(word, ""),
    )  # fmt: skip


def _in_funnel(place: Place, word: str) -> Place:
    said = [part for part in (place.said, _FUNNEL.get(word, "")) if part]
    return dataclasses.replace(place, said="; ".join(said))


def _sentence(kind: str, places: Sequence[Place], service: float | None) -> str:
    """What the homes beside each other show: which lie apart by more than chance, or why that cannot be said."""
    known = [place for place in places if place.value is not None]
    if len(known) < 2:
        return "Only one home has a figure, so there is nothing to compare." if known else "No home has a figure."
    if kind in _SAID:
        return _SAID[kind]
    if service is None or all(place.low is None for place in known):
        return _SAID[chance.OTHER]
    sides = {word: [place.name for place in known if place.word == word] for word in (ABOVE, BELOW)}
    apart = [
        f"{_listed(names)} {'lies' if len(names) == 1 else 'lie'} {word}"
        for word, names in sides.items() if names
    ]  # fmt: skip
    if not apart:
        return _ONLY_CHANCE
    rest = "" if sum(map(len, sides.values())) == len(known) else " What else differs is within chance."
    return f"{' and '.join(apart)} the figure of all homes by more than chance alone brings.{rest}"


def _note(measure: Measure, homes: int) -> str:
    """How the bars were made, and, where one person may stand for several events, what they leave out."""
    method = "the exact Poisson" if chance.kind(measure) == chance.RATE else "Wilson's"
    is_each_once = measure.counts_people or measure.kind == "latest"
    clusters = NOTE.partition(". ")[2] if homes < LEAST_HOMES and not is_each_once else ""
    often = "Of twenty homes that do not differ, about one lies apart by chance."
    bars = f"Bars are 95 % intervals, {method}. {often}"
    return f"{bars} {clusters.replace('the lines say', 'the bars say')}".strip()


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
