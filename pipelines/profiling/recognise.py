"""Which profile a sheet is in the layout of: by the headings that must be there, never by the file's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from data_contracts.profile import Profile, Unpivot
from pipelines.profiling import dates
from pipelines.reading.grid import Grid, Refused, column_letter
from pipelines.reading.layout import is_blank, normal

_SEARCHED = 60


@dataclass(frozen=True)
class Found:
    """Where the layout was found: the header's index, which place each heading has, which places become rows."""

    profile: Profile
    header: int
    places: dict[str, int]
    spread: tuple[int, ...]
    was_asked: bool = False


def recognise(
    file: str, grid: Grid, profiles: dict[str, Profile], asked: str | None, dataset: str | None
) -> Found | None:
    """The profile that this sheet is in the layout of, or None; raises Refused where the one asked for does not fit."""
    if asked is not None:
        return again(file, grid, profiles[asked], was_asked=True)
    candidates = [profile for profile in profiles.values() if dataset in (None, profile.dataset)]
    rows = _named(grid)
    fitting = [found for found in (_find(grid, profile, rows) for profile in candidates) if found is not None]
    if not fitting:
        return None
    fitting.sort(key=_weight, reverse=True)
    if len(fitting) > 1 and _weight(fitting[0]) == _weight(fitting[1]):
        names = " and ".join(found.profile.name for found in fitting[:2])
        raise Refused(
            f"{file}, sheet {grid.name}: its headings fit the profiles {names} alike; name the right one with "
            "--profile."
        )
    return fitting[0]


def again(file: str, grid: Grid, profile: Profile, *, was_asked: bool) -> Found:
    """Where this profile finds its layout on the sheet; raises Refused where it does not."""
    found = _find(grid, profile, _named(grid))
    if found is None:
        raise Refused(_misfit(f"{file}, sheet {grid.name}", profile))
    return replace(found, was_asked=was_asked)


def _weight(found: Found) -> int:
    return len(found.profile.headings) + len(found.spread)


def _misfit(where: str, profile: Profile) -> str:
    wanted = ", ".join(names[0] for names in profile.headings)
    columns = {"months": " and months", "sessions": " and sessions such as Mon AM", "listed": "", None: ""}
    spread = profile.unpivot.columns if profile.unpivot else None
    return (
        f"{where}: no row has the headings of the profile {profile.name} ({wanted}{columns[spread]}); load it without "
        "--profile, or with another one."
    )


def _named(grid: Grid) -> list[dict[str, int]]:
    """For each row in which a header is looked for, its headings, normalised, with the place of the first of each."""
    found = []
    for row in grid.rows[:_SEARCHED]:
        names: dict[str, int] = {}
        for place, cell in enumerate(row):
            if isinstance(cell, str) and normal(cell):
                names.setdefault(normal(cell), place)
        found.append(names)
    return found


def _find(grid: Grid, profile: Profile, rows: list[dict[str, int]]) -> Found | None:
    if profile.sheets and not any(fnmatchcase(grid.name.casefold(), name.casefold()) for name in profile.sheets):
        return None
    for index, names in enumerate(rows):
        if not all(_has(names, wanted) for wanted in profile.headings) or _has(names, profile.without):
            continue
        taken = {place_of(names, wanted) for wanted in profile.headings}
        spread = tuple(place for place in _spread(grid.rows[index], profile.unpivot) if place not in taken)
        if profile.unpivot is None or len(spread) >= profile.unpivot.fewest:
            return Found(profile, index, names, spread)
    return None


def _has(names: dict[str, int], wanted: Iterable[str]) -> bool:
    return any(normal(name) in names for name in wanted)


def place_of(names: dict[str, int], wanted: Iterable[str]) -> int | None:
    """The place of the first of these headings that is there."""
    return next((names[normal(name)] for name in wanted if normal(name) in names), None)


def _spread(row: list[Any], unpivot: Unpivot | None) -> list[int]:
    if unpivot is None:
        return []
    if unpivot.columns == "sessions":
        return [place for place, cell in enumerate(row) if dates.session(cell) is not None]
    if unpivot.columns == "months":
        return [place for place, cell in enumerate(row) if dates.month(cell) is not None]
    listed = {normal(name) for _, names in unpivot.listed for name in names}
    return [place for place, cell in enumerate(row) if isinstance(cell, str) and normal(cell) in listed]


def unused(grid: Grid, found: Found) -> list[str]:
    """The letters of the columns that the profile neither uses nor says it passes over."""
    profile = found.profile
    known = {normal(name) for names in profile.headings for name in names}
    known |= {normal(name) for name in profile.passed_over}
    known |= {normal(name) for source in profile.sources for name in source.headings}
    header = grid.rows[found.header]
    return [
        column_letter(place)
        for place, cell in enumerate(header)
        if not is_blank(cell) and place not in found.spread and normal(cell) not in known
    ]


def refuse_twins(where: str, grid: Grid, found: Found) -> None:
    """Raises Refused where two columns are headed alike and the profile uses them: nobody can tell which is meant."""
    used = {normal(name) for source in found.profile.sources for name in source.headings}
    places: dict[str, list[int]] = {}
    for place, cell in enumerate(grid.rows[found.header]):
        if isinstance(cell, str) and normal(cell) in used:
            places.setdefault(normal(cell), []).append(place)
    for heading, twins in places.items():
        if len(twins) > 1:
            letters = " and ".join(column_letter(place) for place in twins)
            raise Refused(
                f"{where}, row {found.header + 1}: columns {letters} are both headed {heading}; delete or rename one "
                "of them."
            )
