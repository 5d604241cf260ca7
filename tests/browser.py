"""A served dashboard and a real browser, as the browser tests use them."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, TODAY

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES = {"laptop": (1440, 900), "desk": (1920, 1080), "phone": (390, 844)}
PATIENCE = 60.0
# Streamlit says on the element around the app whether a script runs.
DRAWN = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
# Findings of axe that stock Streamlit has, each with the part of Streamlit's own page that every one of them lies in:
# the navigation nests its groups as a list within a list, and Vega names the marks of the line below a metric images.
STREAMLITS_OWN = {
    "list": '[data-testid="stSidebarNav"]',
    "listitem": '[data-testid="stSidebarNav"]',
    "svg-img-alt": '[data-testid="stMetricChart"]',
}
# What the program says with these words on purpose is not a figure gone missing.
MEANT = re.compile(r"None is needed|None on record")
GONE_WRONG = re.compile(r"\b(None|NaN|NaT|nan|Traceback|Error|undefined)\b")


def executable() -> str:
    """The Chromium of this machine; without one the test is skipped, and fails where CI is set."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        reason = f"no browser is installed: none of {', '.join(NAMES)} was found"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """A running browser; every test opens a context of its own in it."""
    path = executable()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("localhost", 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def served(home: Path, log: Path, warm: bool = True) -> Iterator[str]:
    """The address of a dashboard over this HEARTH_HOME; `warm=False` leaves out the visit that serve.py makes."""
    port = _free_port()
    command = ["serve.py", "--port", str(port)]
    if not warm:
        command = ["-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    settings = {**os.environ, "HEARTH_HOME": str(home), "HEARTH_TODAY": TODAY}
    with log.open("w", encoding="utf-8") as said:
        server = subprocess.Popen(
            [sys.executable, *command], cwd=REPOSITORY, env=settings, stdout=said, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
        try:
            _wait(server, port, log, warm)
            yield f"http://localhost:{port}"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=20)


def _wait(server: subprocess.Popen[bytes], port: int, log: Path, warm: bool) -> None:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last and server.poll() is None:
        if warm and "Hearth is open" in log.read_text("utf-8"):
            return
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2).close()
            if not warm:
                return
        time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text('utf-8')}")


@contextlib.contextmanager
def window(browser: Any, size: str = "laptop") -> Iterator[Any]:
    """An empty browser window of this size, as a new visitor has it."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True, locale="en-GB")
    context.set_default_timeout(PATIENCE / 2 * 1000)
    try:
        yield context.new_page()
    finally:
        context.close()


def visit(page: Any, address: str) -> Any:
    """The page once it stands complete."""
    page.goto(address)
    return drawn(page)


def drawn(page: Any) -> Any:
    """The page once its script has run, nothing is left of the run before, and every chart has its lines."""
    page.wait_for_selector(DRAWN)
    page.wait_for_function('!document.querySelector(\'[data-stale="true"], [data-testid="stSkeleton"]\')')
    page.wait_for_function(
        """[...document.querySelectorAll('[data-testid="stMetricChart"], [data-testid="stPlotlyChart"]')]
        .every(chart => chart.querySelector('svg'))"""
    )
    return page


def text(page: Any) -> str:
    """What a person reads on the page, beside the navigation."""
    return page.locator('[data-testid="stMain"]').inner_text()


def gone_wrong(page: Any) -> list[str]:
    """Lines, labels and table cells that show what no person should see.

    Left out are the labels that Vega itself gives to the points of the line below a metric.
    """
    labels = page.evaluate(
        "[...document.querySelectorAll('[aria-label], [alt]')].filter(at => !at.closest('[data-testid=stMetricChart]'))"
        ".map(at => at.ariaLabel || at.alt)"
    )
    cells = page.evaluate("[...document.querySelectorAll('canvas td')].map(cell => cell.textContent)")
    said = [*text(page).splitlines(), *labels, *cells]
    return [line for line in said if GONE_WRONG.search(MEANT.sub("", line or ""))]


def opened(page: Any) -> None:
    """Every line of the page that opens is open."""
    for line in page.locator('[data-testid="stExpander"] details:not([open]) > summary').all()[::-1]:
        line.click()
    page.locator('[data-testid="stExpander"] details:not([open])').first.wait_for(state="detached")
    drawn(page)


def fits(page: Any) -> None:
    """Nothing has to be scrolled sideways to be read, once charts have taken the width there is."""
    page.wait_for_function(
        "[document.documentElement, document.querySelector('[data-testid=\"stMain\"]')]"
        ".every(box => box.scrollWidth <= box.clientWidth)",
        timeout=5_000,
    )


def serious(page: Any) -> list[str]:
    """The serious and critical findings of axe that are not Streamlit's own.

    The window is made as high as the page for it: axe does not judge the contrast of what is scrolled away.
    """
    from axe_playwright_python.sync_playwright import Axe

    before, height = page.viewport_size, page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({**before, "height": max(height + 200, before["height"])})
    drawn(page)
    found = []
    for rule in Axe().run(page).response["violations"]:
        for node in rule["nodes"] if rule["impact"] in ("serious", "critical") else []:
            inside = STREAMLITS_OWN.get(rule["id"])
            own = inside and page.locator(node["target"][-1]).first.evaluate("(at, box) => !!at.closest(box)", inside)
            if not own:
                found.append(f"{rule['id']}: {node['html'][:200]}")
    page.set_viewport_size(before)
    return found
