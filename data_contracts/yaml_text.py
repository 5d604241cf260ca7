"""YAML as data, read by the quick reader where this machine has it."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(text: str) -> Any:
    """What the text says, in plain values only; raises yaml.YAMLError where it is not YAML."""
    return yaml.load(text, _LOADER)  # noqa: S506 - both loaders are the safe ones
