"""What a chart shows, in plain English for a committee. Results in, text out."""

from __future__ import annotations

import math
from dataclasses import dataclass

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_JUDGED = {
    "improvement": "a real improvement, not chance",
    "concern": "a real worsening, not chance",
    "neutral": "a real change, not chance",
}
VARIATION = {
    "common": ("", "Nothing but chance"),
    "improvement_high": ("H", "Improving: high"),
    "improvement_low": ("L", "Improving: low"),
    "concern_high": ("H", "Worsening: high"),
    "concern_low": ("L", "Worsening: low"),
    "neutral_high": ("H", "Changed: high"),
    "neutral_low": ("L", "Changed: low"),
    "not_enough_data": ("", "Too little to tell"),
}
GAPS = {
    **VARIATION,
    "improvement_high": ("H", "Improving: longer gaps"),
    "improvement_low": ("L", "Improving: shorter gaps"),
    "concern_high": ("H", "Worsening: longer gaps"),
    "concern_low": ("L", "Worsening: shorter gaps"),
    "neutral_high": ("H", "Changed: longer gaps"),
    "neutral_low": ("L", "Changed: shorter gaps"),
}
ASSURANCE = {
    "pass": ("P", "Expect the target to be met every time"),
    "fail": ("F", "Expect the target to be missed every time"),
    "inconsistent": ("?", "Expect the target to be met at times"),
}
POINT = {
    "common": "",
    "outside_limits_high": "above the upper limit",
    "outside_limits_low": "below the lower limit",
    "trend_high": "in a row of seven or more that rise",
    "trend_low": "in a row of seven or more that fall",
    "two_in_three_high": "near the upper limit, as at least two of three are",
    "two_in_three_low": "near the lower limit, as at least two of three are",
    "shift_high": "in a row of seven or more above the {centre}",
    "shift_low": "in a row of seven or more below the {centre}",
}
_NOTHING = {
    "nothing": "No {one} has a figure, so there is nothing to judge.",
    "open": "Every figure so far can still change, so nothing is judged by it.",
}
AVERAGE, MEDIAN = "average", "middle value"


@dataclass(frozen=True)
class Said:
    """What a sentence is made of.

    `method` is xmr, run, t, g, interval or step. `point`, `label` and `in_a_row` are the last point's word, its name
    and how many points in a row share that word; `one` and `several` name the points ("month", "months"). `why` says
    what else there is to know where limits are missing: too_short, constant, same (a constant series, every one the
    same), overlap, small, rebased (too short since a rebase), nothing (no value at all), open (none that is final),
    not_supplied (nothing known).
    """

    method: str
    variation: str | None = None
    point: str | None = None
    baseline: str = "none"
    assurance: str | None = None
    why: str = ""
    one: str = "month"
    several: str = "months"
    label: str = ""
    in_a_row: int = 0


def many(count: int) -> str:
    """A number as a word up to twelve, in digits beyond."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count}"


def point(word: str | None, centre: str) -> str:
    """A point's word in English; nothing for a point that says nothing."""
    return POINT[word].format(centre=centre) if word else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(said: Said) -> str:
    """What the chart shows, in at most about thirty words: the last signal, the target, and what limits rest on."""
    if said.why in _NOTHING and said.method not in ("t", "g"):
        return _NOTHING[said.why].format(one=said.one)
    parts = {
        "xmr": _xmr, "run": _run, "t": _rare, "g": _rare, "interval": _interval, "step": _step,
    }[said.method](said)  # fmt: skip
    return " ".join(f"{_capital(part)}." for part in parts if part)


def _judged(said: Said) -> str:
    """Better, worse or only other: nothing where the chart makes no such statement."""
    kind = (said.variation or "").partition("_")[0]
    return f": {_JUDGED[kind]}" if kind in _JUDGED else ""


def _signal(said: Said, centre: str) -> str:
    """The rule that the last point meets, in words."""
    rule, _, side = (said.point or "common").rpartition("_")
    above, upper = ("above", "upper") if side == "high" else ("below", "lower")
    row = f"{many(said.in_a_row)} {said.several} in a row"
    return {
        "outside_limits": f"{said.label} lies {above} the {upper} limit",
        "trend": f"{row} {'rising' if side == 'high' else 'falling'}",
        "two_in_three": f"at least two of the last three {said.several} are near the {upper} limit",
        "shift": f"{row} {above} the {centre}",
    }.get(rule, "")


def _xmr(said: Said) -> list[str]:
    if said.variation == "not_enough_data":
        return [_too_short(said)]
    signal = _signal(said, AVERAGE)
    if said.baseline == "none":
        return [signal, _constant(said)]
    return [
        signal + _judged(said)
        if signal
        else f"{said.label} lies within what chance alone brings: no sign of change",
        _target(said),
        f"limits rest on fewer than 12 {said.several}" if said.baseline == "trial" else "",
    ]  # fmt: skip


def _too_short(said: Said) -> str:
    if said.why == "rebased":
        return f"too few {said.several} since the limits were set anew to tell change from chance"
    return f"too few {said.several} in a row have a figure to tell change from chance, so there are no limits"


def _constant(said: Said) -> str:
    if said.why == "same":
        return f"every {said.one} has the same figure, so there are no limits"
    return f"apart from single jumps the {said.several} do not vary, so there are no limits"


def _target(said: Said) -> str:
    return ASSURANCE[said.assurance][1].lower() if said.assurance else ""


def _run(said: Said) -> list[str]:
    if said.why == "overlap":
        return [f"each point holds most of the one before, so no limits or signals are drawn: the line is the {MEDIAN}"]
    small = "limits need more people behind each figure" if said.why == "small" else ""
    signal = _signal(said, MEDIAN)
    if signal:
        return [signal + _judged(said), small]
    if said.variation == "not_enough_data":
        return [f"fewer than 12 {said.several} to judge by: too few to tell change from chance", small]
    return [f"fewer than seven {said.several} in a row on one side of the {MEDIAN}: no sign of change", small]


def _interval(said: Said) -> list[str]:
    return [f"few are counted in a {said.one}, so the figure moves much by chance: there are no limits"]


def _step(said: Said) -> list[str]:
    return ["the line steps where a new judgement was made: it does not vary by chance, so there are no limits"]


def _rare(said: Said) -> list[str]:
    """A signal among gaps: high is long. `label` says the last gap ("41 days")."""
    if said.why == "nothing":
        return ["no event is on record, so there is no time between events to show"]
    if said.why == "not_supplied":
        return ["no export covers these days, so there is no time between events to show"]
    if said.variation == "not_enough_data":
        return ["fewer than three events: too few to say how far apart they usually are, so there are no limits"]
    centre = AVERAGE if said.method == "t" else MEDIAN
    rule, _, side = (said.point or "common").rpartition("_")
    longer, upper = ("longer", "upper") if side == "high" else ("shorter", "lower")
    row = f"{many(said.in_a_row)} gaps between events in a row"
    signal = {
        "outside_limits": f"the last gap between events, {said.label}, is {longer} than the {upper} limit",
        "trend": f"{row} grew {longer}",
        "two_in_three": f"at least two of the last three gaps between events are near the {upper} limit",
        "shift": f"{row} are {longer} than the {centre}",
    }.get(rule, "")
    if said.baseline == "none":
        return [signal, "the gaps between events do not vary, so there are no limits"]
    return [
        signal + _judged(said) if signal else "the gaps between events vary as chance alone brings: no sign of change",
        "limits rest on fewer than 20 events" if said.baseline == "trial" else "",
    ]


def amount(gap: float, unit: str) -> str:
    """A gap as a person says it: "41 days", "1 night", "half a day", "6 hours"."""
    if gap == 0.5:
        return f"half a {unit.removesuffix('s')}"
    if unit == "days" and gap < 1 and round(gap * 24):
        return amount(float(round(gap * 24)), "hours")
    shown = f"{math.floor(gap * 10 + 0.5) / 10:,.1f}".removesuffix(".0")
    return f"{shown} {unit.removesuffix('s') if shown == '1' else unit}"


def since(gap: float | None, unit: str, word: str | None) -> str:
    """How long ago the last event was, and whether that is already longer than chance brings."""
    if gap is None:
        return ""
    beyond = ", longer than the upper limit" if word == "outside_limits_high" else ""
    return f"{_capital(amount(gap, unit))} since the last event{beyond}."


def footer(method: str, screen: bool = True) -> str:
    """How the lines of a chart were made."""
    if method == "run":
        return "The line is the median. Signal: seven in a row on one side of it."
    if method == "g":
        return (
            "The line is the median gap; the limit lies three times the root of g (g + 1) above the mean gap g. "
            "Signals: above the limit, seven in a row on one side of the median."
        )
    if method not in ("xmr", "t"):
        return ""
    scale = " of the gaps to the power of 1/3.6" if method == "t" else ""
    screened = "outlying ranges left out once" if screen else "no range left out"
    return (
        f"Limits: the mean and 2.66 times the mean moving range{scale}, {screened}. Signals: outside a limit, seven "
        "in a row rising or falling, two of three near a limit, seven in a row on one side of the mean."
    )
