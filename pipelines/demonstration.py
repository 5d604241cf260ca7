"""The notes of the demonstration: where the made-up figures turn, as a council would write it down."""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from sample_data import TurningPoint
from warehouse import framework_data

ABOUT = "# Notes that came with the demonstration: where its made-up figures turn. Change or remove them as you like.\n"


def write_notes(points: Iterable[TurningPoint]) -> None:
    """A note for each turning point stands in the council's own folder; where notes are already, nothing changes."""
    path = framework_data.council_folder() / "notes.yaml"
    if path.exists():
        return
    notes = [
        {
            "home": point.home_id,
            "first_on": point.changed_on,
            "text": f"Made up: from here on the sample changes for the {point.direction} "
            f"({', '.join(name.replace('_', ' ') for name in point.shows_in)})",
        }
        for point in points
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ABOUT + yaml.safe_dump(notes, sort_keys=False, allow_unicode=True), "utf-8")
