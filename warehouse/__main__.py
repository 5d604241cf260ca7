"""`python -m warehouse`: measures, figures, series, cases, deadlines and charts on the command line."""

from __future__ import annotations

import argparse
import os
import sys

import pandas as pd

from warehouse import deadlines, printing, registry, settings
from warehouse.periods import PeriodError, between, parse
from warehouse.registry import RegistryError
from warehouse.session import LOCAL, NotPublished, Session, Unknown, open_session
from warehouse.spc import columns, command
from warehouse.telling import told


def _measures(_: argparse.Namespace) -> pd.DataFrame:
    rows = [
        (m.measure, m.kpi, m.area, m.title, m.kind, m.unit, m.better, ";".join(map(str, m.standards)), m.source)
        for m in registry.measures().values()
    ]
    names = ["measure", "kpi", "area", "title", "kind", "unit", "better", "standards", "source"]
    return pd.DataFrame(rows, columns=names)


def _session() -> Session:
    return open_session(LOCAL)


def _figures(asked: argparse.Namespace) -> pd.DataFrame:
    return _session().figures(parse(asked.period), asked.measure, asked.by, asked.home)


def _series(asked: argparse.Namespace) -> pd.DataFrame:
    first, last = parse(asked.first), parse(asked.last)
    if last.end < first.start:
        raise PeriodError(f"--to ({asked.last}) lies before --from ({asked.first}).")
    periods = between(first, last, asked.grain)
    session = _session()
    found = session.series([asked.measure], periods, asked.home)
    found = found[["period", "numerator", "denominator", "value", "status"]]
    home = asked.home[0] if asked.home and len(asked.home) == 1 else None
    rebased_on = [one.from_period.start for one in session.rebases(asked.measure, home)]
    target = session.target(asked.measure, home, periods[-1].end)
    return columns.of_series(
        session.measure(asked.measure), found, periods, rebased_on, target.value if target else None
    )


def _cases(asked: argparse.Namespace) -> pd.DataFrame:
    found = _session().cases(asked.measure, parse(asked.period), asked.home, asked.child)
    return found.drop(columns=["counted_to"])


def _deadlines(asked: argparse.Namespace) -> pd.DataFrame:
    found = _session().deadlines(parse(asked.period), asked.standard, asked.home)
    return found[list(deadlines.COLUMNS)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m warehouse", description="Figures of the published warehouse.")
    form = argparse.ArgumentParser(add_help=False)
    form.add_argument("--format", choices=printing.FORMATS, default="table")
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("measures", parents=[form], help="every measure and how it is counted")
    listing.set_defaults(answer=_measures)

    figures = commands.add_parser("figures", parents=[form], help="figures of a period")
    figures.add_argument("--period", required=True)
    figures.add_argument("--measure", action="append")
    figures.add_argument("--by", choices=("service", "home", "child"), default="service")
    figures.add_argument("--home", action="append")
    figures.set_defaults(answer=_figures)

    series = commands.add_parser("series", parents=[form], help="one measure over months or quarters")
    series.add_argument("--measure", required=True)
    series.add_argument("--grain", choices=("month", "quarter", "year"), required=True)
    series.add_argument("--from", dest="first", required=True)
    series.add_argument("--to", dest="last", required=True)
    series.add_argument("--home", action="append")
    series.set_defaults(answer=_series)

    cases = commands.add_parser("cases", parents=[form], help="the rows behind a figure")
    cases.add_argument("--measure", required=True)
    cases.add_argument("--period", required=True)
    cases.add_argument("--home")
    cases.add_argument("--child")
    cases.set_defaults(answer=_cases)

    clocks = commands.add_parser("deadlines", parents=[form], help="the state of every deadline of a period")
    clocks.add_argument("--period", required=True)
    clocks.add_argument("--standard", action="append")
    clocks.add_argument("--home", action="append")
    clocks.set_defaults(answer=_deadlines)

    command.add(commands, form)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """0 when all was done, 1 when there is nothing to read, 2 for wrong usage."""
    asked = _parser().parse_args(arguments)

    def answer() -> int:
        printing.show(asked.answer(asked), asked.format)
        return 0

    try:
        wrong = (PeriodError, Unknown, command.NotThere, settings.SettingError)
        return told(answer, wrong, (NotPublished, RegistryError, command.NotFigures))
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - what reads our output has gone; Python would say so again
        return 0


if __name__ == "__main__":
    sys.exit(main())
