"""`python -m pipelines`: load, issues, undo, rebuild, status, template, demo and settings on the command line."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from data_contracts.contract import ContractError, contracts
from pipelines import landing, loading
from pipelines.profiling.checked import layouts
from pipelines.progress import steps
from warehouse import lock, printing, settings, versions
from warehouse.build import BuildError
from warehouse.registry import RegistryError
from warehouse.session import LOCAL, NotPublished, open_session
from warehouse.telling import told

LOADED = [
    "file", "sheet", "dataset", "rows_read", "added", "amended", "unchanged", "quarantined", "submission",
]  # fmt: skip


class WrongUsage(Exception):
    """What was asked for cannot be meant; the message says what to write instead."""


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _covers(text: str | None) -> tuple[date | None, date | None]:
    if not text:
        return None, None
    first, dots, last = text.partition("..")
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        days = date.max, date.min
    if not dots or days[0] > days[1] or days[0].year < 1900 or days[1].year > 2199:
        raise WrongUsage(f"--covers is '{text}'; write the first and last day, such as 2025-04-01..2025-06-30.")
    return days


def _exported_at(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        said = datetime.fromisoformat(text)
        if said.tzinfo is None and said.date() <= settings.today():
            return said
        raise ValueError
    except ValueError:
        raise WrongUsage(
            f"--exported-at is '{text}'; write a UK day, or day and time, not in the future, such as 2025-04-01T09:30."
        ) from None


def _load(asked: argparse.Namespace) -> int:
    known = layouts(contracts())
    if asked.profile and asked.profile not in known:
        raise WrongUsage(f"--profile is '{asked.profile}'; it is one of {', '.join(known)}.")
    if not asked.source.strip():
        raise WrongUsage("--source is blank; name the system that the files come from, or leave it out.")
    if asked.dataset and asked.dataset not in contracts():
        raise WrongUsage(f"--dataset is '{asked.dataset}'; it is one of {', '.join(contracts())}.")
    if asked.profile and asked.dataset not in (None, known[asked.profile].dataset):
        raise WrongUsage(f"--profile {asked.profile} gives {known[asked.profile].dataset}, not {asked.dataset}.")
    first, last = _covers(asked.covers)
    found, absent = loading.find_files([Path(path) for path in asked.path])
    options = loading.Options(
        dataset=asked.dataset, profile=asked.profile, source=asked.source, covers_from=first, covers_to=last,
        exported_at=_exported_at(asked.exported_at), by=asked.by, dry_run=asked.dry_run,
    )  # fmt: skip
    for path in absent:
        _say(f"{path}: there is no such file or folder.")
    with steps("Loading") as step:
        loaded = loading.load(found, options, step) if found else loading.Loaded()
    if not found and not absent:
        _say(f"No file to load was found; files of these kinds are read: {', '.join(loading.files.READABLE)}.")
    for message in [*loaded.said, *loaded.refused]:
        _say(message)
    if loaded.quarantined_whole:
        _say("No row of this load counts yet: each was set aside or waits; `python -m pipelines issues` says why.")
    if asked.dry_run:
        _say("Dry run: nothing was written.")
    rows = [[getattr(receipt, name) for name in LOADED] for receipt in loaded.receipts]
    printing.show(pd.DataFrame(rows, columns=LOADED), asked.format)
    if absent:
        return 2
    return 1 if loaded.refused or loaded.quarantined_whole or not found else 0


def _issues(asked: argparse.Namespace) -> int:
    found = open_session(LOCAL).issues()
    names = ["submission", "file", "sheet", "row", "column", "value_kind", "severity", "rule", "remedy", "cell"]
    printing.show(found[names], asked.format)
    return 0


def _undo(asked: argparse.Namespace) -> int:
    if asked.submission not in landing.states():
        raise WrongUsage(f"'{asked.submission}' is not a submission; `python -m pipelines status` lists them.")
    with steps("Undoing") as step:
        version = loading.undo(asked.submission, step)
    if version is None:
        _say(f"{asked.submission} was undone before; nothing changes.")
    else:
        _say(f"Version {version.number} is published without {asked.submission}.")
    return 0


def _rebuild(asked: argparse.Namespace) -> int:
    if not landing.states():
        _say("Nothing has been loaded yet, so there is nothing to rebuild.")
        return 1
    with steps("Rebuilding") as step:
        version = loading.rebuild(step, current_contracts=asked.current_contracts)
    _say(f"Version {version.number} is published, rebuilt from landing.")
    return 0


def _status(asked: argparse.Namespace) -> int:
    """One row a fact: the version in force, who is writing, each submission, the age of each dataset's data."""
    version, holder = versions.current(), lock.holder()
    writing = f"process {holder['process']}, {holder['doing']}, since {holder['since']}" if holder else "nobody"
    rows = [
        (
            "version",
            str(version.number) if version else "none",
            version.published_at if version else "nothing loaded yet",
        ),
        ("writing", writing, ""),
    ]
    for submission, state in landing.states().items():
        about = landing.manifest(submission).about
        loaded_at = settings.uk_time(about.loaded_at)
        rows.append((f"submission {submission}", state, f"{about.file}, {loaded_at:%Y-%m-%d %H:%M}, {about.loaded_by}"))
    if version:
        for age in open_session(LOCAL).data_age().itertuples():
            days = (settings.today() - pd.Timestamp(age.covers_to).date()).days
            rows.append(
                (f"dataset {age.dataset}", f"{days} days old", f"covers to {pd.Timestamp(age.covers_to):%Y-%m-%d}")
            )
    printing.show(pd.DataFrame(rows, columns=["what", "state", "detail"]), asked.format)
    return 0


def _template(asked: argparse.Namespace) -> int:
    from data_contracts.template import write_template

    known = contracts()
    if asked.dataset != "all" and asked.dataset not in known:
        raise WrongUsage(f"'{asked.dataset}' is not a dataset; it is all or one of {', '.join(known)}.")
    out = Path(asked.out)
    if out.suffix.lower() != ".xlsx" or not out.parent.is_dir():
        raise WrongUsage(
            f"'{out}' is not a place for a workbook; name a file ending in .xlsx in a folder that is there."
        )
    write_template(list(known.values()) if asked.dataset == "all" else [known[asked.dataset]], out)
    _say(f"Wrote {out}.")
    return 0


def _demo(asked: argparse.Namespace) -> int:
    from pipelines import demonstration
    from sample_data import turning_points, write_exports

    if landing.states() and not versions.current():
        _say("Files have been landed but no version is published; it is built from them.")
        return _rebuild(argparse.Namespace(current_contracts=False))
    if landing.states() or versions.current():
        _say(f"{settings.home()} already holds data; the demonstration is loaded into an empty HEARTH_HOME only.")
        return 1
    exports = settings.home() / "demonstration"
    until = date.fromordinal(settings.today().toordinal() - 1)
    try:
        with steps("Demonstration") as step:
            step("generating the sample exports")
            found = write_exports(exports, homes=3, years=2, seed=7, until=until)
            loaded = loading.load(found, loading.Options(by="demonstration"), step)
    finally:
        shutil.rmtree(exports, ignore_errors=True)
    demonstration.write_notes(turning_points(homes=3, years=2, seed=7, until=until))
    for message in loaded.refused:
        _say(message)
    rows = [[getattr(receipt, name) for name in LOADED] for receipt in loaded.receipts]
    printing.show(pd.DataFrame(rows, columns=LOADED), asked.format)
    return 1 if loaded.refused else 0


def _settings(asked: argparse.Namespace) -> int:
    rows = []
    for known in settings.SETTINGS:
        value = settings.setting(known.name)
        rows.append((known.name, "" if value is None else str(value), known.meaning))
    printing.show(pd.DataFrame(rows, columns=["name", "value", "meaning"]), asked.format)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipelines", description="Exports in, a published warehouse out.")
    form = argparse.ArgumentParser(add_help=False)
    form.add_argument("--format", choices=printing.FORMATS, default="table")
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, does: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[form], help=does)
        added.set_defaults(run=run)
        return added

    load = command("load", "land, check and publish files or folders", _load)
    load.add_argument("path", nargs="+")
    load.add_argument("--dataset")
    load.add_argument("--profile")
    load.add_argument("--source", default="canonical")
    load.add_argument("--covers", metavar="FROM..TO")
    load.add_argument("--exported-at", metavar="WHEN")
    load.add_argument("--by", default="local person")
    load.add_argument("--dry-run", action="store_true")
    command("issues", "the quarantined, waiting and doubtful rows", _issues)
    command("undo", "publish the state without one submission", _undo).add_argument("submission")
    command("rebuild", "build the warehouse anew from landing alone", _rebuild).add_argument(
        "--current-contracts", action="store_true"
    )
    command("status", "version, submissions, age of the data, who is writing", _status)
    template = command("template", "the blank workbook of a dataset, or of all", _template)
    template.add_argument("dataset")
    template.add_argument("out")
    command("demo", "generate and load the sample data", _demo)
    command("settings", "name, value and meaning of each setting", _settings)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """0 when all was done, 1 when data was refused, 2 for wrong usage."""
    asked = _parser().parse_args(arguments)
    wrong = (WrongUsage, settings.SettingError)
    refused = (NotPublished, lock.Busy, landing.LandingDamaged, BuildError, RegistryError, ContractError)
    return told(lambda: asked.run(asked), wrong, refused)


if __name__ == "__main__":
    sys.exit(main())
