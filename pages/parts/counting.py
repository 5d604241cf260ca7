"""How a measure is counted: definition, what is over what, rulings, source, an example worked by hand, and its SQL."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts import aims, words
from warehouse import registry
from warehouse.registry import Measure
from warehouse.session import Session

_A_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")


def draw(session: Session, measure: Measure) -> None:
    """All that is needed to count the measure again by hand stands on the page."""
    with st.grid(2, min_column_width=360, gap="large") as grid:
        with grid.cell():
            st.markdown(measure.definition)
            st.markdown(_over(measure))
            if measure.note:
                st.markdown(f":material/info: {measure.note}")
        with grid.cell():
            st.markdown("**Quality standards**  \n" + _standards(session, measure))
            st.markdown(f"**Source**  \n{measure.source}")
    aims.draw(session, measure)
    with st.expander("Rulings: what the definition leaves open, and how it is settled"):
        rulings = registry.framework()["rulings"]
        st.markdown("\n".join(f"- {rulings[ruling]}" for ruling in measure.rulings) or "None is needed.")
    example = registry.worked_example(measure.measure)
    if example:
        with st.expander("An example worked by hand"):
            _example(measure, example)
    with st.expander("The query that finds the cases"):
        st.code(measure.sql, language=None, wrap_lines=True)


def _over(measure: Measure) -> str:
    counted = f"**Counted**  \n{words.sentence(measure.numerator)}"
    if not measure.has_denominator:
        return counted
    scaled = f", {words.UNITS[measure.unit]}" if measure.unit in words.UNITS and measure.unit != "percent" else ""
    return f"{counted}, out of {measure.denominator}{scaled}"


def _standards(session: Session, measure: Measure) -> str:
    known = session.quality_standards()
    said = {"primary": "", "secondary": " (bears on it)"}
    return "  \n".join(
        f"Regulation {number}: {known[number].title}{said[bearing]}"
        for number, bearing in session.standards_of(measure.measure).items()
    )


def _example(measure: Measure, example: dict[str, Any]) -> None:
    """The story, the rows that go in, and the figures that come out with the reason for each."""
    st.markdown(words.plain(example["story"]))
    for name, rows in example["given"].items():
        st.markdown(f"**{words.sentence(words.dataset(name))}**")
        table = pd.DataFrame([{_title(column): _cell(cell) for column, cell in row.items()} for row in rows])
        with st.container(horizontal=True, wrap=False, gap=None):
            st.table(table, border="horizontal", hide_index=True, alt=f"Rows of {words.dataset(name)} in the example")
    st.markdown("**What comes out**")
    given = {row["home_id"]: row.get("name") or row["home_id"] for row in example["given"].get("homes", [])}
    out = [_came_out(measure, result, given) for result in example["gives"]]
    st.table(pd.DataFrame(out), border="horizontal", hide_index=True, alt="What comes out of the example")


def _came_out(measure: Measure, result: dict[str, Any], homes: dict[str, str]) -> dict[str, str]:
    figure = words.number(result["numerator"])
    if measure.has_denominator:
        figure = f"{figure} of {words.number(result['denominator'])}"
    home = result.get("home_id")
    where = words.plain(homes.get(home, home)) if home else "All homes"
    return {"Where": where, words.sentence(measure.numerator): figure, "Why": words.plain(result.get("why"))}


def _cell(cell: Any) -> str:
    """The cell as it is said: a code of more than one word in words, all else as it stands."""
    return words.plain(str(cell).replace("_", " ") if _A_CODE.fullmatch(str(cell)) else cell)


def _title(column: str) -> str:
    """The name of a column as a person says it: `Child`, `Missing from`."""
    for ending in ("_id", "_on", "_at"):
        column = column.removesuffix(ending)
    return words.sentence(column.replace("_", " "))
