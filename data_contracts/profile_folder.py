"""The mapping profiles that are there, each found to fit the contract of its dataset."""

from __future__ import annotations

import functools
from pathlib import Path

from data_contracts import profile_reading
from data_contracts.contract import RESIDENCE, Contract
from data_contracts.profile import Profile, ProfileError, Source

FOLDER = Path(__file__).parent / "profiles"


@functools.cache
def _read(path: Path, stamp: tuple[int, int]) -> Profile:
    """The profile in this file; `stamp` tells one state of the file from the next."""
    profile = profile_reading.parse(path.read_text("utf-8"), path.name)
    if profile.name != path.stem:
        raise ProfileError(f"{path.name}: the file is named otherwise than its profile, {profile.name}.")
    return profile


def profiles(contracts: dict[str, Contract], *own: Path) -> dict[str, Profile]:
    """Every profile by name: those that come with Hearth, and those in these folders, which replace one of their name.

    Each is found to fit the contract of its dataset; raises ProfileError, naming the file, where one does not.
    """
    found: dict[str, Profile] = {}
    for folder in (FOLDER, *own):
        for path in sorted(folder.glob("*.yaml")):
            about = path.stat()
            profile = _read(path, (about.st_mtime_ns, about.st_size))
            check(profile, contracts, path.name)
            found[profile.name] = profile
    return found


def check(profile: Profile, contracts: dict[str, Contract], where: str) -> None:
    """Raises ProfileError where the profile does not fit the contracts."""
    if profile.dataset not in contracts:
        raise ProfileError(f"{where}: '{profile.dataset}' is not a dataset; it is one of {', '.join(contracts)}.")
    if profile.refuses is not None:
        return
    contract = contracts[profile.dataset]
    for source in profile.sources:
        dataset, dot, name = (source.found_by or "").partition(".")
        if dot and (dataset not in contracts or name not in contracts[dataset].by_name):
            raise ProfileError(f"{where}, columns, {source.column}: there is no {source.found_by}.")
    _check(profile, contract, where)


def _check(profile: Profile, contract: Contract, where: str) -> None:
    """What the profile says of columns fits the contract of its dataset."""
    columns = contract.by_name
    taken = {"heading", "heading.date", "cell"} if profile.unpivot else set()
    if profile.unpivot and profile.unpivot.columns == "sessions" and [f.reads for _, f in profile.facts] != ["date"]:
        raise ProfileError(f"{where}, facts: sessions need one fact that reads a date, the first day of the week.")
    taken |= {f"fact.{name}" for name, _ in profile.facts}
    for source in profile.sources:
        place = f"{where}, columns, {source.column}"
        if source.column not in columns:
            raise ProfileError(f"{place}: {contract.name} has no such column; it has {', '.join(columns)}.")
        if source.taken is not None and source.taken not in taken:
            raise ProfileError(f"{place}, from: '{source.taken}' is not there; there are {', '.join(sorted(taken))}.")
        for part in source.made_from:
            if part not in {"heading", "number", *columns} or part == source.column:
                raise ProfileError(f"{place}, made_from: '{part}' is neither a column, nor heading, nor number.")
        if source.dates and columns[source.column].type not in ("date", "datetime"):
            raise ProfileError(f"{place}: has `dates`, but the column of {contract.name} holds none.")
        _check_found(profile, source, contract, place)
    for word in profile.unpivot.words if profile.unpivot else ():
        for name, _ in word.columns:
            if name not in columns:
                raise ProfileError(f"{where}, unpivot, words: {contract.name} has no column {name}.")
    named = {source.column for source in profile.sources}
    missing = [column.name for column in contract.required if column.name not in named]
    if missing:
        raise ProfileError(f"{where}, columns: {contract.name} needs {', '.join(missing)} as well.")


def _check_found(profile: Profile, source: Source, contract: Contract, place: str) -> None:
    column = contract.by_name[source.column]
    if source.found_by is None:
        return
    if source.found_by == RESIDENCE:
        if column.found_by != RESIDENCE:
            raise ProfileError(f"{place}: the contract of {contract.name} does not let it be found by residence.")
    elif column.references is None or source.found_by.partition(".")[0] != column.references.partition(".")[0]:
        raise ProfileError(f"{place}, found_by: write a column of the dataset that it refers to, such as children.upn.")
