"""Reads .xlsx and .xlsm: fast through calamine, after looking for what it would pass over in silence."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import python_calamine

from pipelines.reading.grid import Grid, Refused, column_index

_MOST_CELLS = 40_000_000
_CHUNK = 1 << 20
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_LAST_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')
_FAR_COLUMN = re.compile(rb' r="([A-Z]{2,3})\d')


def read(name: str, data: bytes, limit: int) -> list[Grid]:
    """Every worksheet as a grid, hidden ones marked; cells with errors or formulas never calculated are listed.

    Raises Refused where the zip is damaged, unpacks to more than `limit` bytes, or spans more cells than any export.
    """
    parts = _unpack(name, data, limit)
    sheets = _sheet_parts(name, parts)
    for title, part in sheets.items():
        _check_extent(name, title, parts.get(part, b""))
    is_1904 = re.search(rb'<workbookPr[^>]*\bdate1904="(1|true)"', parts.get("xl/workbook.xml", b"")) is not None
    try:
        opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Refused(f"{name}: the workbook is damaged; open it in Excel, save it and load it again.") from None
    grids = []
    for sheet in opened.sheets_metadata:
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            rows = opened.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        except (python_calamine.CalamineError, OSError, ValueError):
            raise Refused(
                f"{name}, sheet {sheet.name}: the sheet is damaged; open the workbook in Excel, save it and load it "
                "again."
            ) from None
        is_hidden = sheet.visible != python_calamine.SheetVisibleEnum.Visible
        faults = _faults(name, sheet.name, parts.get(sheets.get(sheet.name, ""), b""))
        last = max((row for row, _ in faults), default=0)
        rows.extend([] for _ in range(last - len(rows)))
        grids.append(Grid(sheet.name, rows, is_hidden, faults, is_1904))
    if not any(cell not in ("", None) for grid in grids for row in grid.rows for cell in row):
        raise Refused(f"{name}: the workbook has no cell with anything in it; export it again.")
    return grids


def _unpack(name: str, data: bytes, limit: int) -> dict[str, bytes]:
    """The XML parts that are looked at; each part is unpacked once, so that damage and size are known, not believed."""
    parts, total = {}, 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > limit:
                raise _too_large(name, limit)
            for entry in archive.infolist():
                kept = entry.filename.startswith("xl/") and entry.filename.endswith((".xml", ".rels"))
                pieces = []
                with archive.open(entry) as handle:
                    while piece := handle.read(_CHUNK):
                        total += len(piece)
                        if total > limit:
                            raise _too_large(name, limit)
                        if kept:
                            pieces.append(piece)
                if kept:
                    parts[entry.filename] = b"".join(pieces)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        raise Refused(f"{name}: the workbook breaks off or is damaged; export or copy it again.") from None
    except (RuntimeError, NotImplementedError):
        raise Refused(
            f"{name}: the workbook is protected or packed in an unknown way; save it again in Excel."
        ) from None
    if "xl/workbook.xml" not in parts:
        raise Refused(f"{name}: the name says workbook but the file is another kind of zip; save it as .xlsx in Excel.")
    return parts


def _too_large(name: str, limit: int) -> Refused:
    return Refused(
        f"{name}: unpacked, the workbook is larger than {limit >> 20} MB; send it in parts, or raise "
        "HEARTH_MAX_UNPACKED_MB if it is really that large."
    )


def _sheet_parts(name: str, parts: dict[str, bytes]) -> dict[str, str]:
    """Which XML part holds each sheet, by the sheet's name."""
    try:
        book = ElementTree.fromstring(parts["xl/workbook.xml"])
        links = ElementTree.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    except ElementTree.ParseError:
        raise Refused(f"{name}: the workbook is damaged; open it in Excel, save it and load it again.") from None
    targets = {link.get("Id"): (link.get("Target") or "").lstrip("/") for link in links}
    found = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        found[sheet.get("name") or ""] = target if target.startswith("xl/") else f"xl/{target}"
    return found


def _check_extent(name: str, title: str, xml: bytes) -> None:
    """One stray cell far out makes a reader lay out everything up to it; the declared dimension is not believed."""
    at = xml.rfind(b"<row ")
    last = _LAST_ROW.match(xml, at) if at >= 0 else None
    rows = int(last[1]) if last else xml.count(b"<row")
    widest = max((column_index(found.decode()) for found in set(_FAR_COLUMN.findall(xml))), default=25) + 1
    if rows * widest > _MOST_CELLS:
        raise Refused(
            f"{name}, sheet {title}: the sheet reaches out to {rows} rows and {widest} columns; delete the stray cells "
            "far below or to the right of the data and save it."
        )


def _faults(name: str, title: str, xml: bytes) -> dict[tuple[int, int], str]:
    """Cells that calamine gives as blank though they are not: error values, and formulas without a stored result."""
    if b"<f" not in xml and b't="e"' not in xml:
        return {}
    found = {}
    try:
        for address, kind in _odd_cells(xml):
            place = _ADDRESS.match(address)
            if place:
                found[(int(place[2]), column_index(place[1]))] = kind
    except ElementTree.ParseError:
        raise Refused(f"{name}, sheet {title}: the sheet is damaged; open the workbook in Excel and save it.") from None
    return found


def _odd_cells(xml: bytes) -> Iterator[tuple[str, str]]:
    for _, cell in ElementTree.iterparse(io.BytesIO(xml)):
        if cell.tag == f"{_MAIN}c":
            value: Any = cell.find(f"{_MAIN}v")
            # A formula whose result is an empty text keeps an empty value; one never calculated keeps none.
            has_result = value is not None and (bool(value.text) or cell.get("t") == "str")
            if cell.get("t") == "e":
                yield cell.get("r") or "", "error"
            elif cell.find(f"{_MAIN}f") is not None and not has_result:
                yield cell.get("r") or "", "formula"
        if cell.tag == f"{_MAIN}row":
            cell.clear()
