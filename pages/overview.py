"""Every measure on one screen, by area of the framework, with what stands behind it and how old it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from pages.parts import filters, freshness, people, places, signals, wall, words
from pages.parts.filters import Choice
from warehouse import periods
from warehouse.session import Session

MOST_SIGNALS, MOST_OVERDUE = 5, 4
VOICES = {
    "feel_safe_pct": "feel safe",
    "feel_happy_pct": "feel happy",
    "settled_support_pct": "were helped to settle in",
    "knows_complaint_pct": "know how to complain",
}


def render(session: Session) -> None:
    """Draws the overview of the home and period in the address."""
    ages = list(session.age_rows())
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width="stretch", gap="xxsmall"):
            st.title("Overview", anchor=False)
            line = st.empty()
        with st.container(width="content"):
            choice = filters.chosen(session)
    line.markdown(_first_line(session, choice, ages))
    _band(session, choice)
    with st.expander(_behind_said(session, ages)):
        st.markdown(f"**How old the data is.** {freshness.age_said(session, ages)}")
        st.markdown(f"**What is not counted yet.** {freshness.rows_said(ages)}")
        st.markdown(f"**What is shown.** {_shown_said(session, choice)}")
    _not_open(session, choice)
    wall.draw(session, choice, session.overview())
    _the_rest(session, choice)


def _not_open(session: Session, choice: Choice) -> None:
    """Says so where the home that is chosen had not opened, or the period has not begun: noughts there mean nothing."""
    if choice.period.start > session.today:
        st.info(f"{choice.period.label} has not begun, so there is nothing to count yet.", icon=":material/event:")
    for home in session.home_rows():
        is_asked = home.home_id == choice.home_id and not words.is_missing(home.opened_on)
        if is_asked and home.opened_on.date() > choice.period.end:
            opened = f"{words.plain(home.name)} opened on {words.day(home.opened_on)}, after this period."
            st.info(f"{opened} The noughts below mean that there was no home yet.", icon=":material/event:")


def _first_line(session: Session, choice: Choice, ages: list[Any]) -> str:
    """Homes, children tonight, as at when, and which sources are old: one sentence."""
    tonight = words.many(session.children_tonight(choice.home_id), "child", "children")
    where = words.plain(choice.home_name) if choice.home_id else words.many(len(session.home_rows()), "home")
    return f"{where} · {tonight} tonight · figures as at {_as_at(session)} · {freshness.sources_said(session, ages)}"


def _as_at(session: Session) -> str:
    published = datetime.fromisoformat(session.version.published_at).replace(tzinfo=UTC).astimezone(words.LONDON)
    return f"{published:%H:%M} {'today' if published.date() == session.today else f'on {words.day(published)}'}"


def _band(session: Session, choice: Choice) -> None:
    """What changed and is no chance, what is overdue now, what children say: what a director looks for first."""
    with st.container(border=True), st.grid(3, min_column_width=260, gap="medium") as grid:
        with grid.cell(), st.container(gap="xxsmall"):
            st.markdown(":material/insights: **Signals, not chance**")
            _signals(session, choice)
        with grid.cell(), st.container(gap="xxsmall"):
            st.markdown(":material/alarm: **Overdue now**")
            _overdue(session, choice)
        with grid.cell(), st.container(gap="xxsmall"):
            st.markdown(":material/record_voice_over: **What children say**")
            st.markdown(_voices_said(session, choice))


def _signals(session: Session, choice: Choice) -> None:
    """The first few, one an indicator, each a way to its measure, with its sentence; how many more there are."""
    homes = session.home_rows()
    few = homes if len(homes) <= wall.MOST_HOMES else ()
    found = signals.found(session, choice.period, session.overview(), few, choice.home_id, session.measures())
    shown = _one_an_indicator(found)[:MOST_SIGNALS]
    for signal in shown:
        asked = choice.asked | ({"home": signal.home_id} if signal.home_id else {})
        title = f"**{signal.measure.title}** :material/chevron_right:"
        places.link("measure", title, icon="", **{"measure": signal.measure.measure} | asked)
        with people.inset():
            where = "" if choice.home_id else f"{words.plain(signal.home_name) or 'All homes'}: "
            sentence = signal.chart.sentence.partition(". ")[0].removesuffix(".")
            st.markdown(f"{signals.badge(signal.chart)} :small[{where}{sentence}.]")
    if not found:
        st.markdown("Nothing: every measure moves as chance alone brings, or has too few months to tell.")
    elif more := len(found) - len(shown):
        said = f"{more} more on the scorecard" if choice.home_id else f"{more} more · the scorecard, all homes"
        places.link("scorecard", said, icon="", **{"series": "signal"} | choice.asked)


def _one_an_indicator(found: list[signals.Signal]) -> list[signals.Signal]:
    """The first signal of each kind that an indicator has, so that its own series do not crowd out the others."""
    first: dict[tuple[str, str], signals.Signal] = {}
    for signal in found:
        first.setdefault((signal.measure.kpi, signal.kind), signal)
    return list(first.values())


def _overdue(session: Session, choice: Choice) -> None:
    """How many of each deadline are overdue and can still be done, those that law sets first."""
    counts: dict[str, list[int]] = {}
    for title, is_law in session.overdue_titles(choice.homes):
        counted = counts.setdefault(title, [0, 0])
        counted[0] += 1
        counted[1] += is_law
    if not counts:
        st.markdown("Nothing: every deadline that can still be kept is kept.")
        return
    order = sorted(counts, key=lambda title: (-counts[title][1], -counts[title][0], title))
    said = [f"{words.plain(title)}: **{counts[title][0]:,}**" for title in order[:MOST_OVERDUE]]
    if more := sum(counts[title][0] for title in order[MOST_OVERDUE:]):
        said.append(f"Others: **{more:,}**")
    st.markdown("  \n".join(said))
    places.link("deadlines", "What to do first :material/chevron_right:", icon="", **choice.asked)


def _voices_said(session: Session, choice: Choice) -> str:
    """The answers of the period to the questions that matter most, as n of d; or that nobody was asked."""
    figures = session.by_measure([choice.period], homes=choice.homes, measures=tuple(VOICES))
    said = []
    for name, words_for in VOICES.items():
        figure = figures[name][0] if figures[name] else None
        if figure is not None and figure.status == "ok":
            said.append(f"**{words.number(figure.numerator)} of {words.number(figure.denominator)}** {words_for}")
    if not said:
        return f"No answer is on record for {choice.period.label}."
    return "  \n".join(said)


def _behind_said(session: Session, ages: list[Any]) -> str:
    """How old and how complete the data is, in a line."""
    rows = sum(int(source.quarantined + source.waiting) for source in ages)
    left_out = f"{words.many(rows, 'row')} not counted yet" if rows else "no row left out"
    return f"{words.sentence(freshness.sources_said(session, ages))} · {left_out}"


def _shown_said(session: Session, choice: Choice) -> str:
    run = filters.run_up_to(choice.period)
    kind = "months" if run[-1].grain == "month" else "quarters"
    before = words.beside(periods.before(choice.period), choice.period)
    return (
        f"{filters.said_so_far(choice.period, session.today)}, with {before} below each line. "
        f"Lines run over {len(run)} {kind}."
    )


def _the_rest(session: Session, choice: Choice) -> None:
    """Where the series are that have no card here."""
    more = len(session.measures()) - len(session.overview())
    if more > 0:
        said = f"All {len(session.measures())} series on one screen: the scorecard"
        places.link("scorecard", said, icon=":material/table_rows:", **choice.asked)
