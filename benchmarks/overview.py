"""The overview's script run, against drawing the same elements from constants.

    python -m benchmarks.overview [--runs 30] [--home HEARTH_HOME]

Both run in one process on the sample, in turn, under Streamlit's own script runner; printed are medians of the time
that a script run takes, and their ratios. The constant page is what one real run asked of Streamlit, call by call:
same elements, same order, same arguments, nothing read and nothing worked out.

- first on a version: no warehouse is open and nothing read from it is remembered
- a minute later: the warehouse is open; figures are counted again only where a deadline has run out meanwhile
- warm: everything a viewer needs is remembered
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.grid_container import GridContainer
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

ROOT = Path(__file__).parents[1]
SAMPLE, TODAY = ROOT / "sample_data" / "small", "2026-11-04"
CONSTANT = "from benchmarks.overview import draw_constants; draw_constants()"
ASKED = 1.5
_ENTER, _EXIT = "__enter__", "__exit__"

# What the real run asked for: on which result of an earlier call (None: the page), method, arguments, what it gave.
_calls: list[tuple[int | None, str, tuple, dict[str, Any], Any]] = []
# The same for what is around every page: its settings, the pages there are, and their groups by title of the page.
_settings: dict[str, Any] = {}
_pages: list[dict[str, Any]] = []
_groups: dict[str, list[str]] = {}


class _Recorder:
    """Notes the calls that a page makes to Streamlit, not those that Streamlit makes to itself."""

    def __init__(self) -> None:
        self.inside = False
        self.results: dict[int, int] = {}
        self.kept: list[Any] = []

    def around(self, name: str, call: Callable[..., Any], of_an_object: bool) -> Callable[..., Any]:
        """The same call, noted."""

        def noted(*args: Any, **kwargs: Any) -> Any:
            if self.inside or sys._getframe(1).f_globals["__name__"].startswith("streamlit."):
                return call(*args, **kwargs)
            self.inside = True
            try:
                given = call(*args, **kwargs)
            finally:
                self.inside = False
            on = self.results.get(id(args[0])) if of_an_object else None
            _calls.append((on, name, args[1:] if of_an_object else args, kwargs, given))
            if isinstance(given, DeltaGenerator) and name != _ENTER:
                self.kept.append(given)
                self.results[id(given)] = len(_calls) - 1
            return given

        return noted


def _drawing_methods() -> list[str]:
    public = [name for name in dir(DeltaGenerator) if not name.startswith("_")]
    return [name for name in public if callable(getattr(DeltaGenerator, name))] + [_ENTER, _EXIT]


@contextmanager
def _recording() -> Iterator[None]:
    """While this is open, what the page asks of Streamlit is kept in `_calls`."""
    recorder, put_back = _Recorder(), []

    def replace(owner: Any, name: str, of_an_object: bool) -> None:
        put_back.append((owner, name, owner.__dict__.get(name)))
        setattr(owner, name, recorder.around(name, getattr(owner, name), of_an_object))

    for name in _drawing_methods():
        if name in st.__dict__:
            replace(st, name, False)
        replace(DeltaGenerator, name, True)
    replace(GridContainer, "cell", True)
    make_page, navigate, settings = st.Page, st.navigation, st.set_page_config

    def page(draw: Callable[[], None], **kwargs: Any) -> Any:
        _pages.append(kwargs)
        return make_page(draw, **kwargs)

    def navigation(groups: dict[str, list[Any]], **kwargs: Any) -> Any:
        _groups.update({group: [page.title for page in pages] for group, pages in groups.items()})
        return navigate(groups, **kwargs)

    def set_page_config(**kwargs: Any) -> None:
        _settings.update(kwargs)
        settings(**kwargs)

    st.Page, st.navigation, st.set_page_config = page, navigation, set_page_config
    try:
        yield
    finally:
        st.Page, st.navigation, st.set_page_config = make_page, navigate, settings
        for owner, name, before in reversed(put_back):
            if before is None:
                delattr(owner, name)
            else:
                setattr(owner, name, before)


def draw_constants() -> None:
    """The constant app: settings, navigation and every call of the recorded run."""
    st.set_page_config(**_settings)
    pages = [st.Page(lambda: _replay(by_address), **kwargs) for kwargs in _pages]
    by_address, by_title = {page.url_path: page for page in pages}, {page.title: page for page in pages}
    groups = {group: [by_title[title] for title in titles] for group, titles in _groups.items()}
    st.navigation(groups, expanded=True).run()


def _replay(pages: dict[str, Any]) -> None:
    @st.fragment(run_every="30s")
    def look() -> None:
        pass

    look()
    results: dict[int, Any] = {}
    for place, (on, name, args, kwargs, given) in enumerate(_calls):
        owner = st if on is None else results[on]
        if name == "page_link":
            args = (pages[args[0].url_path], *args[1:])
        if name == "selectbox":
            st.session_state[kwargs["key"]] = given
        results[place] = getattr(owner, name)(*args, **kwargs)


class _Clock:
    """Times each script run, and keeps what it drew."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.drawn: list[str] = []
        run_script = LocalScriptRunner._run_script
        # A server compiles a script once; AppTest would do so for every run.
        compiled = ScriptCache()

        def timed(runner: Any, asked: Any) -> None:
            runner._script_cache = runner._pages_manager._script_cache = compiled
            started = time.perf_counter()
            run_script(runner, asked)
            self.seconds = time.perf_counter() - started
            self.drawn = [_element(message.delta) for message in runner.forward_msgs() if message.HasField("delta")]

        LocalScriptRunner._run_script = timed  # type: ignore[method-assign]

    def of(self, page: AppTest) -> float:
        """Seconds that one script run of the page takes."""
        page.run(timeout=120)
        if page.exception:
            raise SystemExit(f"The page failed: {page.exception[0].message}")
        return self.seconds


def _element(delta: Any) -> str:
    """An element or block as text, without the ids that differ between two scripts."""
    if not delta.HasField("new_element"):
        return f"block {delta.add_block.WhichOneof('type')}"
    element = delta.new_element
    kind = element.WhichOneof("type")
    return f"{kind} {getattr(getattr(element, kind), 'body', '')}"


def _forget() -> None:
    from warehouse import memory

    memory.close_all()


def _a_minute_later() -> None:
    from warehouse import settings

    later = settings.now_utc() + timedelta(minutes=1)
    settings.now_utc = lambda: later


def compare(runs: int) -> None:
    """Prints the medians of the three states of the real page, of the constant page, and the ratios."""
    clock = _Clock()
    real, constant = AppTest.from_file(str(ROOT / "app.py")), AppTest.from_string(CONSTANT)
    in_process = clock.of(real)
    with _recording():
        clock.of(real)
    same = clock.drawn
    clock.of(constant)
    if clock.drawn != same:
        different = [pair for pair in zip(same, clock.drawn, strict=False) if pair[0] != pair[1]]
        raise SystemExit(f"The constant page draws something else: {len(same)}, {len(clock.drawn)}, {different[:3]}")

    states: dict[str, Callable[[], None]] = {
        "first on a version": _forget, "a minute later": _a_minute_later, "warm": lambda: None
    }  # fmt: skip
    taken: dict[str, list[float]] = {name: [] for name in (*states, "constants")}
    for name, before in states.items():
        for _ in range(runs if name == "warm" else max(runs // 3, 3)):
            before()
            taken[name].append(clock.of(real))
            taken["constants"].append(clock.of(constant))
    median = {name: statistics.median(times) for name, times in taken.items()}
    print(f"The overview, {len(same)} elements and blocks; medians of {len(taken['warm'])} warm runs in turn")
    for name, seconds in median.items():
        ratio = "" if name == "constants" else f"  {seconds / median['constants']:5.2f} times the constants"
        print(f"  {name:20}{seconds * 1000:8.1f} ms{ratio}")
    print(f"  {'first in the process':20}{in_process * 1000:8.1f} ms")
    ratio = median["warm"] / median["constants"]
    print(f"  warm / constants: {ratio:.2f} (asked: under {ASKED}): {'held' if ratio < ASKED else 'NOT HELD'}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.overview")
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--home", type=Path, help="a HEARTH_HOME with data; without it the sample is loaded")
    asked = parser.parse_args()
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HEARTH_HOME"] = str(asked.home or folder)
        if asked.home is None:
            os.environ["HEARTH_TODAY"] = TODAY
            command = [sys.executable, "-m", "pipelines", "load", str(SAMPLE)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        compare(asked.runs)
        _forget()


if __name__ == "__main__":
    # The script of the constant page imports this module by its name; what was recorded must be there.
    from benchmarks import overview

    overview.main()
