"""Single cells as a profile reads them: words for values, styles of dates, several ids in one, several dates in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from data_contracts.contract import Column
from data_contracts.profile import Source, Unpivot, Word
from pipelines import values
from pipelines.profiling import dates
from pipelines.reading.layout import is_blank

_PARTED = re.compile(r"\s*(?:[;,&+\n]|\band\b)\s*")
FORM, STYLE, WORD, CODE = "form", "date_style", "word", "code"


@dataclass(slots=True)
class Cell:
    """What one cell became: a value, what is wrong with it (a fault's name), other columns that it fills."""

    value: Any
    fault: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    is_outside: bool = False


@dataclass
class Reader:
    """Reads the cells of one column of the dataset, each different one once, and remembers what it did by itself."""

    source: Source
    column: Column
    is_1904: bool | None
    had_two_digits: bool = False
    has_split: bool = False
    _known: dict[Any, tuple[Cell, ...]] = field(default_factory=dict)

    def read(self, cell: Any) -> tuple[Cell, ...]:
        """One value; several where the profile splits a cell of one column into rows."""
        key = (cell.__class__, cell)
        if key not in self._known:
            self._known[key] = tuple(self._parts(cell))
        return self._known[key]

    def _parts(self, cell: Any) -> Iterator[Cell]:
        if not self.source.split or not isinstance(cell, str):
            yield self._one(cell)
            return
        between = "|".join(
            rf"\s+{re.escape(mark)}\s+" if mark.isalpha() else rf"\s*{re.escape(mark)}\s*" for mark in self.source.split
        )
        parts = [part.strip() for part in re.split(between, cell.strip()) if part.strip()]
        self.has_split = self.has_split or len(parts) > 1
        if self.column.type == "list":
            yield self._one(";".join(parts))
        else:
            yield from map(self._one, parts or [cell])

    def _one(self, cell: Any) -> Cell:
        if is_blank(cell):
            return Cell(None)
        if self.source.values:
            said = values.text(cell)
            meant = {_folded(said): meaning for said, meaning in self.source.values}
            if isinstance(said, str) and _folded(said) in meant:
                cell = meant[_folded(said)]
        if self.source.pattern is not None:
            said = values.text(cell)
            if not isinstance(said, str) or not re.fullmatch(self.source.pattern, said):
                return Cell(cell, f"{FORM} {self.source.column}")
        if self.source.dates and isinstance(cell, str) and not is_blank(cell):
            found = dates.read(cell, self.source.dates)
            if found is None:
                return Cell(cell, STYLE)
            self.had_two_digits = self.had_two_digits or found.had_two_digits
            return Cell(found.value)
        return Cell(cell)


def _folded(said: str) -> str:
    return said.replace("\xa0", " ").strip().casefold()


@dataclass
class SpreadReader:
    """Reads the cells that become rows; `nothing_said` are the words among them that say there is nothing to load."""

    unpivot: Unpivot
    is_1904: bool | None
    nothing_said: dict[str, int] = field(default_factory=dict)
    had_two_digits: bool = False

    def read(self, cell: Any, month: date | None) -> list[Cell]:
        """The rows that one cell gives, in order; none where it says that there is nothing."""
        if is_blank(cell):
            return [Cell(None)] if self.unpivot.is_blank_a_row else []
        if self.unpivot.cells == "value":
            word = self._meaning(cell)
            return [Cell(cell)] if word is None else self._said(word, cell)
        found = [one for part in self._parts(cell) for one in self._rows(part, month)]
        return [one for number, one in enumerate(found) if one not in found[:number]]

    def _rows(self, part: Any, month: date | None) -> list[Cell]:
        day = self._date(part, month)
        if day is not None:
            return [day]
        word = self._meaning(part)
        return [Cell(part, CODE)] if word is None else self._said(word, part)

    def _parts(self, cell: Any) -> list[Any]:
        """The dates of one cell; a word of the profile that has a separator in it stays whole."""
        if not isinstance(cell, str) or self._meaning(cell) is not None:
            return [cell]
        return [part for part in _PARTED.split(cell.strip()) if part]

    def _meaning(self, cell: Any) -> Word | None:
        said = "yes" if cell is True else cell
        if not isinstance(said, str):
            return None
        return next((word for word in self.unpivot.words if _folded(said) in map(_folded, word.says)), None)

    def _said(self, word: Word, cell: Any) -> list[Cell]:
        if word.gives == "nothing":
            said = next((said for said in word.says if _folded(said) == _folded(str(cell))), word.says[0])
            self.nothing_said[said] = self.nothing_said.get(said, 0) + 1
            return []
        return (
            [Cell(cell, f"{WORD} {word.says[0]}")] if word.gives == "set_aside" else [Cell(None, columns=word.columns)]
        )

    def _date(self, cell: Any, month: date | None) -> Cell | None:
        day: Any
        if isinstance(cell, str):
            found = dates.read(cell, self.unpivot.dates, month)
            if found is None:
                return None
            self.had_two_digits = self.had_two_digits or found.had_two_digits
            day = found.value.date() if isinstance(found.value, datetime) else found.value
        else:
            day = values.day(cell, self.is_1904)
            if day is values.UNREADABLE:
                return None
        return Cell(day, is_outside=month is not None and (day.year, day.month) != (month.year, month.month))
