"""`python -m sample_data.dirty OUT` writes files that are wrong on purpose, shaped like real exports."""

from __future__ import annotations

import argparse
from pathlib import Path

from sample_data import dirty_broken, dirty_framework, dirty_layouts, dirty_profiles, dirty_rows
from sample_data.dirty_broken import far_cell, write_bomb
from sample_data.dirty_tools import DirtyFile

__all__ = ["FILES", "DirtyFile", "far_cell", "readme", "write_bomb", "write_dirty"]

FILES: tuple[DirtyFile, ...] = (
    *dirty_layouts.FILES,
    *dirty_profiles.FILES,
    *dirty_rows.FILES,
    *dirty_framework.FILES,
    *dirty_broken.FILES,
)

ABOUT = """# Files that are wrong on purpose

Shaped like real exports, to be loaded after `sample_data/small`, whose homes, children and staff they name. Made with
`python -m sample_data.dirty OUT`. No home, child or member of staff in them is real. One more, a workbook of less than
1 MB that unpacks to 600 MB, is only written where it is needed, by `sample_data.dirty.write_bomb`; it must be refused
without being unpacked.

| file | what is wrong with it | what must happen |
| --- | --- | --- |
"""


def readme() -> str:
    """The table of the files: what is wrong with each and what must happen."""
    return ABOUT + "".join(f"| `{file.name}` | {file.wrong} | {file.must} |\n" for file in FILES)


def write_dirty(out: Path) -> list[Path]:
    """The folder holds every dirty file and the table that explains them."""
    out.mkdir(parents=True, exist_ok=True)
    for file in FILES:
        file.write(out / file.name)
    (out / "README.md").write_text(readme(), "utf-8")
    return [out / file.name for file in FILES]


def main(words: list[str] | None = None) -> int:
    """Writes the dirty files into the folder named."""
    parser = argparse.ArgumentParser(prog="python -m sample_data.dirty", description="Writes files that are wrong.")
    parser.add_argument("out", type=Path, help="the folder to write into")
    for path in write_dirty(parser.parse_args(words).out):
        print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
