"""A load that is killed at any instant leaves the figures of before or of after, and the next one succeeds."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

import pytest

if __name__ != "__main__":
    from conftest import REPOSITORY, TODAY, copy_home, figures_now, forget, load, stored

    from pipelines import landing
    from warehouse import lock, versions

from sample_data.dirty_tools import STAYS, stay, write_csv

CAN_FORK = hasattr(os, "fork")
KILLS = 50 if CAN_FORK else 8
FIGURES_OF = ("2026-06",)

# Where a child kills itself: the function of the programme before or after which it is gone.
POINTS = {
    "while the file is copied": ("warehouse.writer", "shutil.copyfile", "after"),
    "before anything is landed": ("pipelines.landing", "keep", "before"),
    "when the bytes are landed and no manifest is": ("pipelines.landing", "Manifest.to_json", "before"),
    "when landed but not in the ledger": ("pipelines.landing", "commit", "before"),
    "between the ledger and publishing": ("pipelines.landing", "commit", "after"),
    "when the file is whole but still has its building name": ("warehouse.versions", "publish", "before"),
    "when the file has its name and the pointer is the old one": ("warehouse.versions", "write_atomically", "pointer"),
    "when the pointer is new and nothing was tidied": ("warehouse.versions", "prune", "before"),
    "while current records are built": ("warehouse.intake", "refresh", "before"),
    "while marts and cases are built": ("warehouse.build", "cases", "after"),
}  # fmt: skip
PUBLISHED = {"when the pointer is new and nothing was tidied"}
IN_LEDGER = PUBLISHED | {
    "between the ledger and publishing",
    "when the file is whole but still has its building name",
    "when the file has its name and the pointer is the old one",
}


def _die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _arm(point: str) -> None:
    """From now on this process kills itself, for real, where the point says."""
    import importlib

    module, name, when = POINTS[point]
    owner: Any = importlib.import_module(module)
    *parts, last = name.split(".")
    for part in parts:
        owner = getattr(owner, part)
    original = getattr(owner, last)

    def wrapped(*args: Any, **named: Any) -> Any:
        if when == "before" or (when == "pointer" and Path(args[0]).name == "current.json"):
            _die()
        answer = original(*args, **named)
        if when == "after":
            _die()
        return answer

    setattr(owner, last, wrapped)


def launch() -> None:
    """Imports everything once, then forks a child for each line on standard input and says when it began and ended."""
    from data_contracts.contract import contracts
    from pipelines import checking, sheets
    from pipelines.__main__ import main
    from pipelines.mapping import map_sheet
    from pipelines.reading import files
    from warehouse import registry, settings

    checking.warm_up()
    for measure in registry.measures().values():
        registry.check_sql(measure)
    registry.marts(), registry.warnings(), registry.fingerprint()
    grid = files.read("stays.csv", (",".join(STAYS) + "\r\nST1,C1,H1,2026-01-01,,remand\r\n").encode(), 1 << 20)[0]
    mapping = map_sheet("stays.csv", grid, contracts(), None)
    sheets.check_sheet("stays.csv", grid, mapping, contracts()["stays"], lambda reference: set(), settings.today())
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            os.environ["HEARTH_HOME"] = asked["home"]
            out = os.open(os.devnull, os.O_WRONLY)
            err = os.open(asked["stderr"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(err, 2)
            if asked["point"]:
                _arm(asked["point"])
            os._exit(main(asked["arguments"]))
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


class Launcher:
    """Runs `python -m pipelines` and kills it: forked from a warm process where that can be, else started anew."""

    def __init__(self) -> None:
        self._warm: subprocess.Popen[str] | None = None
        if CAN_FORK:
            self._warm = subprocess.Popen(
                [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY,
                env={**os.environ, "HEARTH_TODAY": TODAY},
            )  # fmt: skip
            assert self._read() == "ready"

    def _read(self) -> str:
        assert self._warm is not None and self._warm.stdout is not None
        line = self._warm.stdout.readline().strip()
        assert line, "the launcher is gone"
        return line

    def run(self, home: Path, *arguments: object, kill_after: float | None = None, point: str = "") -> tuple[int, str]:
        """Exit code (negative: the signal it died of) and standard error of one run."""
        words, stderr = [str(argument) for argument in arguments], home.parent / "stderr.txt"
        if self._warm is None:
            return self._start(home, words, kill_after)
        assert self._warm.stdin is not None
        asked = {"home": str(home), "arguments": words, "point": point, "stderr": str(stderr)}
        self._warm.stdin.write(json.dumps(asked) + "\n")
        self._warm.stdin.flush()
        child = int(self._read())
        timer = threading.Timer(kill_after, _kill, [child]) if kill_after is not None else None
        if timer:
            timer.start()
        code = int(self._read())
        if timer:
            timer.cancel()
        return code, stderr.read_text("utf-8")

    def _start(self, home: Path, words: list[str], kill_after: float | None) -> tuple[int, str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "pipelines", *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            cwd=REPOSITORY, env={**os.environ, "HEARTH_TODAY": TODAY, "HEARTH_HOME": str(home)},
        )  # fmt: skip
        try:
            _, said = process.communicate(timeout=kill_after)
            return process.returncode, said
        except subprocess.TimeoutExpired:
            process.kill()
            _, said = process.communicate()
            return -9, said

    def close(self) -> None:
        if self._warm is not None:
            assert self._warm.stdin is not None
            self._warm.stdin.close()
            self._warm.wait(timeout=30)


def _kill(child: int) -> None:
    """The child is killed; one that has just ended was waited for and is nobody's any more."""
    try:
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        return


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    started = Launcher()
    yield started
    started.close()


@pytest.fixture(scope="module")
def truths(small_loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """The file that is loaded, and the figures before and after it."""
    folder = tmp_path_factory.mktemp("killed")
    file = folder / "stays.csv"
    rows = [stay(97000 + number, f"2026-06-{number + 1:02d}", "", child_id=f"C000{number + 1}") for number in range(4)]
    write_csv(file, [STAYS, *rows])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEARTH_HOME", str(copy_home(small_loaded, folder / "home")))
        patch.setenv("HEARTH_TODAY", TODAY)
        before = figures_now(FIGURES_OF)
        assert load(file).code == 0
        after = figures_now(FIGURES_OF)
        forget()
    assert before != after
    return file, before, after


def ledger() -> set[str]:
    return {name for name, state in landing.states().items() if state == landing.STANDS}


def published() -> set[str]:
    return {name for (name,) in stored("select submission from meta.submission where is_standing")}


def check_whole(home: Path) -> None:
    """Landing holds what its ledger says, nobody holds the lock, and the version in force is a whole file."""
    for manifest in landing.standing():
        assert landing.data_of(manifest)
        for _, sha256 in manifest.sheets:
            assert landing.fingerprint((home / "landing" / "contracts" / f"{sha256}.yaml").read_bytes()) == sha256
    assert lock.holder() is None
    version = versions.current()
    assert version is not None and version.path.exists()
    assert published() <= ledger(), "what is shown was landed"


def check_finished(home: Path) -> None:
    """What is published is what the ledger says, and nothing half-built remains of earlier attempts."""
    assert published() == ledger()
    left = [path.name for path in (home / "warehouse").iterdir() if path.suffix not in (".duckdb", ".json")]
    assert left == []


def test_killed_at_any_moment_the_figures_are_those_before_or_after(
    launcher: Launcher, truths: tuple[Path, str, str], small_loaded: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, before, after = truths
    lasts = []
    for number in range(2):
        started = time.monotonic()
        code, said = launcher.run(copy_home(small_loaded, home.parent / f"whole-{number}"), "load", file)
        lasts.append(time.monotonic() - started)
        assert code == 0, said
    chance, moments = random.Random(20261104), Counter[str]()
    for number in range(KILLS):
        place = copy_home(small_loaded, home.parent / f"kill-{number}")
        monkeypatch.setenv("HEARTH_HOME", str(place))
        moment = (number + chance.random()) / KILLS * min(lasts) * 1.05
        code, said = launcher.run(place, "load", file, kill_after=moment)
        assert code in (0, -9) and "Traceback" not in said, said
        check_whole(place)
        now = figures_now(FIGURES_OF)
        assert now in (before, after), f"attempt {number}"
        assert now == after or code == -9
        moments["unpublished" if now == before else "published"] += 1
        moments["building" if list((place / "warehouse").glob("*.building")) else "not building"] += 1
        code, said = launcher.run(place, "load", file)
        assert code == 0, said
        assert figures_now(FIGURES_OF) == after, f"after attempt {number}"
        check_finished(place)
        forget()
    assert moments["unpublished"] >= KILLS // 4 and moments["building"] >= KILLS // 10, moments


@pytest.mark.skipif(not CAN_FORK, reason="a child that kills itself at a chosen point is forked")
@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_chosen_point(
    point: str, launcher: Launcher, truths: tuple[Path, str, str], small_home: Path
) -> None:
    file, before, after = truths
    code, said = launcher.run(small_home, "load", file, point=point)
    assert code == -9, said
    check_whole(small_home)
    assert figures_now(FIGURES_OF) == (after if point in PUBLISHED else before)
    assert ("S0009" in ledger()) == (point in IN_LEDGER)
    version = versions.current()
    assert version is not None and version.number == (2 if point in PUBLISHED else 1)
    code, said = launcher.run(small_home, "load", file)
    assert code == 0, said
    assert ("nothing changes" in said) == (point in IN_LEDGER)
    assert figures_now(FIGURES_OF) == after
    # What was landed but never stood was cleared away, and its number is free again.
    assert ledger() - {f"S{number:04d}" for number in range(1, 9)} == {"S0009"}
    if point not in PUBLISHED:
        check_finished(small_home)
    counts = "select added, amended, unchanged, quarantined from meta.sheet where dataset = 'stays' order by added"
    assert stored(counts) == [(4, 0, 0, 0), (25, 0, 0, 0)]


@pytest.mark.skipif(not CAN_FORK, reason="a child that kills itself at a chosen point is forked")
@pytest.mark.parametrize("point", ["between the ledger and publishing", "when landed but not in the ledger"])
def test_an_undo_that_was_killed_is_finished_by_asking_again(
    point: str, launcher: Launcher, truths: tuple[Path, str, str], small_home: Path
) -> None:
    file, before, after = truths
    assert launcher.run(small_home, "load", file)[0] == 0
    assert launcher.run(small_home, "undo", "S0009", point=point)[0] == -9
    assert figures_now(FIGURES_OF) == after
    code, said = launcher.run(small_home, "undo", "S0009")
    assert code == 0 and "is published without S0009" in said
    assert figures_now(FIGURES_OF) == before
    check_finished(small_home)


@pytest.mark.skipif(not CAN_FORK, reason="a child that kills itself at a chosen point is forked")
def test_another_file_finishes_a_load_that_was_killed_and_a_rebuild_does_too(
    launcher: Launcher, truths: tuple[Path, str, str], small_loaded: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, before, after = truths
    other = home.parent / "supervision.csv"
    write_csv(other, [["supervision_id", "staff_id", "kind", "status"], ["SV97100", "S0015", "group", "held"]])
    for number, arguments in enumerate((["load", other], ["rebuild"])):
        place = copy_home(small_loaded, home.parent / f"again-{number}")
        monkeypatch.setenv("HEARTH_HOME", str(place))
        assert launcher.run(place, "load", file, point="between the ledger and publishing")[0] == -9
        assert figures_now(FIGURES_OF) == before
        code, said = launcher.run(place, *arguments)
        assert code == 0, said
        assert figures_now(FIGURES_OF) == after
        check_finished(place)
        forget()


def test_a_command_of_its_own_process_killed_while_it_builds_leaves_the_figures(
    truths: tuple[Path, str, str], small_home: Path
) -> None:
    file, before, after = truths
    process = subprocess.Popen(
        [sys.executable, "-m", "pipelines", "load", str(file)], cwd=REPOSITORY, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while not list((small_home / "warehouse").glob("*.building")):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.005)
    process.kill()
    assert process.wait(timeout=30) != 0
    assert figures_now(FIGURES_OF) == before
    check_whole(small_home)
    assert load(file).code == 0
    assert figures_now(FIGURES_OF) == after
    check_finished(small_home)


if __name__ == "__main__":
    launch()
