"""Reads text with separators: CSV as Excel, SIMS or a database writes it."""

from __future__ import annotations

import csv
import io
from pathlib import PurePath

from pipelines.reading.grid import Grid, Refused

SEPARATORS = ",;\t|"
_FIELD_LIMIT = 1 << 20


def _decode(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise Refused(f"{name}: the text breaks off or is damaged (UTF-16); export it again.") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise Refused(f"{name}: the characters cannot be read; save the file as CSV UTF-8.") from None


def _separator(text: str) -> str:
    """The separator that the first lines have most of, the same number in each where there is a choice."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    best, most = ",", 0
    for separator in SEPARATORS:
        counts = sorted(line.count(separator) for line in lines)
        middle = counts[len(counts) // 2] if counts else 0
        if middle > most:
            best, most = separator, middle
    return best


def read(name: str, data: bytes) -> Grid:
    """The text as one grid named as the file; raises Refused where it breaks off or cannot be decoded."""
    text = _decode(name, data)
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows = []
    try:
        for row in reader:
            rows.append(row)
    except csv.Error as fault:
        why = (
            "the file breaks off inside a quoted cell" if "unexpected end" in str(fault)
            else "a cell is longer than a megabyte" if "field larger" in str(fault)
            else "its quotation marks do not pair up"
        )  # fmt: skip
        raise Refused(f"{name}: at line {reader.line_num} {why}; export it again.") from None
    return Grid(PurePath(name).stem, rows)
