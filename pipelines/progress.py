"""A progress bar on standard error while a person watches, and nothing where nobody does."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from tqdm import tqdm


@contextlib.contextmanager
def steps(title: str) -> Iterator[Callable[[str], None]]:
    """Inside the block each call names what is being done now; shown only on a terminal."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    with tqdm(desc=title, unit=" steps", bar_format="{desc}: {n} {bar:20} {elapsed} {postfix}", leave=False) as bar:

        def step(name: str) -> None:
            bar.set_postfix_str(name)
            bar.update()

        yield step
