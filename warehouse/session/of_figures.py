"""Figures, charts and the cases behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from warehouse import (
    charting,
    comparing,
    figures,
    memory,
    trail,
)  # fmt: skip
from warehouse.memory import FiguresByMeasure
from warehouse.periods import Period
from warehouse.registry import Measure
from warehouse.session.asking import Unknown
from warehouse.session.of_records import OfRecords
from warehouse.spc import chance
from warehouse.spc.compare import Comparison
from warehouse.spc.drawn import Chart


class OfFigures(OfRecords):
    """Figures in the viewer's scope, however they are asked for."""

    def figures(
        self, period: Period, measures: Sequence[str] | None = None, by: str = "service",
        homes: Sequence[str] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Figures of one period: columns as figures.COLUMNS, a row a measure (by service) or a measure and group.

        `value` is unrounded, blank with status `z` where nobody was eligible and `x` where nothing was supplied.
        With `homes`, the service is those homes together. Raises Unknown for a measure or home that is not there.
        """
        return self._figures([period], measures, by, homes)

    def series(
        self, measures: Sequence[str], periods: list[Period], homes: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Figures of several periods for the service, or for these homes together, columns as figures.COLUMNS."""
        return self._figures(periods, measures, "service", homes)

    def series_by_home(self, measures: Sequence[str], periods: list[Period]) -> pd.DataFrame:
        """Figures of several periods for each home, columns as figures.COLUMNS."""
        return self._figures(periods, measures, "home", None)

    def by_measure(
        self, periods: Sequence[Period], by: str = "service", homes: Sequence[str] | None = None,
        measures: Sequence[str] | None = None,
    ) -> FiguresByMeasure:  # fmt: skip
        """The same figures as `series` (or, by home, as `figures`), as rows under each measure: for pages of many."""
        asked = measures if measures is not None else list(self._measures)
        chosen = self._homes(homes)
        return memory.counted(
            self.version.path, self.scope, self.today, memory.clocks_run_out(self.version.path, self.moment.now_utc),
            tuple(self.measure(name).measure for name in asked), tuple(periods), by,
            None if chosen is None else tuple(chosen),
        )  # fmt: skip

    def charts(
        self, periods: Sequence[Period], measures: Sequence[str] | None = None, homes: Sequence[str] | None = None
    ) -> dict[str, Chart]:
        """The chart of each measure over these periods, with its words, limits and sentence: nothing left to compute.

        For the service, or for these homes together. A measure without a figure at this level has no chart.
        """
        asked = measures if measures is not None else list(self._measures)
        chosen = self._homes(homes)
        return charting.charts(
            self.version.path, self.scope, self.today,
            memory.clocks_run_out(self.version.path, self.moment.now_utc), self._dated,
            tuple(self.measure(name).measure for name in asked), tuple(periods),
            None if chosen is None else tuple(chosen),
        )  # fmt: skip

    def comparison(self, measure: str, period: Period) -> Comparison:
        """The homes beside each other in one period, by name, each with how far chance may carry it, and in words."""
        asked = self.measure(measure)
        rows, together = (self.by_measure([period], by, None, [measure])[measure] for by in ("home", "service"))
        return comparing.compared(asked, self.home_rows(), period, rows, together)

    def rate_beside(self, measure: str) -> Measure | None:
        """For a count the rate of the same indicator by which homes can be compared; None where there is none."""
        return comparing.rate_beside(self.measure(measure), self._measures)

    def of_few(self, figure: Any) -> tuple[float, float] | None:
        """How far chance alone may carry a figure of few, in its unit; None where it may stand by itself."""
        if figure.status != "ok":
            return None
        return chance.of_few(self.measure(figure.measure), figure.numerator, figure.denominator)

    def _figures(
        self, periods: list[Period], measures: Sequence[str] | None, by: str, homes: Sequence[str] | None
    ) -> pd.DataFrame:
        found = self.by_measure(periods, by, homes, measures)
        rows = [row for under in found.values() for row in under]
        return pd.DataFrame(rows, columns=list(figures.COLUMNS)).astype(
            {"numerator": "float", "denominator": "float", "value": "float"}
        )

    def cases(self, measure: str, period: Period, home: str | None = None, child: str | None = None) -> pd.DataFrame:
        """The cases behind a figure with the file, sheet and row of each record; a record a row.

        What numerator and denominator add up to is the figure (turnover: the denominators over the month ends): a case
        that stands on several records has its amounts on the first and blanks on the others.
        """
        self._homes([home] if home else None)
        if child and child not in set(self.children()["child_id"]):
            raise Unknown(f"'{child}' is not a child who lives or lived in these homes.")
        return trail.cases(
            self._database, self.measure(measure), period, self.scope, [home] if home else None, child, self.moment
        )

    def covered_to(self, measure: str) -> date | None:
        """The last day of which every dataset behind the measure speaks; None where one was never supplied."""
        spans = memory.spans(self.version.path)
        last = [spans[name][-1][1] if name in spans else None for name in self.datasets_of(measure)]
        return None if not last or None in last else min(day for day in last if day)

    def rows_left_out(self, measure: str) -> int:
        """How many rows of the datasets behind a measure are refused, or wait for a record not yet sent."""
        return memory.left_out(self.version.path, self.today).get(measure, 0)

    def datasets_of(self, measure: str) -> list[str]:
        """The datasets that stand behind a measure."""
        return memory.datasets_of(self.version.path).get(measure, [])

    def last_day_with_data(self) -> date | None:
        """The last day on which anything that a measure counts happened, up to yesterday."""
        return memory.last_day(self.version.path, self.today)
