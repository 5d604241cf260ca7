"""What the tests share: a HEARTH_HOME of their own, commands as a person runs them, and what a warehouse answers."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

REPOSITORY = Path(__file__).parent.parent
SMALL = REPOSITORY / "sample_data" / "small"
DIRTY = REPOSITORY / "sample_data" / "dirty"
TODAY = "2026-11-04"
PERIODS = ("2025-26", "2026-27-Q1", "2026-06", "2026-10")


@dataclass(frozen=True)
class Answer:
    """What a command answered: exit code, standard output and standard error."""

    code: int
    stdout: str
    stderr: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows that `--format json` printed; fails where anything else stands on standard output."""
        return json.loads(self.stdout)

    @property
    def table(self) -> list[dict[str, str]]:
        """The rows that `--format csv` printed."""
        return list(csv.DictReader(io.StringIO(self.stdout)))


Call = Callable[..., Answer]


def run(module: str, *args: object, **settings: str) -> Answer:
    """`python -m module args` in a process of its own, with these settings beside those of the test."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, args)], cwd=REPOSITORY, env={**os.environ, **settings},
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout, done.stderr)


def call(*args: object) -> Answer:
    """`python -m pipelines args` in this process, which has imported everything once."""
    from pipelines.__main__ import main

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main([str(arg) for arg in args])
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Answer(code, out.getvalue(), err.getvalue())


def load(*args: object) -> Answer:
    """`python -m pipelines load args --format json` in this process."""
    return call("load", *args, "--format", "json")


def forget() -> None:
    """No warehouse is held open in this process and nothing read from one is remembered."""
    from warehouse import memory

    memory.close_all()


def copy_home(source: Path, target: Path) -> Path:
    """A HEARTH_HOME like the one at `source`, without its lock."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("writing.*"))
    return target


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under the folder and its bytes; the empty lock file, which holds nothing, left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "writing.lock"
    }


def stored(sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Rows of the warehouse file in force, read as the programme's own readers read it."""
    from warehouse import versions
    from warehouse.engine import open_reader

    version = versions.current()
    assert version is not None
    database = open_reader(version.path)
    try:
        return database.rows(sql, list(parameters) or None)
    finally:
        database.close()


def _as_text(frame: pd.DataFrame, by: list[str] | None = None) -> str:
    if by:
        frame = frame.sort_values(by, kind="stable")
    return frame.to_csv(index=False, date_format="%Y-%m-%d %H:%M:%S")


def figures_now(periods: tuple[str, ...] = PERIODS) -> str:
    """All measures of these periods, by service and by home, as the version in force gives them."""
    from warehouse.periods import parse
    from warehouse.session import LOCAL, open_session

    session = open_session(LOCAL)
    return "".join(_as_text(session.figures(parse(period), by=by)) for period in periods for by in ("service", "home"))


def cases_now(period: str = "2024-11-01..2026-11-03") -> str:
    """The cases of all measures, each with the file, sheet and row it comes from."""
    from warehouse.periods import parse
    from warehouse.session import LOCAL, open_session

    session = open_session(LOCAL)
    parts = [session.cases(name, parse(period)).astype(str) for name in session.measures()]
    return "".join(_as_text(part, list(part.columns)) for part in parts)


def issues_now() -> str:
    """What waits, was quarantined or is doubtful, by file instead of by the number of its submission."""
    from warehouse.session import LOCAL, open_session

    found = open_session(LOCAL).issues().drop(columns="submission").astype(str)
    return _as_text(found, list(found.columns))


def current_now() -> str:
    """Every current table, by file instead of by the number of the submission."""
    from data_contracts.contract import contracts
    from warehouse import versions
    from warehouse.engine import open_reader

    version = versions.current()
    assert version is not None
    database = open_reader(version.path)
    try:
        parts = []
        for name in contracts():
            frame = database.frame(
                f'select rows.* exclude (submission), submission.file from "{name}" as rows '
                "join meta.submission as submission on submission.submission = rows.submission"
            ).astype(str)
            parts.append(f"{name}\n" + _as_text(frame, list(frame.columns)))
        return "".join(parts)
    finally:
        database.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty HEARTH_HOME, on a fixed day."""
    folder = tmp_path / "home"
    monkeypatch.setenv("HEARTH_HOME", str(folder))
    monkeypatch.setenv("HEARTH_TODAY", TODAY)
    yield folder
    forget()


@pytest.fixture(scope="session")
def small_loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A HEARTH_HOME into which sample_data/small was loaded, once for all tests; copied, never changed."""
    folder = tmp_path_factory.mktemp("small") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTH_HOME", str(folder))
        patch.setenv("HEARTH_TODAY", TODAY)
        answer = call("load", SMALL, "--by", "Ada Manager", "--format", "json")
        forget()
    assert answer.code == 0, answer.stderr
    assert all(row["rows_read"] == row["added"] for row in answer.rows)
    return folder


@pytest.fixture
def small_home(home: Path, small_loaded: Path) -> Path:
    """A HEARTH_HOME of the test's own that holds sample_data/small."""
    return copy_home(small_loaded, home)
