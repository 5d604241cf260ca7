"""Homes, children, staff and the data as data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from warehouse import (
    memory,
    people,
    trail,
)  # fmt: skip
from warehouse.session.asking import Asking


class OfRecords(Asking):
    """Who and what the homes in scope have on record, and where it came from."""

    def homes(self) -> pd.DataFrame:
        """A row a home in scope, by name: what it is and how many children live there tonight."""
        return self._kept(people.homes, self.scope, self.today)

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

    def submissions(self) -> pd.DataFrame:
        """A row a sheet of every submission, newest first: who, when, what came of it."""
        return self._kept(trail.submissions)

    def issues(self) -> pd.DataFrame:
        """The quarantined, waiting and doubtful rows of standing submissions, never with a personal value."""
        return self._kept(trail.issues, self.today)

    def expectations(self) -> pd.DataFrame:
        """Each expectation of the standing submissions with how many rows it checked and how many failed."""
        return self._kept(trail.expectations)
