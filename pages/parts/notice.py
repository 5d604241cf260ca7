"""Says on every page when newer figures have been published than the ones shown."""

from __future__ import annotations

import streamlit as st

from warehouse.session import Session


def new_version(session: Session) -> None:
    """Looks every half minute, by itself, whether the version shown is still the newest, and says so if it is not."""

    @st.fragment(run_every="30s")
    def look() -> None:
        if not session.is_current():
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                st.markdown(":material/update: **Newer figures have been published** since this page was opened.")
                if st.button("Show them", type="primary"):
                    st.rerun(scope="app")

    look()
