"""The dashboard as people meet it: real servers, a real browser, the mouse."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import SIZES, chromium, drawn, fits, gone_wrong, opened, serious, served, text, visit, window
from conftest import TODAY, copy_home, run

from sample_data.dirty_tools import write_csv
from warehouse.registry import measures, on_overview

MEASURE, PERIOD, HOME = "attendance_pct", "2026-27-Q2", "H01"
HOME_NAME, OTHER_HOME, CHILD_NAME, CHILD = "Birch House", "Rowan Lodge", "Umar Asare", "C0011"
BOOKMARK = f"/one-measure?measure={MEASURE}&period={PERIOD}&home={HOME}"
PAGES = {
    "overview": "/",
    "overview of a home": f"/?home={HOME}&period=2026-10",
    "scorecard": f"/all-series?period={PERIOD}",
    "scorecard of every series": f"/all-series?series=all&home={HOME}",
    "scorecard of signals": "/all-series?series=signal",
    "measure": BOOKMARK,
    "measure that counts": "/one-measure?measure=restraint_n",
    "quality standard": "/by-quality-standard?standard=12&period=2026-27-Q2",
    "quality standard of a home": f"/by-quality-standard?standard=13&home={HOME}",
    "quality standard without a measure": "/by-quality-standard?standard=9",
    "deadlines": "/what-is-due",
    "deadlines of a home": f"/what-is-due?home={HOME}&period=2026-10",
    "deadlines by home": "/what-is-due?by=home",
    "deadlines of one kind": "/what-is-due?by=kind&deadline=Fire+drill",
    "themes": "/when-and-where?period=2025-26",
    "themes of a home": f"/when-and-where?kind=missing&home={HOME}&period=2025-26",
    "themes of nothing": "/when-and-where?kind=bullying&period=2019-06",
    "homes": "/one-home",
    "home": f"/one-home?home={HOME}",
    "children": "/one-child",
    "child": f"/one-child?child={CHILD}",
    "data quality": "/data",
    "submissions": "/data?part=Submissions",
    "checks": "/data?part=Checks",
    "definitions": f"/how-it-is-counted?measure={MEASURE}",
    "indicators": "/how-it-is-counted?about=The+21+indicators",
    "contracts": "/how-it-is-counted?about=Data+accepted",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def base(browser: Any, small_loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard over the sample, which nobody changes."""
    folder = tmp_path_factory.mktemp("served")
    with served(copy_home(small_loaded, folder / "home"), folder / "log") as address:
        yield address


@pytest.fixture(scope="module")
def before_any_load(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard into which nothing was ever loaded."""
    folder = tmp_path_factory.mktemp("nothing")
    with served(folder / "home", folder / "log") as address:
        yield address


@pytest.fixture(scope="module")
def laptop(browser: Any) -> Iterator[Any]:
    with window(browser, "laptop") as page:
        yield page


@pytest.fixture(scope="module")
def phone(browser: Any) -> Iterator[Any]:
    with window(browser, "phone") as page:
        yield page


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """The window of a visitor who has never been here."""
    with window(browser) as opened:
        yield opened


def title(page: Any, name: str) -> None:
    """The page with this title stands complete."""
    page.get_by_role("heading", level=1, name=name, exact=True).wait_for()
    drawn(page)


def pick(page: Any, label: str, option: str) -> None:
    """This option is picked with the mouse, and the page drawn for it."""
    before = page.url
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_function("before => location.href !== before", arg=before)
    drawn(page)


def read_well(page: Any) -> None:
    assert gone_wrong(page) == []
    fits(page)


def test_a_row_of_the_scorecard_leads_to_its_measure(base: str, page: Any) -> None:
    visit(page, f"{base}/all-series?period={PERIOD}")
    title(page, "Scorecard")
    place = page.get_by_test_id("stDataFrame").locator("canvas").first.bounding_box()
    # Below the line of headings, 36 points high, the box of the first row.
    page.mouse.click(place["x"] + 16, place["y"] + 36 + 15)
    first = next(iter(on_overview().values()))
    title(page, first.title)
    assert f"measure={first.measure}" in page.url and f"period={PERIOD}" in page.url


def test_from_the_overview_to_a_file_with_the_mouse(base: str, page: Any, small_loaded: Path, tmp_path: Path) -> None:
    visit(page, base)
    page.get_by_role("link", name=measures()[MEASURE].title).last.click()
    title(page, measures()[MEASURE].title)
    page.get_by_role("link", name=HOME_NAME).first.click()
    title(page, HOME_NAME)
    page.get_by_role("link", name=CHILD_NAME).first.click()
    title(page, CHILD_NAME)
    assert "Life here" in text(page) and "Moved in" in text(page)
    page.get_by_role("link", name=HOME_NAME).click()
    title(page, HOME_NAME)
    page.get_by_role("link", name=measures()[MEASURE].title).last.click()
    title(page, measures()[MEASURE].title)
    assert f"home={HOME}" in page.url and f"period={PERIOD}" in page.url and f"in {HOME_NAME}" in text(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Download these records").click()
    saved = tmp_path / started.value.suggested_filename
    started.value.save_as(saved)

    assert saved.name == f"hearth-{MEASURE}-{PERIOD}-{HOME}.csv"
    assert saved.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(saved.read_text("utf-8-sig").splitlines()))
    asked = ("--measure", MEASURE, "--period", PERIOD, "--home", HOME, "--format", "csv")
    told = run("warehouse", "cases", *asked, HEARTH_HOME=str(small_loaded), HEARTH_TODAY=TODAY).table
    assert len(rows) == len(told) > 0
    assert {(row["File"], row["Row"]) for row in rows} == {(row["file"], row["row"]) for row in told}
    counted = measures()[MEASURE]
    for heading, column in ((counted.numerator, "numerator"), (counted.denominator or "", "denominator")):
        there = sum(float(row[f"{heading[:1].upper()}{heading[1:]}"] or 0) for row in rows)
        assert there == sum(float(row[column] or 0) for row in told) > 0
        assert f"{there:.0f} {heading}" in text(page), "the file adds up to the figure on the page"


def test_the_address_keeps_home_and_period(base: str, page: Any) -> None:
    visit(page, base)
    pick(page, "Home", OTHER_HOME)
    pick(page, "Period", "September 2026")
    assert page.url.endswith("/?home=H02&period=2026-09")
    shown = text(page)
    assert shown.count(OTHER_HOME) and "September 2026" in shown
    page.reload()
    assert text(drawn(page)) == shown
    page.go_back()
    page.get_by_text("July to September 2026, with").wait_for(state="attached")
    assert page.url.endswith("/?home=H02") and OTHER_HOME in text(drawn(page))
    page.go_back()
    page.get_by_text("2 homes ·").wait_for()
    assert page.url.rstrip("/") == base


def test_the_kind_of_theme_is_in_the_address_and_its_file_holds_what_is_shown(
    base: str, page: Any, tmp_path: Path
) -> None:
    visit(page, f"{base}/when-and-where?kind=weather&period=2025-26")
    assert "incidents in all homes" in text(page)
    page.get_by_role("radio", name="Restraints").click()
    page.get_by_text("restraints in all homes").wait_for()
    assert "kind=restraint" in page.url
    shown = page.get_by_test_id("stMetricValue").inner_text()
    opened(drawn(page))
    with page.expect_download() as started:
        page.get_by_role("button", name="Download these counts").click()
    started.value.save_as(tmp_path / "saved.csv")
    rows = list(csv.DictReader((tmp_path / "saved.csv").read_text("utf-8-sig").splitlines()))
    assert int(shown) > 0 and {row["Picture"] for row in rows} >= {"When it began", "Where", "In which home"}
    for picture in {row["Picture"] for row in rows}:
        assert sum(int(row["Restraints"]) for row in rows if row["Picture"] == picture) == int(shown), picture
    page.get_by_role("link", name="Restraints: figure and records").click()
    title(page, measures()["restraint_n"].title)
    assert "period=2025-26" in page.url and f"{shown} restraints" in text(page)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/?home=H99", "a home that is not here, so all homes are shown"),
        ("/?period=last+week", "a period that cannot be read, so July to September 2026 is shown"),
        ("/?period=2039-04", "a period far from any data, so July to September 2026 is shown"),
        ("/one-measure?measure=weather", "a measure that is not here"),
        ("/by-quality-standard?standard=15", "a quality standard that is not here, so regulation 6 is shown"),
        ("/one-home?home=<b>", "a home that is not here"),
        ("/one-child?child=C9999", "a child who is not here, so every child is listed"),
    ],
)
def test_what_is_not_here_is_said_in_a_sentence(base: str, laptop: Any, address: str, said: str) -> None:
    visit(laptop, base + address)
    assert said in text(laptop)
    read_well(laptop)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_well_on_every_screen(base: str, laptop: Any, phone: Any, name: str) -> None:
    laptop.set_viewport_size(dict(zip(("width", "height"), SIZES["laptop"], strict=True)))
    visit(laptop, base + PAGES[name])
    if name in ("measure", "child"):
        opened(laptop)
    read_well(laptop)
    assert serious(laptop) == []
    laptop.set_viewport_size(dict(zip(("width", "height"), SIZES["desk"], strict=True)))
    read_well(laptop)
    visit(phone, base + PAGES[name])
    read_well(phone)


def test_before_any_load_the_page_says_what_to_do(before_any_load: str, laptop: Any, phone: Any) -> None:
    for page in (laptop, phone):
        visit(page, before_any_load)
        title(page, "Welcome to Hearth")
        assert "python -m pipelines load FOLDER" in text(page)
        read_well(page)
        assert serious(page) == []
    visit(laptop, before_any_load + BOOKMARK)
    title(laptop, "Welcome to Hearth")


def test_plotly_comes_with_the_page_of_a_measure_and_not_before(base: str, page: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.lower()))
    visit(page, base)
    page.wait_for_load_state("networkidle")
    assert asked and not [url for url in asked if "plotly" in url]
    page.get_by_role("link", name=measures()[MEASURE].title).click()
    title(page, measures()[MEASURE].title)
    page.locator(".js-plotly-plot").first.wait_for()
    assert [url for url in asked if "plotly" in url]


def test_the_name_of_a_page_file_shows_nothing(browser: Any, small_loaded: Path, tmp_path: Path) -> None:
    """Nobody has opened the app, so Streamlit itself answers under the file names: the files only define."""
    files = (
        "overview",
        "deadlines",
        "scorecard",
        "measure",
        "quality_standards",
        "themes",
        "home",
        "child",
        "data_quality",
        "definitions",
        "welcome",
    )
    home = copy_home(small_loaded, tmp_path / "home")
    with served(home, tmp_path / "log", warm=False) as address, window(browser) as page:
        for name in files:
            visit(page, f"{address}/{name}?child={CHILD}&home={HOME}")
            assert text(page).strip() == "", name
            assert not re.search(rf"\d|{HOME_NAME}|{CHILD_NAME}", page.locator("body").inner_text()), name
        page.goto(f"{address}/parts/cards")
        assert page.locator("body").inner_text().strip() == ""
        visit(page, address)
        title(page, "Overview")


def test_an_open_page_tells_of_newer_figures(browser: Any, small_loaded: Path, tmp_path: Path) -> None:
    """Its first visitor comes by a bookmark; then a home without stays is loaded while the overview is open."""
    home = copy_home(small_loaded, tmp_path / "home")
    write_csv(
        tmp_path / "homes.csv",
        [
            ("home_id", "name", "ofsted_urn", "registered_places", "registered_from", "opened_on", "is_short_break"),
            ("H09", "Alder Court", "SC200009", "4", "2026-09-01", "2026-10-01", "no"),
        ],
    )
    with served(home, tmp_path / "log") as address, window(browser) as page:
        visit(page, address + BOOKMARK)
        title(page, measures()[MEASURE].title)
        assert f"in {HOME_NAME}" in text(page)

        visit(page, address)
        assert "2 homes" in text(page) and "Newer figures" not in text(page)
        loaded = run("pipelines", "load", tmp_path / "homes.csv", HEARTH_HOME=str(home), HEARTH_TODAY=TODAY)
        assert loaded.code == 0, loaded.stderr
        page.get_by_text("Newer figures have been published").wait_for(timeout=60_000)
        assert "2 homes" in text(page), "the figures stay until they are asked for"
        page.get_by_role("button", name="Show them").click()
        page.get_by_text("3 homes").wait_for()
        assert "Newer figures" not in text(drawn(page))

        for place in ("/one-home", "/", "/what-is-due", "/one-measure", "/one-child"):
            visit(page, f"{address}{place}?home=H09")
            read_well(page)
        visit(page, f"{address}/one-home?home=H09")
        title(page, "Alder Court")
        assert "No child lives here tonight." in text(page)
