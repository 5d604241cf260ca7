"""How it is counted: every measure, indicator and dataset as the registry and the contracts have them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import streamlit as st

from data_contracts.contract import Column, Contract, contracts
from data_contracts.contract_pages import contract_markdown
from data_contracts.template import write_template
from data_contracts.wording import TYPE_WORDS, range_words
from pages.parts import counting, places, tables, words
from warehouse import registry
from warehouse.registry import Measure
from warehouse.session import Session

OPENED_WHEN_FOUND = 2
WINDOWS = {"period": "Over the period", "12m": "Over 12 months", "fy_to_date": "From 1 April"}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def render(session: Session) -> None:
    """Draws the measures, the framework's indicators and the contracts, those that hold what is searched for."""
    st.title("How it is counted", anchor=False)
    st.markdown("Every figure follows from what is written here: the same definitions that the program counts by.")
    find = st.text_input(
        "Find", placeholder="A measure, a ruling, a column", key="find", bind="query-params", width=360,
        icon=":material/search:",
    )  # fmt: skip
    parts = ["Measures", "The 21 indicators", "Data accepted"]
    measures, indicators, accepted = st.tabs(parts, key="about", bind="query-params")
    if measures.open:
        with measures:
            _measures(session, find)
    if indicators.open:
        with indicators:
            _indicators(session, find)
    if accepted.open:
        with accepted:
            _contracts(find)


def _holds(find: str, texts: Iterable[str]) -> bool:
    """Whether every word searched for stands in one of the texts."""
    said = " ".join(texts).casefold()
    return all(word in said for word in find.casefold().split())


def _measures(session: Session, find: str) -> None:
    asked = st.query_params.get("measure")
    found = [measure for measure in session.measures().values() if _holds(find, _texts(session, measure))]
    if not found:
        st.markdown("No measure speaks of that.")
    for area in dict.fromkeys(measure.area for measure in found):
        st.header(area, anchor=False)
        for measure in found:
            if measure.area == area:
                _measure(session, measure, is_open=len(found) <= OPENED_WHEN_FOUND or measure.measure == asked)


def _texts(session: Session, measure: Measure) -> list[str]:
    rulings, standards = registry.framework()["rulings"], session.quality_standards()
    return [
        measure.measure, measure.title, measure.area, measure.definition, measure.numerator, measure.denominator or "",
        measure.note, measure.source, *(rulings[ruling] for ruling in measure.rulings),
        *(f"regulation {number} {standards[number].title}" for number in session.standards_of(measure.measure)),
    ]  # fmt: skip


def _measure(session: Session, measure: Measure, is_open: bool) -> None:
    """One line that opens; what is inside is drawn only then."""
    label = f"**{measure.title}** &ensp;{measure.definition}"
    opened = st.expander(label, expanded=is_open, on_change="rerun", key=f"how_{measure.measure}_{is_open}")
    if opened.open:
        with opened:
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.markdown(" ".join(f":gray-badge[{said}]" for said in _badges(measure)), width="content")
                places.link("measure", "See its figures", icon=":material/show_chart:", measure=measure.measure)
            counting.draw(session, measure)


def _badges(measure: Measure) -> list[str]:
    """Unit, direction and the days it looks at, in words."""
    return [words.unit(measure), words.BETTER[measure.better], WINDOWS[measure.window]]


def _indicators(session: Session, find: str) -> None:
    framework = registry.framework()
    areas = {area["id"]: area["title"] for area in framework["areas"]}
    of_kpi: dict[str, list[Measure]] = {}
    for measure in session.measures().values():
        of_kpi.setdefault(measure.kpi, []).append(measure)
    numbered = [kpi for kpi in framework["indicators"] if kpi["number"]]
    now = [kpi for kpi in numbered if kpi["id"] in of_kpi]
    st.markdown(
        f"The framework names {len(numbered)} indicators. {len(now)} of them have measures now; the other "
        f"{len(numbered) - len(now)} come later, when the data they need is accepted."
    )
    rows = [
        {
            "No.": str(kpi["number"] or "–"),
            "Indicator": words.plain(kpi["wording"]),
            "Area": areas[kpi["area"]],
            "Measures": ", ".join(measure.title for measure in of_kpi.get(kpi["id"], [])) or ":gray[Comes later]",
        }
        for kpi in framework["indicators"]
        if _holds(find, [kpi["wording"], areas[kpi["area"]], *(one.title for one in of_kpi.get(kpi["id"], []))])
    ]
    if rows:
        tables.draw(rows, "The indicators of the framework, each with the measures that count it now")
    else:
        st.markdown("No indicator speaks of that.")


def _contracts(find: str) -> None:
    every = list(contracts().values())
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown("What an export must hold. A file laid out as its template is known by itself.", width="content")
        _template("Save one blank workbook for all", every, "hearth-templates.xlsx")
    found = [contract for contract in every if _holds(find, [contract.text])]
    if not found:
        st.markdown("No dataset speaks of that.")
    for contract in found:
        label = f"**{words.plain(contract.title)}** &ensp;{words.plain(contract.grain)}"
        is_open = len(found) <= OPENED_WHEN_FOUND
        opened = st.expander(label, expanded=is_open, on_change="rerun", key=f"accepted_{contract.name}_{is_open}")
        if opened.open:
            with opened:
                _contract(contract)


def _contract(contract: Contract) -> None:
    """The page of the contract without its title, which stands above it already; its columns as a table that fits."""
    intro, *sections = contract_markdown(contract).partition("\n")[2].split("\n## ")
    st.markdown(intro, anchors=False)
    _template("Save its blank workbook", [contract], f"{contract.name}.xlsx")
    for section in sections:
        title, _, text = section.partition("\n")
        st.header(title, anchor=False)
        if title == "Columns":
            tables.draw([_column(column) for column in contract.columns], f"The columns of {contract.title}")
        else:
            st.markdown(text, anchors=False)


def _column(column: Column) -> dict[str, str]:
    accepts = range_words(column) or TYPE_WORDS[column.type]
    if column.allowed is not None:
        accepts = ", ".join(f"`{value}`" for value in column.allowed)
    elif column.references:
        accepts = f"one that is known from {words.dataset(column.references.partition('.')[0])}"
    required = "Required: " if column.required else "Accepts "
    why = words.plain(column.why or column.allowed_why)
    return {
        "Column": f"`{column.name}`",
        "What it holds": f"**{words.plain(column.label)}.** {words.plain(column.description)} {required}{accepts}."
        + (f" :gray[{why}]" if why else ""),
    }


def _template(label: str, of: list[Contract], name: str) -> None:
    st.download_button(
        label, _written(of), file_name=name, mime=WORKBOOK, icon=":material/download:", on_click="ignore",
        key=f"template_{name}",
    )  # fmt: skip


def _written(of: list[Contract]) -> Callable[[], bytes]:
    """Writes the workbook only when it is asked for."""

    def write() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "template.xlsx"
            write_template(of, path)
            return path.read_bytes()

    return write
