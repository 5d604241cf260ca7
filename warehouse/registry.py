"""The registry: every mart and measure, read from its file. A measure is added by adding a file."""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data_contracts import yaml_text
from warehouse import portable

FOLDER = Path(__file__).parent
MARTS, MEASURES, WARNINGS, FRAMEWORK = (FOLDER / name for name in ("marts", "measures", "warnings", "framework"))
# Files of the framework that no figure is counted by: a change of them needs no new version.
READ_WHEN_ASKED = (
    "quality_standards.yaml", "appendix_items.csv", "targets.yaml", "benchmarks.yaml", "rebases.yaml", "notes.yaml",
)  # fmt: skip
_FRONT_MATTER = re.compile(r"\A/\*---\n(.*?)\n---\*/\n(.*)\Z", re.DOTALL)

KINDS = ("ratio", "count", "distinct", "latest", "snapshot")
WINDOWS = ("period", "12m", "fy_to_date")
BETTER = ("higher", "lower", "neutral", "band")
CHARTS = ("xmr", "run", "rare_event", "step", "interval")
DISCLOSURE = ("child", "staff", "process", "public")
DENOMINATORS = ("sum", "people", "month_ends")
COMBINES = ("sum", "max", "median")
LEVELS = ("service", "home")
SCALES = {"percent": 100.0, "per_1000_bed_nights": 1000.0}

REQUIRED = {
    "measure", "kpi", "title", "kind", "window", "unit", "better", "chart", "disclosure", "standards", "source",
    "reads", "definition", "numerator", "denominator",
}  # fmt: skip
OPTIONAL = {
    "denominator_is", "rulings", "note", "combine", "levels", "least_days", "least_share",
    "is_stored", "datasets",
}  # fmt: skip
CASE_COLUMNS = (
    "home_id", "child_id", "staff_id", "counted_on", "numerator", "denominator", "dataset", "record_id",
)  # fmt: skip
OPTIONAL_CASE_COLUMNS = (
    "counted_to", "counts_when_past", "counts_from_at", "counts_for", "counts_on", "excludes", "is_provisional",
    "person_id", "tie_break",
)  # fmt: skip


class RegistryError(Exception):
    """A mart or measure file cannot be used; the message names the file and what to change."""


@dataclass(frozen=True)
class Measure:
    """One measure, as its file says: what it is called, how it is counted, and the select that gives its cases.

    `numerator` and `denominator` are the words for what is counted ("nights occupied" of "nights");
    `denominator_is` is sum (of cases), people (each once) or month_ends (mean headcount over month ends). `combine`
    says how the amounts of count and snapshot cases become one number; `levels` where there is a figure at all.
    `least_days` is how many days make a person count, `least_share` the share of one's own cases that does. Where
    not `is_stored`, the cases are read from the mart whose rows they are, instead of being written a second time.
    `datasets` are those it tells of, where a mart it reads holds others as well that it takes nothing from.
    """

    measure: str
    kpi: str
    title: str
    kind: str
    window: str
    unit: str
    better: str
    chart: str
    disclosure: str
    standards: tuple[int, ...]
    source: str
    reads: tuple[str, ...]
    definition: str
    numerator: str
    denominator: str | None
    sql: str
    denominator_is: str | None = None
    rulings: tuple[str, ...] = ()
    note: str = ""
    area: str = ""
    combine: str = "sum"
    levels: tuple[str, ...] = LEVELS
    least_days: int | None = None
    least_share: float | None = None
    is_headline: bool = True
    is_stored: bool = True
    datasets: tuple[str, ...] = ()

    @property
    def scale(self) -> float:
        return SCALES.get(self.unit, 1.0)

    @property
    def has_denominator(self) -> bool:
        return self.denominator is not None

    @property
    def counts_people(self) -> bool:
        """Whether each person counts once, however many cases: the newest of them for `latest`, any for `distinct`."""
        return self.kind == "distinct"

    @property
    def needs_a_case(self) -> bool:
        """Whether no case means no answer, as with a grade, rather than nought."""
        return self.unit == "grade" or self.combine != "sum"


@dataclass(frozen=True)
class Mart:
    """One mart: a noun, what a row of it is, and the select that makes it."""

    mart: str
    row: str
    reads: frozenset[str]
    sql: str


@dataclass(frozen=True)
class Warning_:
    """One rule that looks across datasets: its cases are rows that count all the same but should be looked at.

    `begins_later` says that each case has a day, `holds_from_on`, before which nothing is amiss.
    """

    rule: str
    sentence: str
    why: str
    remedy: str
    reads: frozenset[str]
    begins_later: bool
    sql: str


def front_matter(path: Path) -> tuple[dict[str, Any], str]:
    """The settings at the top of an SQL file and the SQL below them."""
    found = _FRONT_MATTER.match(path.read_text("utf-8"))
    if not found:
        raise RegistryError(f"{path.name}: does not start with /*--- settings ---*/.")
    settings = yaml_text.read(found[1])
    return settings, found[2].strip()


def _known(settings: dict[str, Any], required: set[str], optional: set[str], path: Path) -> None:
    unknown, missing = set(settings) - required - optional, required - set(settings)
    if unknown:
        raise RegistryError(f"{path.name}: unknown settings {', '.join(sorted(unknown))}.")
    if missing:
        raise RegistryError(f"{path.name}: settings are missing: {', '.join(sorted(missing))}.")


def _one_of(settings: dict[str, Any], name: str, allowed: tuple[str, ...], path: Path) -> None:
    if settings[name] not in allowed:
        raise RegistryError(f"{path.name}: {name} is '{settings[name]}'; it is one of {', '.join(allowed)}.")


def _check_together(settings: dict[str, Any], path: Path) -> None:
    """Settings that only make sense with others: a share or a number of days is of people, a maximum of a list."""
    people = settings["kind"] == "distinct" and settings["denominator"] is not None
    if settings.get("least_days") and not people:
        raise RegistryError(f"{path.name}: least_days is for a percentage of people (kind distinct).")
    if settings.get("least_share") and settings["kind"] != "distinct":
        raise RegistryError(f"{path.name}: least_share is for people (kind distinct).")
    if settings.get("combine", "sum") != "sum" and settings["denominator"] is not None:
        raise RegistryError(f"{path.name}: combine is for measures without a denominator.")
    unknown = set(settings.get("levels", LEVELS)) - set(LEVELS)
    if unknown:
        raise RegistryError(f"{path.name}: levels are {', '.join(LEVELS)}, not {', '.join(sorted(unknown))}.")


def read_measure(path: Path, areas: dict[str, str]) -> Measure:
    """The measure in this file; raises RegistryError for anything it says that is not known."""
    settings, sql = front_matter(path)
    _known(settings, REQUIRED, OPTIONAL, path)
    if settings["measure"] != path.stem:
        raise RegistryError(f"{path.name}: the file is named otherwise than its measure, {settings['measure']}.")
    for name, allowed in (
        ("kind", KINDS), ("window", WINDOWS), ("better", BETTER), ("chart", CHARTS), ("disclosure", DISCLOSURE),
    ):  # fmt: skip
        _one_of(settings, name, allowed, path)
    for name, allowed in (("denominator_is", DENOMINATORS), ("combine", COMBINES)):
        if settings.get(name):
            _one_of(settings, name, allowed, path)
    _check_together(settings, path)
    if settings["kpi"] not in areas:
        raise RegistryError(f"{path.name}: kpi {settings['kpi']} is not in the framework's list of indicators.")
    default = None
    if settings["denominator"] is not None:
        default = "people" if settings["kind"] == "distinct" else "sum"
    return Measure(
        **{name: settings[name] for name in REQUIRED - {"standards", "reads"}},
        standards=tuple(settings["standards"]),
        reads=tuple(settings["reads"]),
        rulings=tuple(settings.get("rulings", ())),
        note=settings.get("note", ""),
        denominator_is=settings.get("denominator_is") or default,
        area=areas[settings["kpi"]],
        combine=settings.get("combine", "sum"),
        levels=tuple(settings.get("levels", LEVELS)),
        least_days=settings.get("least_days"),
        least_share=settings.get("least_share"),
        is_headline=settings["measure"] in _headline(),
        is_stored=settings.get("is_stored", True),
        datasets=tuple(settings.get("datasets", ())),
        sql=sql,
    )


@functools.cache
def framework() -> dict[str, Any]:
    """The framework as data: areas, indicators and rulings."""
    return yaml_text.read((FRAMEWORK / "framework.yaml").read_text("utf-8"))


def _areas() -> dict[str, str]:
    areas = {area["id"]: area["title"] for area in framework()["areas"]}
    return {kpi["id"]: areas[kpi["area"]] for kpi in framework()["indicators"]}


@functools.cache
def series() -> dict[str, str]:
    """The indicator of every series the framework names, in the order they are shown."""
    return {
        series: kpi["id"] for kpi in framework()["indicators"] for series in (*kpi["headline"], *kpi["supplementary"])
    }


@functools.cache
def _headline() -> frozenset[str]:
    return frozenset(series for kpi in framework()["indicators"] for series in kpi["headline"])


@functools.cache
def measures(folder: Path = MEASURES) -> dict[str, Measure]:
    """Every measure by id, in the framework's order of areas and indicators."""
    areas, named = _areas(), series()
    rulings = framework()["rulings"]
    found: dict[str, Measure] = {}
    for path in sorted(folder.glob("*.sql")):
        measure = read_measure(path, areas)
        unknown = [ruling for ruling in measure.rulings if ruling not in rulings]
        if unknown:
            raise RegistryError(f"{path.name}: unknown rulings {', '.join(unknown)}.")
        found[measure.measure] = measure
    elsewhere = [measure.measure for measure in found.values() if named.get(measure.measure) != measure.kpi]
    if elsewhere:
        raise RegistryError(f"framework.yaml: the indicator does not list its series {', '.join(sorted(elsewhere))}.")
    return {name: found[name] for name in named if name in found}


def on_overview() -> dict[str, Measure]:
    """The measures that stand on the overview, in the framework's order: the headline series, and those beside them."""
    also = set(framework()["overview_also"])
    return {name: measure for name, measure in measures().items() if measure.is_headline or name in also}


@dataclass(frozen=True)
class Indicator:
    """One indicator of the framework: its number (None beside the 21), its wording, and its series in their order."""

    number: int | None
    wording: str
    series: tuple[str, ...]


@functools.cache
def indicators() -> dict[str, Indicator]:
    """Every indicator of the framework by id, in its order."""
    return {
        kpi["id"]: Indicator(kpi["number"], kpi["wording"], (*kpi["headline"], *kpi["supplementary"]))
        for kpi in framework()["indicators"]
    }


@functools.cache
def marts(folder: Path = MARTS) -> dict[str, Mart]:
    """Every mart by name, those that others read first."""
    found: dict[str, Mart] = {}
    for path in sorted(folder.glob("*.sql")):
        settings, sql = front_matter(path)
        _known(settings, {"mart", "row"}, set(), path)
        if settings["mart"] != path.stem:
            raise RegistryError(f"{path.name}: the file is named otherwise than its mart, {settings['mart']}.")
        found[path.stem] = Mart(path.stem, settings["row"], portable.read(sql, path.name).tables, sql)
    ordered: dict[str, Mart] = {}
    while len(ordered) < len(found):
        left = [mart for mart in found.values() if mart.mart not in ordered]
        ready = [mart for mart in left if mart.reads & set(found) <= set(ordered)]
        if not ready:
            raise RegistryError(f"Marts read each other in a circle: {', '.join(set(found) - set(ordered))}.")
        ordered |= {mart.mart: mart for mart in ready}
    return ordered


@functools.cache
def warnings(folder: Path = WARNINGS) -> dict[str, Warning_]:
    """Every rule that looks across datasets, by name."""
    found = {}
    for path in sorted(folder.glob("*.sql")):
        settings, sql = front_matter(path)
        _known(settings, {"warning", "sentence", "why", "remedy"}, set(), path)
        if settings["warning"] != path.stem:
            raise RegistryError(f"{path.name}: the file is named otherwise than its warning, {settings['warning']}.")
        query = portable.read(sql, path.name)
        found[path.stem] = Warning_(
            path.stem, settings["sentence"], settings["why"], settings["remedy"],
            query.tables, "holds_from_on" in query.columns, sql,
        )  # fmt: skip
    return found


def check_sql(measure: Measure) -> portable.Query:
    """The measure's select is portable, reads only what it says, and gives the columns of a case."""
    query = portable.read(measure.sql, f"{measure.measure}.sql")
    if query.tables != set(measure.reads):
        raise RegistryError(
            f"{measure.measure}.sql: reads {', '.join(sorted(query.tables))} but says {', '.join(measure.reads)}."
        )
    if not measure.is_stored and not (query.is_plain and query.tables <= set(marts())):
        raise RegistryError(f"{measure.measure}.sql: is_stored: false is for a plain select from one mart.")
    missing = [name for name in CASE_COLUMNS if name not in query.columns]
    unknown = [name for name in query.columns if name not in CASE_COLUMNS + OPTIONAL_CASE_COLUMNS]
    if missing or unknown:
        raise RegistryError(
            f"{measure.measure}.sql: a case has {', '.join(CASE_COLUMNS)}; "
            f"missing: {', '.join(missing) or 'none'}, not known: {', '.join(unknown) or 'none'}."
        )
    return query


def datasets_read(tables: tuple[str, ...] | frozenset[str], datasets: set[str]) -> set[str]:
    """The datasets that stand behind these tables, through however many marts."""
    found: set[str] = set()
    for table in tables:
        if table in marts():
            found |= datasets_read(marts()[table].reads, datasets)
        elif owners := [name for name in datasets if table == name or table.startswith(f"{name}_")]:
            found.add(max(owners, key=len))
    return found


def datasets_behind(measure: Measure, datasets: set[str]) -> set[str]:
    """The datasets without which there is no figure: those it names, else all behind the tables it reads."""
    read = datasets_read(measure.reads, datasets)
    if unknown := set(measure.datasets) - read:
        raise RegistryError(f"{measure.measure}.sql: no table it reads is made of {', '.join(sorted(unknown))}.")
    return set(measure.datasets) or read


def fingerprint() -> str:
    """A hash of every mart, measure and framework file counted by: two with the same count the same way."""
    digest = hashlib.sha256()
    for folder in (MARTS, MEASURES, WARNINGS, FRAMEWORK):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name not in READ_WHEN_ASKED:
                digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@functools.cache
def worked_example(measure: str) -> dict[str, Any] | None:
    """The example worked by hand that stands beside a measure, or None where it has none.

    `story` in words; `today` and `period`; `given`, a list of rows for each dataset; `gives` and `also`, what must come
    out (home_id, None for the service; numerator, denominator, and why), `also` on other days or for other periods.
    """
    path = MEASURES / f"{measure}.yaml"
    if not path.exists():
        return None
    example = yaml_text.read(path.read_text("utf-8"))
    unknown = set(example) - {"story", "today", "period", "given", "gives", "also"}
    if unknown:
        raise RegistryError(f"{path.name}: unknown settings {', '.join(sorted(unknown))}.")
    example["given"] = {name: list(csv.DictReader(io.StringIO(text))) for name, text in example["given"].items()}
    return example
