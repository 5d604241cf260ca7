"""Imports go one way, the dear libraries stay in their rooms, and nothing points outside the project."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("app", "pages", "pipelines", "warehouse", "data_contracts", "sample_data", "serve", "start")
MAY_IMPORT = {
    "app": {"pages", "warehouse"},
    "serve": set(),
    "start": set(),
    "pages": {"warehouse", "data_contracts"},
    "pipelines": {"warehouse", "data_contracts", "sample_data"},
    "warehouse": {"data_contracts"},
    "data_contracts": set(),
    "sample_data": set(),
}
ONLY_IN = {
    "streamlit": {"app.py", "serve.py", "pages/"},
    "great_expectations": {"pipelines/checking.py"},
    "duckdb": {"warehouse/engine.py"},
    "sqlglot": {"warehouse/portable.py"},
    "plotly": {"pages/parts/plots/"},
    "python_calamine": {"pipelines/reading/workbook.py"},
}


def _files() -> list[Path]:
    top = [ROOT / f"{name}.py" for name in ROOMS if (ROOT / f"{name}.py").exists()]
    return top + [path for name in ROOMS if (ROOT / name).is_dir() for path in sorted((ROOT / name).rglob("*.py"))]


def _imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Each top-level package a file imports, and whether it does so only inside a function."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {id(node) for holder in ast.walk(tree) if isinstance(holder, (ast.FunctionDef, ast.AsyncFunctionDef))
              for node in ast.walk(holder)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.partition(".")[0], id(node) in inside
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.partition(".")[0], id(node) in inside


def _room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", _files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    room, name = _room(path), path.relative_to(ROOT).as_posix()
    for imported, is_inside in _imports(path):
        if imported in ROOMS and imported != room:
            assert imported in MAY_IMPORT[room], f"{name} imports {imported}"
        if imported in ONLY_IN:
            assert any(
                name == place or (place.endswith("/") and name.startswith(place)) for place in ONLY_IN[imported]
            ), f"{name} imports {imported}, which belongs in {', '.join(sorted(ONLY_IN[imported]))}"
        if imported in ("great_expectations", "plotly", "sqlglot"):
            assert is_inside, f"{name} imports {imported} outside the function that needs it"


@pytest.mark.parametrize("path", [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))], ids=lambda path: path.name)
def test_pages_reach_data_by_the_door_alone(path: Path) -> None:
    """A page knows the session, the registry and periods; what reads rows is none of its business."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "warehouse":
            names = [node.module] if "." in str(node.module) else [f"warehouse.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.startswith("warehouse")]
        for name in names:
            assert name in {"warehouse.session", "warehouse.registry", "warehouse.periods"}, f"{path.name}: {name}"


def test_the_rule_can_be_broken() -> None:
    """The check above sees an import for what it is."""
    assert dict(_imports(ROOT / "warehouse" / "engine.py"))["duckdb"] is False
    assert dict(_imports(ROOT / "pipelines" / "checking.py"))["great_expectations"] is True


def test_reading_a_figure_needs_neither_checks_nor_pages() -> None:
    """What answers a page has not imported Great Expectations, the SQL parser or the pipeline."""
    script = (
        "import sys; import warehouse.session; "
        "print([name for name in ('great_expectations', 'sqlglot', 'streamlit', 'pipelines') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_names_a_registry_or_a_place_outside() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    forbidden = re.compile(r"(--(extra-)?index-url|pypi\.org|pythonhosted|\.\./shared|/root/|/home/\w+/)")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if (
            path.suffix in (".py", ".md", ".txt", ".toml", ".yaml", ".sql", ".in")
            and name != "tests/test_architecture.py"
        ):
            found = forbidden.search(path.read_text("utf-8"))
            assert not found, f"{name}: {found and found[0]}"


def test_requirements_are_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            assert re.match(r"[\w.\[\]-]+==\S+( ; .+)?$", line), f"{name}: {line}"


def test_attendance_codes_are_the_contract_s() -> None:
    """The marks that the contract allows are those whose meaning is known, no more and no fewer."""
    import csv

    from data_contracts.contract import contracts
    from warehouse.registry import FRAMEWORK

    with (FRAMEWORK / "attendance_codes.csv").open(encoding="utf-8", newline="") as handle:
        known = {row["code"] for row in csv.DictReader(handle)}
    assert set(contracts()["attendance"].by_name["mark"].allowed or ()) == known


def test_the_registry_and_the_readme_name_every_folder() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for room in ("pages/", "pipelines/", "data_contracts/", "warehouse/", "sample_data/", "benchmarks/", "docs/"):
        assert f"`{room}`" in readme, f"README.md does not say what {room} holds"
