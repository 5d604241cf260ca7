"""Links between pages: a place is named, never an address."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

_KEY = "_places"


def know(name: str, page: st.Page) -> None:  # type: ignore[valid-type]
    """The page can be linked to by its name in this run."""
    st.session_state.setdefault(_KEY, {})[name] = page


def link(name: str, label: str, icon: str | None = None, **asked: str | None) -> None:
    """A link to a place with what is asked there, without leaving the session; none to a page that is not open here."""
    if name not in st.session_state[_KEY]:
        return
    st.page_link(st.session_state[_KEY][name], label=label, icon=icon, query_params=_given(asked))


def go(name: str, **asked: str | None) -> None:
    """The place is opened at once, with what is asked there."""
    st.switch_page(st.session_state[_KEY][name], query_params=_given(asked))


def here(label: str, icon: str | None = None, **asked: str | None) -> None:
    """A button that asks the page that is open for something else; None no longer asks for it.

    A link from a page to itself would leave the address in the browser as it was, and the next click would undo it.
    """
    key = f"here_{'_'.join(f'{name}-{value}' for name, value in asked.items())}"
    st.button(label, key=key, icon=icon, type="tertiary", on_click=_ask, args=(asked,))


def _ask(asked: dict[str, str | None]) -> None:
    for name, value in asked.items():
        if value is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = value


def address(name: str, **asked: str | None) -> str:
    """The address of a place, for tables in which a cell is a link."""
    page = st.session_state[_KEY][name]
    given = urlencode(_given(asked))
    return f"./{page.url_path}?{given}" if given else f"./{page.url_path}"


def _given(asked: dict[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in asked.items() if value is not None}
