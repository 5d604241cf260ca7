"""What every answer rests on: who asks, of which version, and the homes and measures they may see."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from warehouse import (
    framework_data,
    memory,
    people,
    registry,
    versions,
)  # fmt: skip
from warehouse.engine import Database
from warehouse.figures import Moment, Scope
from warehouse.framework_data import FrameworkData
from warehouse.registry import Indicator, Measure


class Unknown(ValueError):
    """A measure, home or child was asked for that is not there, or not in scope."""


@dataclass(frozen=True)
class Viewer:
    """Who asks, and the homes and measures they may see (None: all)."""

    name: str
    homes: frozenset[str] | None = None
    measures: frozenset[str] | None = None


@dataclass
class Asking:
    """What one viewer may ask of one version of the warehouse. Every read adds the viewer's scope, here and below."""

    viewer: Viewer
    version: versions.Version
    moment: Moment
    _database: Database = field(repr=False)

    @property
    def scope(self) -> Scope:
        return Scope(self.viewer.homes, self.viewer.measures)

    @property
    def today(self) -> date:
        return self.moment.today

    def is_current(self) -> bool:
        """Whether no newer version has been published since this session was opened."""
        newest = versions.current()
        return newest is None or newest.number == self.version.number

    @functools.cached_property
    def _measures(self) -> dict[str, Measure]:
        return {name: measure for name, measure in registry.measures().items() if self.scope.allows_measure(name)}

    def measures(self) -> dict[str, Measure]:
        """The measures this viewer may see, by id, in the framework's order."""
        return dict(self._measures)

    def overview(self) -> dict[str, Measure]:
        """The measures of the overview that this viewer may see: the headline series and those beside them."""
        return {name: measure for name, measure in registry.on_overview().items() if name in self._measures}

    def measure(self, name: str) -> Measure:
        if name not in self._measures:
            raise Unknown(f"'{name}' is not a measure. `python -m warehouse measures` lists them.")
        return self._measures[name]

    def indicator(self, measure: str) -> Indicator:
        """The indicator that a measure belongs to, with those of its series that this viewer may see."""
        found = registry.indicators()[self.measure(measure).kpi]
        return dataclasses.replace(found, series=tuple(name for name in found.series if name in self._measures))

    def _kept(self, read: Callable[..., pd.DataFrame], *asked: Any) -> pd.DataFrame:
        """What `read` gives, asked once for each version and scope; a copy, so that nobody changes another's."""
        return memory.remembered(self.version.path, read, *asked).copy()

    def _homes(self, homes: Sequence[str] | None) -> list[str] | None:
        if homes is None:
            return None
        known = {row.home_id for row in self.home_rows()}
        unknown = [home for home in homes if home not in known]
        if unknown:
            raise Unknown(f"'{unknown[0]}' is not a home here. Homes: {', '.join(sorted(known))}.")
        return list(homes)

    def _now(self, read: Callable[..., pd.DataFrame], *asked: Any) -> pd.DataFrame:
        """What `read` gives, asked once a minute for each version and scope; a copy, so that nobody changes it."""
        fixed = (tuple(one) if isinstance(one, list) else one for one in asked)
        return memory.this_minute(self.version.path, read, self.scope, *fixed).copy()

    @functools.cached_property
    def _dated(self) -> FrameworkData:
        """Targets, benchmarks, rebases and notes as they stood when this session was opened."""
        return framework_data.read()

    def home_rows(self) -> tuple[Any, ...]:
        """The same as `homes`, as rows: for pages that draw again and again."""
        return memory.remembered_rows(self.version.path, people.homes, self.scope, self.today)
