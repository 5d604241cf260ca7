"""Writes docs/measures.md, the measures as the registry has them; run it to renew the page, never edit it."""

from __future__ import annotations

from pathlib import Path

from warehouse import quality_standards, registry
from warehouse.registry import Measure

PAGE = Path(__file__).parent.parent / "docs" / "measures.md"
CHARTS = {
    "xmr": "control chart", "run": "run chart", "rare_event": "time between events", "step": "steps",
    "interval": "intervals",
}  # fmt: skip
BETTER = {
    "higher": "higher is better", "lower": "lower is better", "neutral": "neither way is better",
    "band": "best within a band",
}  # fmt: skip
WINDOWS = {
    "period": "the period", "12m": "the 12 months to the end of the period",
    "fy_to_date": "1 April to the end of the period",
}  # fmt: skip
LEVELS = {("home",): "homes only", ("service",): "the service only"}
INTRO = (
    "# The measures\n\nEvery measure there is, by area and indicator of the framework. This page is written from the "
    "files in\n`warehouse/measures/` by `python -m warehouse.measure_pages`; change those, not this page."
)


def measures_markdown() -> str:
    """The page: every measure under its area and indicator, and below them the rulings that they name."""
    framework, measures = registry.framework(), registry.measures()
    lines = [INTRO]
    for area in framework["areas"]:
        lines.append(f"## {area['title']}")
        for kpi in framework["indicators"]:
            found = [measure for measure in measures.values() if measure.kpi == kpi["id"]]
            if kpi["area"] == area["id"] and found:
                number = f"{kpi['number']}. " if kpi["number"] else ""
                lines.append(f"### {number}{kpi['wording']}")
                lines += [_measure(measure) for measure in found]
    named = {ruling for measure in measures.values() for ruling in measure.rulings}
    lines.append("## Rulings\n\nWhat the definitions leave open, and how it is settled.")
    rulings = [f"- `{name}`: {' '.join(text.split())}" for name, text in framework["rulings"].items() if name in named]
    return "\n\n".join([*lines, "\n".join(rulings)]) + "\n"


def _measure(measure: Measure) -> str:
    counted = measure.numerator
    if measure.denominator:
        counted += f", out of {measure.denominator}"
    rows = {
        "Counted": counted,
        "Unit": f"{measure.unit.replace('_', ' ')}; {BETTER[measure.better]}",
        "Looks at": WINDOWS[measure.window] + (f"; {LEVELS[measure.levels]}" if measure.levels in LEVELS else ""),
        "Chart": CHARTS[measure.chart],
        "Quality standards": _standards(measure),
        "Source": measure.source,
        "Rulings": ", ".join(f"`{ruling}`" for ruling in measure.rulings) or "none needed",
    }
    said = [f"#### {measure.title}", f"`{measure.measure}`: {' '.join(measure.definition.split())}"]
    if measure.note:
        said.append(" ".join(measure.note.split()))
    said.append("\n".join(f"- {name}: {' '.join(text.split())}" for name, text in rows.items()))
    return "\n\n".join(said)


def _standards(measure: Measure) -> str:
    """`regulation 13; bears on 6, 11`."""
    found = quality_standards.of_measure(measure)
    primary = [str(number) for number, bearing in found.items() if bearing == "primary"]
    secondary = [str(number) for number, bearing in found.items() if bearing == "secondary"]
    said = [f"regulation {', '.join(primary)}"] if primary else []
    return "; ".join([*said, *([f"bears on {', '.join(secondary)}"] if secondary else [])])


def write_page(path: Path = PAGE) -> None:
    """The page in docs is up to date."""
    path.write_text(measures_markdown(), "utf-8")


if __name__ == "__main__":
    write_page()
