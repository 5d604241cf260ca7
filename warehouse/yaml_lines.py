"""Lists of the framework as they are kept: YAML files of lines with known settings."""

from __future__ import annotations

from datetime import date
from typing import Any

from data_contracts import yaml_text
from warehouse.registry import FRAMEWORK, RegistryError

NO_END = date(9999, 12, 31)


def lines(name: str) -> list[dict[str, Any]]:
    """The lines of a file of the framework."""
    return yaml_text.read((FRAMEWORK / name).read_text("utf-8"))


def check_keys(line: dict[str, Any], required: set[str], optional: set[str], where: str) -> None:
    """The line says all that is required and nothing that is not known; raises RegistryError otherwise."""
    unknown, missing = set(line) - required - optional, required - set(line)
    if unknown or missing:
        raise RegistryError(
            f"{where}: {line.get('id', 'a line')} has unknown settings {', '.join(sorted(unknown)) or 'none'}; "
            f"missing: {', '.join(sorted(missing)) or 'none'}."
        )
