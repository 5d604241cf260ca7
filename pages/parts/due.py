"""What is overdue and what falls due soon: when, what, for whom and where, in the order in which to do it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import downloads, filters, places, records, tables, words
from pages.parts.filters import Choice
from warehouse.session import Session

WITHIN_DAYS = 7
SHOWN = 15
REST_SHOWN = 100
GROUPS_SHOWN = 40
FIRST, IN_TIME, BY_HOME, BY_KIND = "", "in-time", "home", "kind"
ORDERS = {
    FIRST: "Most pressing first",
    IN_TIME: "What can still be kept",
    BY_HOME: "By home",
    BY_KIND: "By kind",
}


def first_line(session: Session, choice: Choice) -> str:
    """How much is overdue and falls due where the address asks, in a sentence."""
    return counted(session.deadlines_open(WITHIN_DAYS, choice.homes), session.today, WITHIN_DAYS)


def counted(tasks: pd.DataFrame, today: date, within_days: int) -> str:
    """How much is overdue and how much of that the law sets, and what falls due next: one sentence."""
    until = _until(today, within_days)
    overdue, soon = tasks[tasks["is_overdue"]], tasks[~tasks["is_overdue"]]
    if tasks.empty:
        return f"Nothing is overdue and nothing falls due by {until}."
    if overdue.empty:
        said = "Nothing is overdue"
    else:
        said = f"**{words.many(len(overdue), 'deadline')} overdue**, {_of_law(int(overdue['is_law'].sum()))}"
    if soon.empty:
        return f"{said}; nothing more falls due by {until}."
    verb = "falls" if len(soon) == 1 else "fall"
    at_once = int((soon["due_at"].str[:10] <= today.isoformat()).sum())
    said_at_once = f", {at_once:,} of them today" if at_once else ""
    return f"{said}; **{len(soon):,}** more {verb} due by {until}{said_at_once}."


def _until(today: date, within_days: int) -> str:
    """The last day looked ahead to, with its year only where it is another."""
    last = today + timedelta(days=within_days)
    return words.day(last).removesuffix(f" {today.year}")


def _of_law(count: int) -> str:
    return "none of them set by law" if not count else f"**{count:,} of them set by law**"


def draw_all(session: Session, choice: Choice) -> None:
    """The tasks in the order or groups that the address asks for."""
    tasks = session.deadlines_open(WITHIN_DAYS, choice.homes)
    if tasks.empty:
        st.info(counted(tasks, session.today, WITHIN_DAYS), icon=":material/task_alt:")
        return
    order = filters.one_of("Order", "by", {k: v for k, v in ORDERS.items() if not (choice.home_id and k == BY_HOME)})
    if order in (BY_HOME, BY_KIND):
        _grouped(session, choice, tasks, "home_id" if order == BY_HOME else "duty")
    else:
        _in_order(session, choice, tasks[~tasks["is_overdue"]] if order == IN_TIME else tasks)
    downloads.button("Download all that is due", _file(session, tasks), downloads.file_name(choice, "due"))


def _in_order(session: Session, choice: Choice, tasks: pd.DataFrame) -> None:
    """The first tasks, and more of them behind a line that opens."""
    if tasks.empty:
        st.markdown(f"Nothing more falls due by {_until(session.today, WITHIN_DAYS)}: all that is open is overdue.")
        return
    draw(session, choice, tasks.head(SHOWN))
    rest = tasks.iloc[SHOWN:]
    if len(rest) > REST_SHOWN:
        label = f"The next {REST_SHOWN} of the other {len(rest):,}; the download has them all"
    else:
        label = f"The other {len(rest)}"
    if not rest.empty:
        with st.expander(label):
            draw(session, choice, rest.head(REST_SHOWN))


def _file(session: Session, tasks: pd.DataFrame) -> pd.DataFrame:
    """All tasks as a table for a file, in the order in which to do them."""
    names = _Names(session)
    return pd.DataFrame({
        "State": ["Overdue" if row.is_overdue else "Open" for row in tasks.itertuples()],
        "Due": tasks["due_at"],
        "What is due": tasks["duty"],
        "Set by law": tasks["is_law"].map({True: "yes", False: "no"}),
        "For whom": [names.plain_whom(row) for row in tasks.itertuples()],
        "Home": [names.plain_home(row) for row in tasks.itertuples()],
        "Began": tasks["clock_start"],
        "Record": tasks["record_id"].str.replace("|", " · ", regex=False),
    })  # fmt: skip


def _grouped(session: Session, choice: Choice, tasks: pd.DataFrame, column: str) -> None:
    """A line that opens for each home or kind, the one with the most pressing task first."""
    homes = records.names(session)[0]
    groups = list(tasks.groupby(tasks[column].fillna(""), sort=False))
    for place, (key, rows) in enumerate(groups[:GROUPS_SHOWN]):
        name = (homes.get(key) or "All homes together") if column == "home_id" else key
        overdue = int(rows["is_overdue"].sum())
        soon = len(rows) - overdue
        parts = [f"{overdue:,} overdue"] if overdue else []
        with st.expander(
            f"**{words.plain(name)}**: {', '.join(parts + ([f'{soon:,} due soon'] if soon else []))}",
            expanded=not place,
        ):
            draw(session, choice, rows.head(SHOWN))
            if len(rows) > SHOWN:
                st.caption(f"{len(rows) - SHOWN:,} more are in the download.")
    if len(groups) > GROUPS_SHOWN:
        where = "pick a home to see them" if column == "home_id" else "the download has them all"
        st.caption(f"{len(groups) - GROUPS_SHOWN:,} more have less pressing tasks: {where}.")


def draw(session: Session, choice: Choice, tasks: pd.DataFrame) -> None:
    """The tasks as a table of words, with the home where more than one may be meant."""
    names = _Names(session)
    rows = []
    for task in tasks.itertuples():
        who = names.whom(task, choice.period.text)
        where = "" if choice.home_id else names.home(task, choice.period.text)
        about = where if where and _is_of_home(task) else " · ".join(part for part in (who, where) if part)
        said = f"**{words.plain(task.duty)}**  \n{about}  \n{_sets(task)}"
        rows.append({"When": when(task, session.today), "What is due, for whom": said})
    tables.draw(rows, "What is overdue or falls due, the most pressing first")


def draw_first(session: Session, choice: Choice, count: int) -> None:
    """The first of what is due in the home that is chosen, under a sentence, and the way to all of it."""
    tasks = session.deadlines_open(WITHIN_DAYS, choice.homes)
    st.markdown(counted(tasks, session.today, WITHIN_DAYS))
    if not tasks.empty:
        draw(session, choice, tasks.head(count))
    places.link("deadlines", "All deadlines of this home", icon=":material/alarm:", **choice.asked)


def draw_of_child(session: Session, child_id: str) -> None:
    """What is still to be done for a child and by when, soonest first: what adults owe, in quiet words."""
    tasks = session.deadlines_open(WITHIN_DAYS)
    tasks = tasks[tasks["child_id"] == child_id].sort_values("due_at", kind="stable")
    if tasks.empty:
        until = _until(session.today, WITHIN_DAYS)
        st.markdown(f"Nothing is waiting to be done for this child, up to {until}.")
        return
    rows = [
        {"To be done": f"**{words.plain(task.duty)}**  \n{_sets(task)}", "By when": by_when(task, session.today)}
        for task in tasks.itertuples()
    ]
    tables.draw(rows, "What is still to be done for this child, and by when")


def when(task: Any, today: date) -> str:
    """The day and hour in words: overdue by how much, or due in how long; the date itself below."""
    due = _moment(task.due_at)
    exact = words.short_day(due) + (f", {due:%H:%M}" if _has_time(task.due_at) else "")
    if task.is_overdue:
        return f":orange-badge[:material/alarm: {overdue_by(task, today)}]  \n:gray[{exact}]"
    if task.state == "indeterminate":
        return f":gray-badge[:material/help: May be overdue]  \n:gray[{exact}, time not known]"
    soon = due_in(task, today)
    return f":gray-badge[:material/schedule: {soon}]  \n:gray[{words.short_day(due) if ':' in soon else exact}]"


def by_when(task: Any, today: date) -> str:
    """The day, and how long off or gone it is, without alarm."""
    due = _moment(task.due_at)
    said = f"was due {words.ago(due, today)}" if due.date() < today else due_in(task, today).lower()
    return f"{words.short_day(due)}  \n:gray[{said}]"


def overdue_by(task: Any, today: date) -> str:
    """`Overdue by 5 hours`, by days by the calendar where the limit is a day, by months where it is long ago."""
    days = (today - _moment(task.due_at).date()).days
    if days >= 60:
        return f"Overdue by {words.ago(_moment(task.due_at), today).removesuffix(' ago')}"
    if _has_time(task.due_at):
        return f"Overdue by {words.how_long(-task.hours_left)}"
    return f"Overdue by {words.many(max(days, 1), 'day')}"


def due_in(task: Any, today: date) -> str:
    """`Due today 17:30`, `Due tomorrow`, `Due in 3 days`."""
    due = _moment(task.due_at)
    days = (due.date() - today).days
    if days > 1:
        return f"Due in {days} days"
    hour = f" {due:%H:%M}" if _has_time(task.due_at) else ""
    return f"Due {'tomorrow' if days == 1 else 'today'}{hour}"


def _moment(said: str) -> datetime:
    return datetime.fromisoformat(said)


def _has_time(said: str) -> bool:
    return len(said) > len("2026-11-24")


def _sets(task: Any) -> str:
    """Whether the law sets the limit, and since when the clock runs where an event started it."""
    sets = ":material/balance: set by law" if task.is_law else ":material/home_work: set by the framework"
    since = ""
    if words.is_missing(task.activity) and not words.is_missing(task.clock_start):
        began = _moment(task.clock_start)
        hour = f", {began:%H:%M}" if _has_time(task.clock_start) else ""
        since = f" · since {words.short_day(began)}{hour}"
    return f":gray[{sets}{since}]"


def _is_of_home(task: Any) -> bool:
    """Whether it is for no person but for the home itself, or for all homes together."""
    return words.is_missing(task.child_id) and words.is_missing(task.staff_id) and task.dataset != "incidents"


class _Names:
    """The names of children, staff and homes as links where they have a page."""

    def __init__(self, session: Session) -> None:
        self._homes, self._children = records.names(session)
        self._staff = session.staff_names()
        facts = session.incident_facts()
        self._of_incident = dict(zip(facts["record_id"], facts["children"], strict=True))

    def whom(self, task: Any, period: str) -> str:
        """The one it is for, as a link where it is a child."""
        name = words.plain(self.plain_whom(task))
        if words.is_missing(task.child_id):
            return name
        return f"[{name}]({places.address('child', child=task.child_id, period=period)})"

    def plain_whom(self, task: Any) -> str:
        """The child, the children of the incident, the member of staff, or the home itself."""
        if not words.is_missing(task.child_id):
            return self._children.get(task.child_id) or "Name not given"
        if not words.is_missing(task.staff_id):
            return self._staff.get(task.staff_id, task.staff_id)
        of_incident = self._of_incident.get(task.record_id) if task.dataset == "incidents" else None
        if not words.is_missing(of_incident):
            return str(of_incident)
        return "All homes together" if words.is_missing(task.home_id) else "The home"

    def home(self, task: Any, period: str) -> str:
        """The home as a link; a duty of all homes together has none."""
        if words.is_missing(task.home_id):
            return self.plain_home(task)
        return f"[{words.plain(self.plain_home(task))}]({places.address('home', home=task.home_id, period=period)})"

    def plain_home(self, task: Any) -> str:
        if words.is_missing(task.home_id):
            return "All homes"
        return self._homes.get(task.home_id) or "Name not given"
