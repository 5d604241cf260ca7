"""The columns of a sheet that become rows: what each of their headings means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.profiling import dates, title
from pipelines.profiling.recognise import Found
from pipelines.reading.grid import Grid, Refused, column_letter
from pipelines.reading.layout import Table, is_blank, normal


@dataclass(frozen=True)
class Heading:
    """One column that becomes rows: its place, what its heading says, the day or month that it means."""

    place: int
    says: str
    day: date | None = None


def read(where: str, grid: Grid, found: Found, facts: dict[str, date], table: Table) -> list[Heading]:
    """The columns that become rows, those left out that hold nothing; each of them means another day or word."""
    unpivot = found.profile.unpivot
    if unpivot is None:
        return []
    header = grid.rows[found.header]
    if unpivot.columns == "months":
        made = _months(where, grid, found, table)
    elif unpivot.columns == "sessions":
        monday = next(iter(facts.values()))
        said = [(place, dates.session(header[place])) for place in found.spread]
        made = [Heading(place, one[1], monday + timedelta(days=one[0])) for place, one in said if one]
    else:
        listed = {normal(name): says for says, names in unpivot.listed for name in names}
        made = [Heading(place, listed[normal(header[place])]) for place in found.spread]
    seen: dict[tuple[str, date | None], int] = {}
    for heading in made:
        twin = seen.setdefault((heading.says, heading.day), heading.place)
        if twin != heading.place:
            letters = f"{column_letter(twin)} and {column_letter(heading.place)}"
            raise Refused(
                f"{where}, row {found.header + 1}: columns {letters} have the same heading; delete one of them."
            )
    return _filled(where, made, table)


def _filled(where: str, made: list[Heading], table: Table) -> list[Heading]:
    kept = [
        heading
        for heading in made
        if any(heading.place < len(row) and not is_blank(row[heading.place]) for row in table.rows)
    ]
    letters = [column_letter(heading.place) for heading in made if heading not in kept]
    if table.rows and not kept:
        raise Refused(
            f"{where}: columns {letters[0]} to {letters[-1]} hold nothing in any row; what a colour alone says cannot "
            "be read, so write it into the cells."
        )
    if letters and table.rows:
        table.said.append(f"column {', '.join(letters)} holds nothing in any row and gave none")
    return kept if table.rows else made


def _months(where: str, grid: Grid, found: Found, table: Table) -> list[Heading]:
    header = grid.rows[found.header]
    said = [(place, dates.month(header[place])) for place in found.spread]
    given = [(place, one) for place, one in said if one is not None]
    bare = [one[1] for _, one in given if one[0] is None]
    taken = iter(title.years(where, grid, found.header, bare) if bare else ())
    if bare:
        table.said.append("the year of the months was taken from the sheet's name or title")
    made = []
    for place, (year, month) in given:
        first = date(next(taken) if year is None else year, month, 1)
        made.append(Heading(place, f"{first:%Y-%m}", first))
    return made
