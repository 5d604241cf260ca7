"""Starts Hearth: opens the data for whoever looks, picks the pages, runs one. The only file that runs anything."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages import (
    child,
    data_quality,
    deadlines,
    definitions,
    home,
    measure,
    overview,
    quality_standards,
    scorecard,
    themes,
    welcome,
)  # fmt: skip
from pages.parts import notice, places, words
from warehouse.registry import RegistryError
from warehouse.session import LOCAL, NotPublished, OtherRelease, Session, open_session

# Name of the place: page, title, icon, address, group. Addresses differ from the file names: Streamlit would run a page
# file itself under its own name until the first visitor has been here.
PAGES = {
    "overview": (overview, "Overview", "dashboard", "all-measures", "Performance"),
    "deadlines": (deadlines, "Deadlines", "alarm", "what-is-due", "Performance"),
    "scorecard": (scorecard, "Scorecard", "table_rows", "all-series", "Performance"),
    "measure": (measure, "Measure", "show_chart", "one-measure", "Performance"),
    "quality_standards": (
        quality_standards,
        "By quality standard",
        "workspace_premium",
        "by-quality-standard",
        "Performance",
    ),
    "themes": (themes, "Themes", "grid_view", "when-and-where", "Performance"),
    "home": (home, "Homes", "home", "one-home", "Performance"),
    "child": (child, "Children", "face", "one-child", "Performance"),
    "data_quality": (data_quality, "Data quality", "verified", "data", "Data"),
    "definitions": (definitions, "How it is counted", "menu_book", "how-it-is-counted", "Data"),
}


def _drawn(render: Callable[[Session], None], session: Session | None, why: str) -> Callable[[], None]:
    def draw() -> None:
        if session is None:
            welcome.render(why)
            return
        notice.new_version(session)
        render(session)

    return draw


def _session() -> tuple[Session | None, str]:
    """The session, or none and why where there is something to mend before figures can be shown."""
    try:
        return open_session(LOCAL), ""
    except OtherRelease as fault:
        return None, str(fault)
    except RegistryError as fault:
        return None, words.plain(fault)
    except NotPublished:
        return None, ""


def main() -> None:
    st.set_page_config(
        page_title="Hearth", page_icon=":material/local_fire_department:", layout="wide", initial_sidebar_state=232
    )
    session, why = _session()
    groups: dict[str, list] = {}
    for name, (page, title, icon, address, group) in PAGES.items():
        drawn = st.Page(
            _drawn(page.render, session, why),
            title=title,
            icon=f":material/{icon}:",
            url_path=address,
            default=name == "overview",
        )
        places.know(name, drawn)
        groups.setdefault(group, []).append(drawn)
    st.navigation(groups, expanded=True).run()


main()
