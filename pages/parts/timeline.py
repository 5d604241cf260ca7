"""What happened, in plain words: the records of a chronology become events, one line each, by month or by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import streamlit as st

from pages.parts import places, words

HOME, AWAY, INCIDENT, INJURY, SCHOOL = "home", "away", "incidents", "injuries", "school"
SANCTION, HEALTH, VOICE, MEETING = "sanctions", "health", "voice", "meetings"
KINDS = {
    HOME: "Moving in and out",
    AWAY: "Missing and away",
    INCIDENT: "Incidents",
    INJURY: "Injuries",
    SANCTION: "Sanctions",
    MEETING: "Strategy meetings",
    HEALTH: "Health",
    SCHOOL: "School",
    VOICE: "Complaints and compliments",
}
_ICONS = {
    "arrived": "home", "left": "luggage", "missing": "explore", "away": "directions_walk", "returned": "door_open",
    "interview": "forum", "incident": "edit_note", "injury": "healing", "school": "school", "sanction": "rule",
    "restorative": "handshake", "strategy_meeting": "groups", "complaint": "campaign", "compliment": "thumb_up",
}  # fmt: skip
_APPOINTMENT = "appointment_"
_KIND_OF = {
    "arrived": HOME, "left": HOME, "missing": AWAY, "away": AWAY, "returned": AWAY, "interview": AWAY,
    "incident": INCIDENT, "injury": INJURY, "school": SCHOOL, "sanction": SANCTION, "restorative": SANCTION,
    "strategy_meeting": MEETING, "complaint": VOICE, "compliment": VOICE,
}  # fmt: skip
_INCIDENTS = {
    "incident": "Incident", "restraint": "Restraint", "bullying": "Bullying", "allegation": "Allegation made",
    "self_harm": "Self-harm", "damage": "Damage to property", "police": "Police called", "search": "Search",
    "other": "Other event",
}  # fmt: skip
_INJURIES = {
    "first_aid": "first aid needed", "medical": "medical treatment needed", "hospital": "hospital treatment needed",
    "serious": "serious injury", "none": "no injury",
}  # fmt: skip
_INTERVIEWS = {"completed": "Return interview held", "declined": "Return interview declined"}
_APPOINTMENTS = {
    "attended": "kept", "not_brought": "missed: not brought", "child_declined": "missed: the child declined",
    "late_cancel_by_us": "called off late by the home", "cancelled_by_provider": "called off by the provider",
    "rebooked": "moved to another day", "booked": "without an outcome so far",
}  # fmt: skip
_MEETINGS = {
    "s47": "about a section 47 enquiry", "missing": "about going missing", "exploitation": "about exploitation",
    "lado": "about an allegation against staff",
}  # fmt: skip
_ENDED = {"missing": "missing", "away": "away"}


@dataclass(frozen=True)
class Event:
    """One thing that happened, as one line says it; `people` are the ids and names of the children it is about."""

    on: date
    at: str
    icon: str
    said: str
    kinds: frozenset[str]
    people: tuple[tuple[str, str], ...]
    source: str
    is_whole_month: bool = False


def events(chronology: Any, today: date, in_home: bool = False) -> list[Event]:
    """The events of a session's chronology, newest first; `in_home` leaves out the name of the home.

    An incident is one event however many children it names, and an injury in it is part of its line.
    """
    found: dict[tuple, list[Any]] = {}
    for row in chronology.itertuples():
        what = "incident" if row.what == "injury" else row.what
        about = row.child_id if what == "school" else ""
        found.setdefault((row.dataset, row.record_id, row.happened_on, what, about), []).append(row)
    return [_event(rows, today, in_home) for rows in found.values()]


def _event(rows: list[Any], today: date, in_home: bool) -> Event:
    first = next((row for row in rows if row.what == "incident"), rows[0])
    whole_month = first.what == "school"
    return Event(
        on=first.happened_on.date(),
        at="" if whole_month else words.clock(first.happened_at),
        icon=f":material/{'stethoscope' if _is_appointment(first) else _ICONS[first.what]}:",
        said=_said(first, rows, today, in_home),
        kinds=frozenset(HEALTH if _is_appointment(row) else _KIND_OF[row.what] for row in rows),
        people=tuple({row.child_id: row.name for row in rows if not words.is_missing(row.child_id)}.items()),
        source=f"{words.plain(first.file)}, sheet {words.plain(first.sheet)}, row {first.row}",
        is_whole_month=whole_month,
    )


def _said(first: Any, rows: list[Any], today: date, in_home: bool) -> str:
    """The event in plain words, safe to stand in Markdown."""
    where = "" if in_home else f" {words.plain(first.home)}"
    detail = "" if words.is_missing(first.detail) else str(first.detail)
    if first.what == "arrived":
        moved = "Moves in" if first.happened_on.date() > today else "Moved in"
        return f"{moved}{' to' + where if where else ''}, {words.plain(words.code(detail))}"
    if first.what == "left":
        left = "Leaves" if first.happened_on.date() > today else "Left"
        return f"{left}{where}{': ' + words.plain(detail) if detail else ''}"
    if first.what == "missing":
        return "Went missing"
    if first.what == "away":
        return "Was away without agreement"
    if first.what == "returned":
        if words.is_missing(first.hours) or first.hours < 0:
            return f"Returned after being {_ENDED.get(detail, 'away')}"
        return f"Returned after {words.how_long(first.hours)} {_ENDED.get(detail, 'away')}"
    if first.what == "interview":
        return _INTERVIEWS.get(detail, "Return interview offered")
    if first.what == "school":
        so_far = ", so far" if (first.happened_on.year, first.happened_on.month) == (today.year, today.month) else ""
        return f"Attended {detail} school sessions in {first.happened_on:%B %Y}{so_far}"
    if first.what in ("incident", "injury"):
        return _incident(first, rows)
    return _care(first, detail, today)


def _is_appointment(row: Any) -> bool:
    return str(row.what).startswith(_APPOINTMENT)


def _care(first: Any, detail: str, today: date) -> str:
    """A sanction, an appointment, a strategy meeting, or what a child said of the home."""
    ahead = first.happened_on.date() > today
    if _is_appointment(first):
        outcome = first.what.removeprefix(_APPOINTMENT)
        said = "booked" if ahead and outcome == "booked" else _APPOINTMENTS[outcome]
        return f"Health appointment ({words.plain(detail)}) {said}"
    if first.what == "strategy_meeting":
        about = f" {_MEETINGS[detail]}" if detail in _MEETINGS else ""
        return f"Strategy meeting{about}{' planned' if ahead else ''}"
    if first.what in ("complaint", "compliment"):
        said = "Made a complaint" if first.what == "complaint" else "Gave a compliment"
        return f"{said}{': ' + words.plain(detail) if detail else ''}"
    return f"{'Restorative response' if first.what == 'restorative' else 'Sanction'}: {words.plain(detail)}"


def _incident(first: Any, rows: list[Any]) -> str:
    injured = [row for row in rows if row.what == "injury"]
    if first.what == "injury":
        return f"Injured in an incident: {_injury(first)}"
    said = _INCIDENTS.get(first.detail, words.sentence(words.plain(words.code(first.detail))) or "Incident")
    if not injured:
        return said
    everyone = {row.child_id for row in rows}
    names = [words.plain(row.name) for row in injured] if len(injured) < len(everyone) else []
    return f"{said}, {_injury(injured[0])}{' for ' + words.listed(names) if names else ''}"


def _injury(row: Any) -> str:
    return _INJURIES.get(row.detail, "injury recorded")


def draw_life(found: Iterable[Event], newest_first: bool) -> None:
    """A timeline by month stands on the page; a line opens to say where it comes from."""
    for month, lines in by_month(found, newest_first):
        st.subheader(month, anchor=False)
        for event in lines:
            when = f"{event.on:%a} {event.on.day}{', ' + event.at if event.at else ''}"
            label = event.said if event.is_whole_month else f"**{when}** &ensp;{event.said}"
            with st.expander(label, type="step", icon=event.icon):
                st.caption(f"From {event.source}")


def by_month(found: Iterable[Event], newest_first: bool) -> Iterator[tuple[str, list[Event]]]:
    """Each month in words with its events; what is about the whole month stands where its end is read."""
    ordered = sorted(found, key=lambda event: (event.on.year, event.on.month, event.is_whole_month, event.on, event.at))
    if newest_first:
        ordered.reverse()
    for _, lines in groupby(ordered, key=lambda event: (event.on.year, event.on.month)):
        month = list(lines)
        yield f"{month[0].on:%B %Y}", month


def draw_days(found: Iterable[Event], period: str) -> None:
    """A list by day stands on the page, newest first, one line an event, each child named with a link."""
    for day, lines in groupby(found, key=lambda event: event.on):
        when, what = st.columns([1, 5], gap="medium")
        when.markdown(f"**{day:%A}**  \n{day.day} {day:%B}")
        with what:
            for event in lines:
                _line(event, period)


def _line(event: Event, period: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        at = f"{event.at} &ensp;" if event.at else ""
        st.markdown(f":gray[{event.icon}] &nbsp;{at}{event.said}", width="content")
        for child_id, name in event.people:
            places.link("child", words.plain(name), icon="", child=child_id, period=period)
