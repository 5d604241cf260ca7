"""One sheet, read through a mapping profile where it is in the layout of one, and checked by its contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pandas as pd

from data_contracts import profile_folder
from data_contracts.contract import Contract
from data_contracts.profile import Profile
from data_contracts.table import stored_columns
from pipelines import landing, sheets
from pipelines.mapping import Mapping, map_sheet
from pipelines.profiling import recognise
from pipelines.profiling.rows import Derived, derive
from pipelines.reading.grid import Grid, Refused
from pipelines.sheets import QUARANTINE, Checked, Known
from pipelines.values import kind_of
from warehouse import settings
from warehouse.writer import Sheet, Submission


def layouts(contracts: dict[str, Contract]) -> dict[str, Profile]:
    """The mapping profiles that are in force: those that come with Hearth and those of this HEARTH_HOME."""
    return profile_folder.profiles(contracts, settings.home() / "profiles")


def check_grid(
    file: str,
    grid: Grid,
    asked: tuple[str | None, str | None],
    contracts: dict[str, Contract],
    known: Known,
    today: date,
) -> Checked:
    """A sheet in the layout of a profile is read through it, any other one as its headers say.

    `asked` are the profile and the dataset that the person named. Raises Refused where the sheet holds neither.
    """
    profile, dataset = asked
    found = recognise.recognise(file, grid, layouts(contracts), profile, dataset)
    if found is not None:
        return _check_derived(file, derive(file, grid, found, contracts[found.profile.dataset]), known, today)
    mapping = map_sheet(file, grid, contracts, dataset)
    return sheets.check_sheet(file, grid, mapping, contracts[mapping.dataset], known, today)


def check_again(
    about: Submission, grid: Grid, mapping: Mapping, contract: Contract, contracts: dict[str, Contract], known: Known
) -> Checked:
    """A landed sheet, read as it was when it came."""
    on = settings.uk_time(about.loaded_at).date()
    if mapping.profile is None:
        return sheets.check_sheet(about.file, grid, mapping, contract, known, on)
    current = {profile.sha256: profile for profile in layouts(contracts).values()}
    profile = current.get(mapping.profile) or landing.profile_of(mapping.profile)
    try:
        found = recognise.again(about.file, grid, profile, was_asked=mapping.was_asked)
        return _check_derived(about.file, derive(about.file, grid, found, contract), known, on)
    except Refused as why:
        # Today's profile may take nothing of a sheet that was landed under an older one.
        sheet = Sheet(grid.name, mapping.dataset, None, 0, 0, pd.DataFrame(), pd.DataFrame(), [str(why)])
        return Checked(sheet, mapping, None, str(why))


def profiles_of(used: Iterable[tuple[Mapping, str]], contracts: dict[str, Contract]) -> list[Profile]:
    """The profiles that these sheets were read through."""
    hashes = {mapping.profile for mapping, _ in used}
    return [profile for profile in layouts(contracts).values() if profile.sha256 in hashes]


def as_of_today(mapping: Mapping, contracts: dict[str, Contract]) -> Mapping:
    """The mapping with the profile of today in the place of the one of that name that was kept."""
    if mapping.profile is None:
        return mapping
    current = layouts(contracts).get(landing.profile_of(mapping.profile).name)
    return replace(mapping, profile=current.sha256) if current else mapping


def _check_derived(file: str, derived: Derived, known: Known, today: date) -> Checked:
    """What came of the sheet, as sheets.check_sheet says, with the cells that rows came from and what is doubtful."""
    table, grid = derived.table, derived.grid
    checked = sheets.check_table(file, grid, table, derived.mapping, derived.contract, known, today, derived.remedies)
    sheet = checked.sheet
    sheet.found_by = derived.found_by
    # What decides between versions of a row is not taken over from an older one.
    said = {name for _, name in derived.mapping.columns} | {*derived.found_by, derived.contract.latest_by}
    unsaid = [column for column in derived.contract.columns if column.name not in said]
    sheet.unsaid = [name for column in unsaid for name, _ in stored_columns(column)]
    if derived.origin is not None:
        sheet.origin = pd.DataFrame(
            [(number, *place) for number, place in zip(table.numbers, derived.origin, strict=True)],
            columns=["sheet_row", "source_row", "source_column"],
        )
    if derived.doubts and sheet.rows is not None:
        kind = kind_of(today)
        lines = [(row, column, kind, "warning", rule, remedy) for row, column, rule, remedy in derived.doubts]
        sheet.quarantine = pd.concat([sheet.quarantine, pd.DataFrame(lines, columns=QUARANTINE)], ignore_index=True)
    return checked
