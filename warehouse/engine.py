"""The one place that knows DuckDB: opening files, running SQL, handing frames in and out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

EngineError = duckdb.Error
Parameters = Sequence[Any] | Mapping[str, Any] | None


class Database:
    """An open warehouse file: SQL in, rows out. Values always travel as parameters, never inside the SQL."""

    def __init__(self, path: Path | None, *, read_only: bool) -> None:
        # Files are only read by this release, so they need not be written as older ones could read them.
        config: dict[str, Any] = {
            "threads": 2, "enable_external_access": False, "storage_compatibility_version": "latest",
        }  # fmt: skip
        if path is None:
            self._connection = duckdb.connect(":memory:", config=config)
        else:
            self._connection = duckdb.connect(str(path), read_only=read_only, config=config)
        self._connection.execute("set enable_progress_bar = false")

    def run(self, sql: str, parameters: Parameters = None) -> None:
        """The statement has been carried out."""
        self._connection.execute(sql, parameters)

    def frame(self, sql: str, parameters: Parameters = None) -> pd.DataFrame:
        """The rows of a select as a frame."""
        return self._connection.execute(sql, parameters).fetch_df()

    def rows(self, sql: str, parameters: Parameters = None) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, parameters).fetchall()

    def value(self, sql: str, parameters: Parameters = None) -> Any:
        """The first column of the first row, or None where there is no row."""
        row = self._connection.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def columns(self, select: str) -> list[str]:
        """The names of the columns that a select gives."""
        return [row[0] for row in self._connection.execute(f"describe {select}").fetchall()]

    @contextlib.contextmanager
    def given(self, **frames: pd.DataFrame) -> Iterator[None]:
        """Inside the block each frame can be read as a table of its name."""
        for name, frame in frames.items():
            self._connection.register(name, frame)
        try:
            yield
        finally:
            for name in frames:
                self._connection.unregister(name)

    def cursor(self) -> Database:
        """A second hand on the same file, for another thread."""
        other = object.__new__(Database)
        other._connection = self._connection.cursor()
        return other

    def close(self) -> None:
        self._connection.close()


def open_reader(path: Path) -> Database:
    """A published version, which cannot be changed through this connection."""
    return Database(path, read_only=True)


def open_writer(path: Path) -> Database:
    """A file that is being built and that nobody else has open."""
    return Database(path, read_only=False)


def in_memory() -> Database:
    """An empty database that is gone when it is closed: for worked examples."""
    return Database(None, read_only=False)
