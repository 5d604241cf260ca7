"""The home and the period that a page is about: picked on the page, kept in its address, so that a link shows the same.

The address is the truth: `home` and `period` are read from it, a pick is written to it, and no `home` is all homes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

import streamlit as st

from warehouse import periods
from warehouse.periods import Period, PeriodError
from warehouse.session import Session

ALL_HOMES = "All homes"
QUARTERS, MONTHS, YEARS = 8, 13, 3
MEASURE_WIDTH, HOME_WIDTH, PERIOD_WIDTH = 520, 200, 270
_ALL = ""
_LAST = "_last_asked"


@dataclass(frozen=True)
class Choice:
    """What the page is about; `homes` is ready to hand to the session, and None stands for all of them."""

    period: Period
    home_id: str | None = None
    home_name: str = ALL_HOMES
    measure: str | None = None
    standard: int | None = None

    @property
    def homes(self) -> list[str] | None:
        return [self.home_id] if self.home_id else None

    @property
    def asked(self) -> dict[str, str | None]:
        """What a link to another page carries along, so that it opens on the same home and period."""
        return {"home": self.home_id, "period": self.period.text}


def chosen(
    session: Session, homes: bool = True, all_homes: bool = True, measures: bool = False, standards: bool = False
) -> Choice:
    """Draws the pickers and gives what is chosen; says in a sentence where the address asked for what is not there.

    `homes=False` draws no home picker; with `all_homes=False` one home is always chosen, the first by name if the
    address names none. `measures=True` draws a picker of measures as well, the framework's first if none is named;
    `standards=True` one of quality standards.
    """
    _recall()
    names = _home_names(session)
    period, period_said = _period_asked(session)
    home, home_said = _home_asked(names, all_homes)
    measure, measure_said = _measure_asked(session) if measures else (None, "")
    standard, standard_said = _standard_asked(session) if standards else (None, "")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if standard:
            titles = {str(number): f"{number}: {one.title}" for number, one in session.quality_standards().items()}
            _pick("Quality standard", "standard", str(standard), list(titles), titles, MEASURE_WIDTH)
        if measure:
            titles = {name: f"{known.area} · {known.title}" for name, known in session.measures().items()}
            _pick("Measure", "measure", measure, list(titles), titles, MEASURE_WIDTH)
        if homes:
            options = ([_ALL] if all_homes else []) + list(names)
            _pick("Home", "home", home, options, {_ALL: ALL_HOMES} | names, HOME_WIDTH)
        _pick("Period", "period", period.text, *_period_options(session, period), PERIOD_WIDTH)
    for said in [standard_said, measure_said, home_said if homes else "", period_said]:
        if said:
            st.markdown(f":material/info: {said}", width=HOME_WIDTH + PERIOD_WIDTH + MEASURE_WIDTH * measures)
    if not homes or home == _ALL:
        return Choice(period, measure=measure, standard=standard)
    return Choice(period, home, names[home], measure, standard)


def one_of(label: str, name: str, said: dict[str, str]) -> str:
    """A row of choices, kept in the address; the first where it names none."""
    asked = st.query_params.get(name, "")
    key = f"picked_{name}"
    st.session_state[key] = asked if asked in said else next(iter(said))
    st.segmented_control(
        label, list(said), key=key, format_func=said.__getitem__, required=True, label_visibility="collapsed",
        on_change=_to_address, args=(name, key),
    )  # fmt: skip
    return st.session_state[key]


def asked_of(name: str, said: dict[str, str]) -> str:
    """What a row of choices further down is asked for, as `one_of` will show it."""
    asked = st.query_params.get(name, "")
    return asked if asked in said else next(iter(said))


def _recall() -> None:
    """A page opened from the menu, whose address asks for nothing, is about what the page before was about."""
    path = urlsplit(st.context.url or "").path
    before = st.session_state.get(_LAST)
    if before and before["path"] != path and not {"home", "period"} & set(st.query_params):
        for name in ("home", "period"):
            if before[name]:
                st.query_params[name] = before[name]
    st.session_state[_LAST] = {"path": path} | {name: st.query_params.get(name) for name in ("home", "period")}


def default_period(session: Session) -> Period:
    """The last financial quarter that had ended by today and holds a day with data; without data, the last ended."""
    last = session.last_day_with_data() or session.today
    quarter = periods.containing(min(last, session.today), "quarter")
    return quarter if quarter.end < session.today else periods.before(quarter)


def run_up_to(period: Period) -> list[Period]:
    """The periods that lead up to this one, oldest first and this one last where it is a month or quarter.

    Months for a month, otherwise quarters; a year or a range is led up to by the quarters to its end.
    """
    grain, count = ("month", MONTHS) if period.grain == "month" else ("quarter", QUARTERS)
    return _latest(period.end, grain, count)[::-1]


def said_so_far(period: Period, today: date) -> str:
    """The period in words, with `so far` where it has not ended."""
    return f"{period.label}, so far" if period.start <= today <= period.end else period.label


def _home_names(session: Session) -> dict[str, str]:
    return {home.home_id: home.name for home in session.home_rows()}


def _home_asked(names: dict[str, str], all_homes: bool) -> tuple[str, str]:
    asked = st.query_params.get("home", _ALL)
    instead = _ALL if all_homes else next(iter(names), _ALL)
    if asked in names or asked == _ALL:
        return asked or instead, ""
    shown = "all homes are shown" if all_homes else f"{names.get(instead, 'no home')} is shown"
    return instead, f"The address asks for a home that is not here, so {shown}."


def _measure_asked(session: Session) -> tuple[str | None, str]:
    asked, known = st.query_params.get("measure"), session.measures()
    if asked in known:
        return asked, ""
    first = next(iter(known), None)
    if not asked or first is None:
        return first, ""
    return first, f"The address asks for a measure that is not here, so {known[first].title.lower()} is shown."


def _standard_asked(session: Session) -> tuple[int, str]:
    """The quality standard in the address; the first where none is named, or none that there is."""
    asked, known = st.query_params.get("standard", ""), session.quality_standards()
    if asked in map(str, known):
        return int(asked), ""
    first = next(iter(known))
    if not asked:
        return first, ""
    return first, f"The address asks for a quality standard that is not here, so regulation {first} is shown."


def _period_asked(session: Session) -> tuple[Period, str]:
    asked = st.query_params.get("period")
    instead = default_period(session)
    if not asked:
        return instead, ""
    try:
        found = periods.parse(asked)
    except PeriodError:
        return instead, f"The address asks for a period that cannot be read, so {instead.label} is shown."
    if found.start.year < periods.EARLIEST or found.end.year > session.today.year + 1:
        return instead, f"The address asks for a period far from any data, so {instead.label} is shown."
    return found, ""


def _period_options(session: Session, picked: Period) -> tuple[list[str], dict[str, str]]:
    """The periods on offer, quarters first, each kind newest first, and how each is said."""
    last = max(default_period(session).end, min(session.last_day_with_data() or session.today, session.today))
    offered = [
        found
        for grain, count in (("quarter", QUARTERS), ("month", MONTHS), ("year", YEARS))
        for found in _latest(last, grain, count)
    ]
    if picked not in offered:
        offered.insert(0, picked)
    return [found.text for found in offered], {found.text: said_so_far(found, session.today) for found in offered}


def _latest(day: date, grain: str, count: int) -> list[Period]:
    """This many periods, newest first, the first of them holding this day."""
    found = [periods.containing(day, grain)]
    while len(found) < count:
        found.append(periods.containing(found[-1].start - timedelta(days=1), grain))
    return found


def _pick(label: str, name: str, value: str, options: list[str], said: dict[str, str], width: int) -> None:
    """A picker that shows what the address says and writes to the address what is picked."""
    key = f"picked_{name}"
    st.session_state[key] = value
    st.selectbox(
        label, options, key=key, format_func=lambda option: said.get(option, option), width=width,
        on_change=_to_address, args=(name, key),
    )  # fmt: skip


def _to_address(name: str, key: str) -> None:
    picked = st.session_state[key]
    if picked:
        st.query_params[name] = picked
    else:
        st.query_params.pop(name, None)
    if name in st.session_state.get(_LAST, {}):
        st.session_state[_LAST][name] = picked or None
