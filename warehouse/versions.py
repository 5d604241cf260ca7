"""Published versions of the warehouse: numbered files that never change, and a pointer to the one in force."""

from __future__ import annotations

import contextlib
import json
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

from warehouse import settings

POINTER = "current.json"
_FINISHED = re.compile(r"warehouse-(\d+)\.duckdb$")


@dataclass(frozen=True)
class Version:
    """One published warehouse: its number, its file, and the UTC time it was published."""

    number: int
    path: Path
    published_at: str


def folder() -> Path:
    return settings.home() / "warehouse"


def current() -> Version | None:
    """The version in force, or None where nothing has been published yet."""
    try:
        found = json.loads((folder() / POINTER).read_text("utf-8"))
        return Version(found["version"], folder() / found["file"], found["published_at"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        # A damaged pointer points nowhere; landing has all that is needed to build a version again.
        return None


def next_path() -> tuple[int, Path]:
    """A number above every one ever published here, and the path that the file is built at until it is whole."""
    folder().mkdir(parents=True, exist_ok=True)
    numbers = [int(match[1]) for path in folder().iterdir() if (match := _FINISHED.search(path.name))]
    in_force = current()
    number = max([*numbers, in_force.number if in_force else 0]) + 1
    return number, folder() / f"warehouse-{number}.building"


def write_atomically(path: Path, data: bytes) -> None:
    """The file at `path` holds `data` or what it held before, whatever moment the process is killed at."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    replace(part, path)


def replace(source: Path, target: Path) -> None:
    """`target` is now what `source` was; tries again where a reader on Windows holds the target for a moment."""
    for attempt in range(50):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if attempt == 49:
                raise
            time.sleep(0.05)


def publish(number: int, building: Path) -> Version:
    """The finished file at `building` is the version in force for every reader that opens from now on."""
    finished = building.with_name(f"warehouse-{number}.duckdb")
    with building.open("rb+") as handle:
        os.fsync(handle.fileno())
    replace(building, finished)
    published_at = settings.now_utc().isoformat(timespec="seconds")
    pointer = {"version": number, "file": finished.name, "published_at": published_at}
    write_atomically(folder() / POINTER, json.dumps(pointer).encode())
    return Version(number, finished, published_at)


def prune(keep: int) -> None:
    """Only the version in force and the newest others, `keep` in all, remain, and nothing half-built.

    A file that a reader still holds is left for the next time.
    """
    in_force = current()
    if in_force is None:
        return
    finished = sorted((int(match[1]), path) for path in folder().iterdir() if (match := _FINISHED.search(path.name)))
    others = [path for number, path in finished if number != in_force.number]
    # A number above the one in force was finished but never published: the process was killed before the pointer.
    orphans = [path for number, path in finished if number > in_force.number]
    old = [path for path in others if path not in orphans]
    doomed = orphans + old[: max(0, len(old) - (keep - 1))]
    doomed += [path for path in folder().iterdir() if ".building" in path.name or path.name.endswith(".part")]
    for path in doomed:
        with contextlib.suppress(OSError):
            path.unlink()
