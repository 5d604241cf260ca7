"""Deadlines, and when and where things happen."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from warehouse import (
    deadlines,
    memory,
    standards,
    themes,
)  # fmt: skip
from warehouse.periods import Period
from warehouse.session.asking import Unknown
from warehouse.session.of_records import OfRecords
from warehouse.standards import Conflict, NotRecorded, Standard
from warehouse.themes import Kind, Theme


class OfDeadlines(OfRecords):
    """Deadlines and themes of the homes in scope."""

    def deadlines(
        self, period: Period, chosen: Sequence[str] | None = None, homes: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """The state of every deadline of a period: columns as deadlines.DETAIL, the first of them deadlines.COLUMNS."""
        for standard in chosen or ():
            if standard not in standards.standards():
                known = ", ".join(standards.standards())
                raise Unknown(f"'{standard}' is not a standard that is followed; those are {known}.")
        return deadlines.states(
            self._database, self.scope, period.start, period.end, self.moment, list(chosen) if chosen else None,
            self._homes(homes),
        )  # fmt: skip

    def deadline_breaches(self, period: Period, homes: Sequence[str] | None = None) -> pd.DataFrame:
        """The deadlines of a period that were kept late or not at all, newest first: columns as deadlines.BREACHES."""
        return self._now(deadlines.breaches, period.start, period.end, self.moment, self._homes(homes))

    def deadline_compliance(
        self, period: Period, homes: Sequence[str] | None = None, by: str = "service",
        chosen: Sequence[str] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """How many deadlines of a period were met, a row a standard (and home): columns as deadlines.COMPLIANCE.

        Other readings of a standard only where they are chosen.
        """
        asked = None if chosen is None else list(chosen)
        return self._now(deadlines.compliance, period.start, period.end, self.moment, by, self._homes(homes), asked)

    def deadlines_open(self, within_days: int = 7, homes: Sequence[str] | None = None) -> pd.DataFrame:
        """What is overdue or falls due within so many days, in the order to do it: columns as deadlines.OPEN."""
        return self._now(deadlines.open_now, self.moment, within_days, self._homes(homes))

    def overdue_titles(self, homes: Sequence[str] | None = None) -> tuple[tuple[str, bool], ...]:
        """Of each deadline that is overdue now and can still be done its title, and whether the law sets it."""
        found = self.deadlines_open(0, homes)
        late = found[found["is_overdue"]]
        return tuple(zip(late["title"], late["is_law"].astype(bool), strict=True))

    def deadlines_overdue(self, homes: Sequence[str] | None = None) -> dict[str | None, tuple[int, int]]:
        """How many deadlines are overdue now and can still be done, all and by law, by home (None: of the service)."""
        found = self._now(deadlines.overdue_now, self.moment, self._homes(homes))
        homes_of = [None if pd.isna(home) else str(home) for home in found["home_id"]]
        return {
            home: (int(all_of), int(of_law))
            for home, all_of, of_law in zip(homes_of, found["overdue"], found["overdue_in_law"], strict=True)
        }

    def deadline_standards(self) -> dict[str, Standard]:
        """Every deadline of the framework by id, in words: title, wording, authority, notes and conflicts."""
        return standards.standards()

    def deadlines_not_recorded(self) -> tuple[NotRecorded, ...]:
        """The deadlines that no export tells of, and why."""
        return standards.not_recorded()

    def conflicts(self) -> dict[str, Conflict]:
        """Where the framework contradicts itself, leaves a gap or falls short of the law, and what is done about it."""
        return standards.conflicts()

    def themes(self, kind: str, period: Period, homes: Sequence[str] | None = None) -> Theme:
        """When, where, how long and over what events of a kind happened, and what of it is more than chance."""
        if kind not in self.theme_kinds():
            raise Unknown(f"'{kind}' is not a kind of theme; those are {', '.join(self.theme_kinds())}.")
        chosen = self._homes(homes)
        return memory.theme(
            self.version.path, self.scope, self.today, kind, period, None if chosen is None else tuple(chosen)
        )

    def theme_kinds(self) -> dict[str, Kind]:
        """The kinds of event whose themes this viewer may see, in words, by id: those whose measure they may see."""
        allowed = self._measures if self.scope.measures is not None else None
        return {name: kind for name, kind in themes.KINDS.items() if allowed is None or kind.measure in allowed}

    def theme_times(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The days of the week and the times of the day by which themes are counted, in words."""
        return themes.DAYS, themes.BANDS
