"""One writer at a time: a lock that the operating system lets go of when its holder dies."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime

import filelock

from warehouse import settings

LOCK = "writing.lock"
HOLDER = "writing.json"


class Busy(Exception):
    """Another process is writing; the message names it."""


def holder() -> dict[str, str] | None:
    """Who is writing now: process, what it does and since when; None where nobody is."""
    path = settings.home() / LOCK
    if not path.exists():
        return None
    probe = filelock.FileLock(path)
    try:
        probe.acquire(timeout=0)
    except filelock.Timeout:
        return _read_holder()
    probe.release()
    return None


def _read_holder() -> dict[str, str]:
    try:
        return json.loads((settings.home() / HOLDER).read_text("utf-8"))
    except (OSError, ValueError):
        return {"process": "unknown", "doing": "writing", "since": "just now"}


@contextlib.contextmanager
def writing(doing: str, waiting: contextlib.AbstractContextManager[None] | None = None) -> Iterator[None]:
    """Nobody else writes inside this block; raises Busy, naming the holder, after waiting HEARTH_LOCK_WAIT seconds."""
    folder = settings.home()
    folder.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        wait = settings.number("HEARTH_LOCK_WAIT")
        try:
            with waiting or contextlib.nullcontext():
                lock.acquire(timeout=wait)
        except filelock.Timeout:
            found = _read_holder()
            raise Busy(
                f"Another load is writing: process {found['process']}, {found['doing']}, since {found['since']}. "
                f"It was waited for {wait} seconds; try again when it has finished (`python -m pipelines status`)."
            ) from None
    try:
        since = datetime.now(UTC).isoformat(timespec="seconds")
        (folder / HOLDER).write_text(
            json.dumps({"process": str(os.getpid()), "doing": doing, "since": since}), encoding="utf-8"
        )
        yield
    finally:
        with contextlib.suppress(OSError):
            (folder / HOLDER).unlink()
        lock.release()
