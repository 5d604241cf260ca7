"""From a file name and bytes to grids: what the bytes are is looked at, never believed from the name."""

from __future__ import annotations

from pathlib import PurePath

from pipelines.reading import delimited, workbook
from pipelines.reading.grid import Grid, Refused

WORKBOOKS = (".xlsx", ".xlsm")
READABLE = (*WORKBOOKS, ".csv")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def kind_of(data: bytes) -> str:
    """What the bytes are: workbook, encrypted, old workbook, web page, pdf, picture, empty, binary or text."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        return "empty"
    if data.startswith(b"PK"):
        return "workbook"
    if data.startswith(_OLE):
        return "encrypted" if _ENCRYPTED in data else "old workbook"
    if data.startswith(b"%PDF"):
        return "PDF"
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return "picture"
    if head[:1] == b"<" and any(mark in head.lower() for mark in (b"<html", b"<!doctype html", b"<table")):
        return "web page"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    return "binary" if b"\0" in data[:65536] else "text"


def read(name: str, data: bytes, limit: int) -> list[Grid]:
    """Every sheet of the file as a grid; `limit` is the most it may unpack to, in bytes.

    Raises Refused in one sentence where the file cannot be read: encrypted, truncated, not what its name says, empty,
    or larger unpacked than the limit.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in READABLE:
        raise Refused(f"{name}: files of this kind are not read; send one of {', '.join(READABLE)}.")
    kind = kind_of(data)
    if kind == "empty":
        raise Refused(f"{name}: the file is empty; export it again.")
    if kind == "encrypted":
        raise Refused(f"{name}: the workbook is protected by a password; save it without one and load it again.")
    if suffix in WORKBOOKS:
        if kind != "workbook":
            raise Refused(
                f"{name}: the name says workbook but the file is not one ({_said(kind)}); "
                "open it in Excel and save it as .xlsx."
            )
        return workbook.read(name, data, limit)
    if kind != "text":
        raise Refused(
            f"{name}: the name says CSV but the file is not one ({_said(kind)}); export it again as CSV, or give it "
            "the ending that it should have."
        )
    if len(data) > limit:
        raise Refused(
            f"{name}: the file is larger than {limit >> 20} MB; send it in parts or raise HEARTH_MAX_UNPACKED_MB."
        )
    return [delimited.read(name, data)]


def _said(kind: str) -> str:
    words = {
        "workbook": "it is a workbook or another zip file", "old workbook": "it is an Excel file of before 2007",
        "web page": "it is a web page", "PDF": "it is a PDF", "picture": "it is a picture",
        "binary": "it is not text", "text": "it is plain text",
    }  # fmt: skip
    return words[kind]
