"""What a measure should reach and what is known of others: targets and benchmarks, each with where it comes from."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts import tables, words
from warehouse.registry import Measure
from warehouse.session import Session

PROVENANCE = {
    "framework": "the framework", "law": "the law", "official": "official", "local": "set by the council",
    "secondary": "second hand", "unverified": "not traced to its source",
}  # fmt: skip


def draw(session: Session, measure: Measure) -> None:
    """The targets stand on the page, and the benchmarks below them with why one is not drawn."""
    targets = session.targets(measure.measure)
    if targets:
        st.markdown("**Target**")
        names = {home.home_id: home.name for home in session.home_rows()}
        tables.draw([_target(measure, one, names) for one in targets], f"Targets of {measure.title}")
    else:
        neutral = measure.better == "neutral"
        st.markdown(
            f"**Target**  \n{'None is needed: neither way is better.' if neutral else 'No target has been set.'}"
        )
    benchmarks = session.benchmarks(measure.measure)
    if benchmarks:
        st.markdown("**What is known of others**")
        tables.draw([_benchmark(measure, one) for one in benchmarks], f"What is known of others for {measure.title}")


def _target(measure: Measure, target: Any, names: dict[str, str]) -> dict[str, str]:
    days = f"from {words.day(target.effective_from)}"
    if target.effective_to:
        days = f"{days} to {words.day(target.effective_to)}"
    return {
        "Target": "No target" if target.is_withdrawn else amount(measure, target),
        "Where": words.plain(names.get(target.home, target.home)) if target.home else "Everywhere",
        "When": words.sentence(days),
        "Source": f"{words.plain(target.source)} ({PROVENANCE[target.provenance]})",
    }


def _benchmark(measure: Measure, benchmark: Any) -> dict[str, str]:
    source = f"{words.plain(benchmark.source)}, {words.plain(benchmark.period)} ({PROVENANCE[benchmark.provenance]})"
    return {
        "Who": words.plain(benchmark.what),
        "Figure": f"{amount(measure, benchmark)} {words.plain(benchmark.unit)}".strip(),
        "Source": source,
        "Drawn": _drawn(benchmark),
    }


def _drawn(benchmark: Any) -> str:
    if benchmark.is_drawn:
        return "Yes"
    return f"No: {words.plain(benchmark.caution)}" if benchmark.is_verified else "No: not verified"


def amount(measure: Measure, one: Any) -> str:
    """A target or benchmark as its figure is said: `100%`, `75% to 95%`; what has a unit of its own, as a number."""
    ends = [one.value] if one.value is not None else [one.low, one.high]
    if getattr(one, "unit", ""):
        return " to ".join(words.number(end) for end in ends)
    return " to ".join(words.value(measure, end, "ok") for end in ends)
