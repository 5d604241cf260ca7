"""The door: `open_session` is the only way to rows, for pages, downloads and commands alike."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from warehouse import (
    charting,
    comparing,
    deadlines,
    figures,
    framework_data,
    memory,
    people,
    quality_standards,
    registry,
    settings,
    standards,
    themes,
    trail,
    versions,
)  # fmt: skip
from warehouse.engine import Database
from warehouse.figures import Moment, Scope
from warehouse.framework_data import Benchmark, FrameworkData, Note, Rebase, Target
from warehouse.memory import FiguresByMeasure
from warehouse.periods import Period
from warehouse.quality_standards import AppendixItem, QualityStandard
from warehouse.registry import Indicator, Measure
from warehouse.spc import chance
from warehouse.spc.compare import Comparison
from warehouse.spc.drawn import Chart
from warehouse.standards import Conflict, NotRecorded, Standard
from warehouse.themes import Kind, Theme


class NotPublished(Exception):
    """No warehouse has been published yet, so there is nothing to read."""


class OtherRelease(NotPublished):
    """What is published was built by another release, whose figures may mean something else."""


class Unknown(ValueError):
    """A measure, home or child was asked for that is not there, or not in scope."""


@dataclass(frozen=True)
class Viewer:
    """Who asks, and the homes and measures they may see (None: all)."""

    name: str
    homes: frozenset[str] | None = None
    measures: frozenset[str] | None = None


LOCAL = Viewer("local person")


@dataclass
class Session:
    """What one viewer may read of one version of the warehouse. Every read adds the viewer's scope, here."""

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

    def _now(self, read: Callable[..., pd.DataFrame], *asked: Any) -> pd.DataFrame:
        """What `read` gives, asked once a minute for each version and scope; a copy, so that nobody changes it."""
        fixed = (tuple(one) if isinstance(one, list) else one for one in asked)
        return memory.this_minute(self.version.path, read, self.scope, *fixed).copy()

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
        chosen = self._homes(homes)
        return memory.overdue(self.version.path, self.scope, self.moment, None if chosen is None else tuple(chosen))

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

    def homes(self) -> pd.DataFrame:
        """A row a home in scope, by name: what it is and how many children live there tonight."""
        return self._kept(people.homes, self.scope, self.today)

    def home_rows(self) -> tuple[Any, ...]:
        """The same as `homes`, as rows: for pages that draw again and again."""
        return memory.remembered_rows(self.version.path, people.homes, self.scope, self.today)

    def age_rows(self) -> tuple[Any, ...]:
        """The same as `data_age`, as rows."""
        return memory.remembered_rows(self.version.path, trail.data_age, self.today)

    def children_tonight(self, home: str | None = None) -> int:
        """How many different children live in the homes in scope, or in one of them, today."""
        return memory.tonight(self.version.path, self.scope, self.today, home)

    def staff_names(self) -> dict[str, str]:
        """The name of every member of staff of the homes in scope by id; the id itself where no name was sent."""
        found = self._kept(people.staff_names, self.scope)
        return dict(zip(found["staff_id"], found["name"], strict=True))

    def children(self, home: str | None = None) -> pd.DataFrame:
        """A row a stay, those living here now first: child, name, age, home, dates."""
        return self._kept(people.children, self.scope, self.today, home)

    def staff(self, home: str) -> pd.DataFrame:
        """A row a member of staff employed in the home today, with the last recorded one-to-one supervision."""
        return self._kept(people.staff, self.scope, self.today, home)

    def incident_facts(self) -> pd.DataFrame:
        """A row an incident: record_id, happened_at, kind, injury, children (their names, parted by commas)."""
        return self._kept(people.incident_facts, self.scope)

    def chronology(self, home: str | None = None, child: str | None = None, first: date | None = None) -> pd.DataFrame:
        """What happened to a child or in a home, newest first, with the record, file, sheet and row it comes from."""
        return self._kept(people.chronology, self.scope, home, child, first)

    def data_age(self) -> pd.DataFrame:
        """A row a dataset: covered to which day, last record, when loaded, rows that count, wait or are quarantined."""
        return self._kept(trail.data_age, self.today)

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

    def submissions(self) -> pd.DataFrame:
        """A row a sheet of every submission, newest first: who, when, what came of it."""
        return self._kept(trail.submissions)

    def issues(self) -> pd.DataFrame:
        """The quarantined, waiting and doubtful rows of standing submissions, never with a personal value."""
        return self._kept(trail.issues, self.today)

    def expectations(self) -> pd.DataFrame:
        """Each expectation of the standing submissions with how many rows it checked and how many failed."""
        return self._kept(trail.expectations)

    @functools.cached_property
    def _dated(self) -> FrameworkData:
        """Targets, benchmarks, rebases and notes as they stood when this session was opened."""
        return framework_data.read()

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

    def last_day_with_data(self) -> date | None:
        """The last day on which anything that a measure counts happened, up to yesterday."""
        return memory.last_day(self.version.path, self.today)


def open_session(viewer: Viewer) -> Session:
    """What this viewer may read of the version in force now; raises NotPublished where there is none."""
    version = versions.current()
    if version is None or not version.path.exists():
        raise NotPublished(
            "Nothing is published yet. Load exports with `python -m pipelines load PATH`, or, where files were loaded "
            "before, build the warehouse from them with `python -m pipelines rebuild`."
        )
    if not memory.is_of_this_release(version.path):
        raise OtherRelease(
            "The published figures were made by another release of Hearth, which may count otherwise. Build them anew "
            "with `python -m pipelines rebuild`."
        )
    now = settings.now_utc().replace(second=0, microsecond=0)
    session = Session(viewer, version, Moment(settings.today(), now), memory.reader(version.path).cursor())
    session._dated  # noqa: B018 - a file of the framework that cannot be used is told before anything is drawn
    return session
