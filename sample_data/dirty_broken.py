"""Files that are not what their name says, cannot be opened, or would fill the memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import date
from pathlib import Path

import xlsxwriter

from sample_data.dirty_tools import SUPERVISION, ZIP_TIME, DirtyFile, supervision, write_book
from sample_data.writing import MADE_ON

PASSWORD = "Open-Sesame-26"
BOMB_BYTES = 600_000_000
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383


def encrypted(path: Path) -> None:
    """A sound workbook behind a password; its bytes differ each time, what is inside does not."""
    import msoffcrypto.format.ooxml as office

    plain = path.with_suffix(".plain")
    write_book(plain, {"supervision": [SUPERVISION, supervision(93001, date(2026, 7, 14))]})
    with path.open("wb") as file:
        office.OOXMLFile(io.BytesIO(plain.read_bytes())).encrypt(PASSWORD, file)
    plain.unlink()


def _png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def picture(path: Path) -> None:
    """A picture of one grey point."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\x00\x80")
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + _png_chunk(b"IHDR", head) + _png_chunk(b"IDAT", body) + _png_chunk(b"IEND", b"")
    )


def plain_text(path: Path) -> None:
    """A note."""
    path.write_text("The incident log is in the office. Please ask.\n", "utf-8")


def html_table(path: Path) -> None:
    """A web page with a table, as some systems save what they call Excel."""
    cells = "".join(f"<th>{name}</th>" for name in SUPERVISION)
    values = "".join(f"<td>{value}</td>" for value in supervision(93101, "2026-07-15"))
    path.write_text(f"<html><body><table><tr>{cells}</tr><tr>{values}</tr></table></body></html>\n", "utf-8")


def truncated(path: Path) -> None:
    """The first part of a workbook, as a broken copy leaves it."""
    write_book(path, {"supervision": [SUPERVISION, supervision(93201, date(2026, 7, 16))]})
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 6 // 10])


def empty_workbook(path: Path) -> None:
    """A workbook with one sheet and nothing on it."""
    write_book(path, {"Sheet1": []})


def empty_csv(path: Path) -> None:
    """A file of no bytes."""
    path.write_bytes(b"")


def far_cell(path: Path) -> None:
    """One row of supervision and a full stop in the last cell a sheet has, XFD1048576."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": "Export", "author": "", "created": MADE_ON})
    sheet = book.add_worksheet("supervision")
    sheet.write_row(0, 0, SUPERVISION)
    sheet.write_row(1, 0, supervision(93301, "2026-07-17"))
    sheet.write_string(LAST_ROW, LAST_COLUMN, ".")
    book.close()


def write_bomb(path: Path) -> None:
    """A workbook of less than 1 MB whose one sheet unpacks to 600 MB; too large to keep with the other files."""
    write_book(path, {"supervision": [SUPERVISION]})
    with zipfile.ZipFile(path) as small:
        parts = {name: small.read(name) for name in small.namelist()}
    row = b'<row><c t="inlineStr"><is><t>' + b"A" * 32_000 + b"</t></is></c></row>"
    sheet = "xl/worksheets/sheet1.xml"
    before, after = parts.pop(sheet).split(b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as large:
        for name, content in parts.items():
            large.writestr(zipfile.ZipInfo(name, ZIP_TIME), content, zipfile.ZIP_DEFLATED)
        part = zipfile.ZipInfo(sheet, ZIP_TIME)
        part.compress_type = zipfile.ZIP_DEFLATED
        with large.open(part, "w", force_zip64=True) as stream:
            stream.write(before)
            for _ in range(BOMB_BYTES // (len(row) * 25) + 1):
                stream.write(row * 25)
            stream.write(b"</sheetData>" + after)


FILES = (
    DirtyFile(
        "encrypted.xlsx",
        "Protected by a password",
        "Refused: save it without the password and load it again",
        encrypted,
    ),
    DirtyFile("picture.xlsx", "A PNG picture named .xlsx", "Refused: it is not a workbook", picture),
    DirtyFile("plain_text.xlsx", "A note named .xlsx", "Refused: it is not a workbook", plain_text),
    DirtyFile(
        "html_table.xlsx",
        "A web page named .xlsx",
        "Refused: it is a web page; open it in Excel and save it as a workbook",
        html_table,
    ),
    DirtyFile(
        "truncated.xlsx", "The first part of a workbook", "Refused: it breaks off; export or copy it again", truncated
    ),
    DirtyFile(
        "empty_workbook.xlsx",
        "Nothing on its one sheet",
        "Refused: it is empty",
        empty_workbook,
    ),
    DirtyFile("empty.csv", "No bytes", "Refused: it is empty", empty_csv),
    DirtyFile(
        "far_cell.xlsx",
        "A stray cell at XFD1048576, so the sheet claims 17 thousand million cells",
        "Refused at once and in little memory, saying how far the sheet reaches",
        far_cell,
    ),
)
