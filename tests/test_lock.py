"""One writer at a time: others wait and are told who writes, readers never notice, and the dead hold nothing."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY, Answer, call, figures_now, load, stored

from sample_data.dirty_tools import STAYS, SUPERVISION, stay, supervision, write_csv
from warehouse import lock, versions

HOLDER = """
import sys
from warehouse import lock
with lock.writing("load of the holder"):
    print("holding", flush=True)
    sys.stdin.readline()
"""
FIGURES_OF = ("2026-06",)


@contextlib.contextmanager
def holding() -> Iterator[subprocess.Popen[str]]:
    """Another process holds the lock until it is let go at the end of the block, or killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER], cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "holding"
        yield process
    finally:
        process.kill()
        process.communicate()


def let_go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.wait(timeout=30) == 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "stays.csv"
    write_csv(path, [STAYS, stay(98001, "2026-06-04", "", child_id="C0001")])
    return path


def test_a_second_load_waits_for_the_lock_and_then_succeeds(small_home: Path, file: Path) -> None:
    answers: list[Answer] = []
    with holding() as process:
        waiting = threading.Thread(target=lambda: answers.append(load(file)))
        waiting.start()
        time.sleep(2.0)
        assert answers == [] and waiting.is_alive()
        assert stored("select count(*) from stays where stay_id = 'ST98001'") == [(0,)]
        let_go(process)
        waiting.join(timeout=60)
    assert [answer.code for answer in answers] == [0]
    assert stored("select count(*) from stays where stay_id = 'ST98001'") == [(1,)]


@pytest.mark.parametrize("command", ["load", "undo", "rebuild", "dry run"])
def test_whoever_may_not_wait_is_told_who_writes_and_what(
    command: str, small_home: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARTH_LOCK_WAIT", "1")
    arguments = {"load": ("load", file), "undo": ("undo", "S0001"), "rebuild": ("rebuild",),
                 "dry run": ("load", file, "--dry-run")}[command]  # fmt: skip
    with holding() as process:
        started = time.monotonic()
        answer = call(*arguments)
        waited = time.monotonic() - started
        assert answer.code == 1
        assert f"process {process.pid}, load of the holder, since " in answer.stderr
        assert "waited for 1 seconds" in answer.stderr and "status" in answer.stderr
        assert len(answer.stderr.splitlines()) == 1
        assert 1 <= waited < 10
    version = versions.current()
    assert version is not None and version.number == 1
    assert not list((small_home / "warehouse").glob("*.building*"))


def test_status_shows_the_holder_while_there_is_one(small_home: Path) -> None:
    def writing() -> str:
        (row,) = [row for row in call("status", "--format", "json").rows if row["what"] == "writing"]
        return row["state"]

    assert writing() == "nobody"
    with holding() as process:
        assert re.fullmatch(
            rf"process {process.pid}, load of the holder, since \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", writing()
        )
        # Asking who writes takes the lock from nobody.
        assert process.poll() is None
        assert lock.holder() is not None
        let_go(process)
        assert writing() == "nobody"


def test_a_holder_that_was_killed_lets_go(small_home: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTH_LOCK_WAIT", "0")
    with holding() as process:
        assert load(file).code == 1
        process.kill()
        process.wait(timeout=30)
        assert (small_home / lock.HOLDER).exists(), "what the dead wrote of itself remains, and deceives nobody"
        assert lock.holder() is None
        assert load(file).code == 0
    assert not (small_home / lock.HOLDER).exists()


def test_two_loads_at_once_both_succeed_while_readers_are_answered(
    small_home: Path, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "supervision.csv"
    write_csv(other, [SUPERVISION, supervision(98002, "2026-06-12")])
    before, seen, numbers = figures_now(FIGURES_OF), set[str](), [1]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "pipelines", "load", str(path)], cwd=REPOSITORY, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, env=dict(os.environ),
        )
        for path in (file, other)
    ]  # fmt: skip
    answered = 0
    while any(process.poll() is None for process in processes):
        version = versions.current()
        assert version is not None
        numbers.append(version.number)
        seen.add(figures_now(FIGURES_OF))
        answered += 1
        time.sleep(0.02)
    said = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert answered > 20 and numbers == sorted(numbers)
    after = figures_now(FIGURES_OF)
    assert after != before and before in seen
    version = versions.current()
    assert version is not None and version.number == 3
    assert stored("select count(*) from meta.submission where is_standing") == [(10,)]
    # Figures that were seen are those of the three versions, never of anything between them.
    assert len(seen | {after}) <= 3


def test_a_reader_that_holds_a_version_finishes_on_it(small_home: Path, file: Path) -> None:
    from warehouse.periods import parse
    from warehouse.session import LOCAL, open_session

    session = open_session(LOCAL)
    earlier = session.homes()
    before = session.figures(parse("2026-06"))
    assert load(file).code == 0
    assert not session.is_current()
    assert session.homes().equals(earlier)
    assert session.figures(parse("2026-06")).equals(before)
    assert len(session.children()) + 1 == len(open_session(LOCAL).children())
    assert not open_session(LOCAL).figures(parse("2026-06")).equals(before)
