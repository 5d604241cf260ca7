"""What a person is told of what a profile did by itself, and how a cell is mended that it could not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_contracts.contract import RESIDENCE
from data_contracts.profile import Profile
from pipelines.profiling import cells, recognise

if TYPE_CHECKING:
    from pipelines.profiling.rows import Derived, Making


def remedies(profile: Profile) -> dict[str, tuple[str, str]]:
    """For each fault that a cell may have: the name of the rule, and what to do."""
    found: dict[str, tuple[str, str]] = {}
    styles = list(dict.fromkeys(style for source in profile.sources for style in source.dates))
    found |= {f"{cells.FORM} {one.column}": ("form", one.remedy) for one in profile.sources if one.pattern}
    found[cells.STYLE] = ("date_style", f"Write the date as {' or '.join(styles)}; only these are read in this layout.")
    if profile.unpivot:
        known = [word.says[0] for word in profile.unpivot.words if word.gives != "set_aside"]
        found |= {
            f"{cells.WORD} {word.says[0]}": ("not_enough_said", word.remedy)
            for word in profile.unpivot.words
            if word.gives == "set_aside"
        }
        found[cells.CODE] = (
            "unknown_code",
            f"Write a date such as 12/04/2026, or one of the words of the layout ({', '.join(known)}).",
        )
    return found


def said(making: Making, derived: Derived) -> list[str]:
    """Each decision that was taken without asking."""
    profile = making.profile
    how = "as was asked" if making.found.was_asked else "known by its headings"
    lines = [f"read through the profile {profile.name} {profile.version} ({profile.title}), {how}", *making.table.said]
    if making.grid.is_hidden:
        lines.append("the sheet is hidden in the workbook; its rows were loaded all the same")
    letters = recognise.unused(making.grid, making.found)
    if letters:
        lines.append(
            f"column{'s' if len(letters) > 1 else ''} {', '.join(letters)} is not asked for and was not loaded"
        )
    lines += _of_columns(making)
    if making.spread is not None and making.spread.nothing_said:
        words = making.spread.nothing_said
        lines.append(f"{_cells(sum(words.values()))} {', '.join(words)} and gave no row")
    doubts = len(derived.doubts)
    if doubts:
        lines.append(f"{_cells(doubts, 'hold')} a date outside the month of the column; the date counts")
    return lines


def _cells(number: int, verb: str = "say") -> str:
    return f"1 cell {verb}s" if number == 1 else f"{number} cells {verb}"


def _of_columns(making: Making) -> list[str]:
    lines = []
    short = [name for name, reader in making.readers.items() if reader.had_two_digits]
    if making.spread is not None and making.spread.had_two_digits:
        short.append("cells")
    if short:
        lines.append(f"years of two digits in {' and '.join(short)} were read as the profile says (26 is 2026)")
    split = [name for name, reader in making.readers.items() if reader.has_split]
    if split:
        lines.append(f"several values in a cell of {' and '.join(split)} were parted")
    for source in making.profile.sources:
        if source.found_by == RESIDENCE:
            lines.append(
                f"{source.column} is not in this layout: a row counts for the home where the child lived that day"
            )
        elif source.found_by:
            lines.append(f"{source.column} is found by {source.found_by}")
        if source.made_from:
            lines.append(f"{source.column} is made from {', '.join(source.made_from)}")
    again = sum(len(seen) - 1 for keys in making.keys.values() for seen in keys.values())
    if again:
        lines.append(
            f"{again} row{'s have' if again > 1 else ' has'} the key of another row that differs, and a number after it"
        )
    return lines
