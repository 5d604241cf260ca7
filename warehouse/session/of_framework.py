"""What the framework and the council say beside the figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from warehouse import (
    quality_standards,
)  # fmt: skip
from warehouse.framework_data import Benchmark, Note, Rebase, Target
from warehouse.quality_standards import AppendixItem, QualityStandard
from warehouse.registry import Measure
from warehouse.session.asking import Asking, Unknown


class OfFramework(Asking):
    """Targets, benchmarks, notes and quality standards, as far as they concern the viewer's homes and measures."""

    def target(self, measure: str, home: str | None, day: date) -> Target | None:
        """The target in force on a day: the home's own, else the one for every home; without a home, the service's."""
        self._homes([home] if home else None)
        return self._dated.target(self.measure(measure).measure, home, day)

    def targets(self, measure: str) -> list[Target]:
        """Every dated target of a measure in the homes in scope, those for every home first, then earliest first."""
        found = self._dated.targets_of(self.measure(measure).measure)
        return [one for one in found if one.home is None or self.scope.allows_home(one.home)]

    def benchmarks(self, measure: str) -> list[Benchmark]:
        """What is known of others for a measure; only those with `is_drawn` may stand on a chart."""
        return self._dated.benchmarks_of(self.measure(measure).measure)

    def rebases(self, measure: str, home: str | None = None) -> list[Rebase]:
        """The rebases of a measure for a home, or for the service, earliest first."""
        self._homes([home] if home else None)
        return self._dated.rebases_of(self.measure(measure).measure, home)

    def notes(
        self, measure: str | None = None, homes: Sequence[str] | None = None, first: date = date.min,
        last: date = date.max,
    ) -> list[Note]:  # fmt: skip
        """Notes that touch the days from `first` to `last`, earliest first: of these homes (None: all) and of none.

        With a measure, notes of that measure and of none; without, only notes of a home that are of no measure.
        """
        chosen, name = self._homes(homes), self.measure(measure).measure if measure else None
        of_homes = [
            one for one in self._dated.notes_of(name, first, last) if chosen is None or one.home in {None, *chosen}
        ]
        return [one for one in of_homes if one.home is None or self.scope.allows_home(one.home)]

    def quality_standards(self) -> dict[int, QualityStandard]:
        """The nine quality standards by regulation, each with the indicators that speak to it."""
        return quality_standards.standards()

    def standards_of(self, measure: str) -> dict[int, str]:
        """The regulations a measure speaks to, each with `primary` or `secondary`; primary ones first."""
        return quality_standards.of_measure(self.measure(measure))

    def measures_of_standard(self, regulation: int, bearing: str) -> dict[str, Measure]:
        """The measures that speak to a quality standard as `primary` or as `secondary`, in the framework's order."""
        if regulation not in self.quality_standards():
            raise Unknown(f"'{regulation}' is not a quality standard; those are regulations 6 to 14.")
        standard = self.quality_standards()[regulation]
        return {name: measure for name, measure in self._measures.items() if standard.bearing(measure) == bearing}

    def appendix_items(self, regulation: int | None = None) -> list[AppendixItem]:
        """The audit lines of appendices A and B, those that map to one regulation where it is named."""
        every = quality_standards.appendix_items()
        return [item for item in every if regulation is None or regulation in item.regulations]

    def appendices(self) -> dict[str, str]:
        """The title of each audit by the letter of its appendix."""
        return quality_standards.appendices()

    def kinds_of_item(self) -> dict[str, str]:
        """What each kind of audit line asks for, in words."""
        return quality_standards.kinds()
