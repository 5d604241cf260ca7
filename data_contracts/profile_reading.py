"""Reads the text of a mapping profile; unknown words and values that cannot be meant are refused with their place."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import yaml

from data_contracts.contract import RESIDENCE
from data_contracts.profile import SPREADS, STYLE, WEEKDAYS, Fact, Profile, ProfileError, Source, Unpivot, Word

KEYS = {"profile", "version", "dataset", "title", "about", "recognised_by", "passed_over", "not_rows", "facts",
        "unpivot", "columns", "refuses"}  # fmt: skip
RECOGNISED_KEYS = {"headings", "without", "sheets"}
FACT_KEYS = {"reads", "after", "dates", "falls_on"}
UNPIVOT_KEYS = {"columns", "listed", "fewest", "cells", "dates", "blank", "words", "outside"}
WORD_KEYS = {"says", "gives", "columns", "remedy"}
COLUMN_KEYS = {"headings", "constant", "from", "made_from", "prefix", "repeats", "values", "dates", "split", "found_by",
               "pattern", "remedy"}  # fmt: skip
ORIGINS = ("headings", "constant", "from", "made_from")


def _known(given: Any, keys: set[str], where: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ProfileError(f"{where}: write it as a list of settings, each `name: value`.")
    for key in given:
        if key not in keys:
            raise ProfileError(f"{where}: '{key}' is not known here; known are {', '.join(sorted(keys))}.")
    return given


def _texts(given: Any, where: str) -> tuple[str, ...]:
    """One text or a list of texts; yes, no and numbers that YAML reads as such are refused, not guessed at."""
    listed = given if isinstance(given, list) else [] if given is None else [given]
    for item in listed:
        if not isinstance(item, str) or not item.strip():
            raise ProfileError(f"{where}: write text in each place, in quotation marks where it looks like a number.")
    return tuple(listed)


def _text(given: dict[str, Any], key: str, where: str, *, needed: bool = True) -> str:
    said = given.get(key)
    if said is None and not needed:
        return ""
    if not isinstance(said, str) or not said.strip():
        raise ProfileError(f"{where}: '{key}' is missing, or is not text.")
    return said.strip()


def _pairs(given: Any, where: str) -> tuple[tuple[str, str], ...]:
    if given is None:
        return ()
    if not isinstance(given, dict):
        raise ProfileError(f"{where}: write each as `what stands there: what it means`.")
    for said, meant in given.items():
        if not isinstance(said, str) or not isinstance(meant, str):
            raise ProfileError(f"{where}: put '{said}' and what it means in quotation marks; both are text.")
    return tuple(given.items())


def _one_of(said: Any, allowed: tuple[str, ...], where: str) -> str:
    if said not in allowed:
        raise ProfileError(f"{where}: '{said}' is not known; it is one of {', '.join(allowed)}.")
    return str(said)


def _styles(given: Any, where: str) -> tuple[str, ...]:
    styles = _texts(given, where)
    for style in styles:
        if len(STYLE.findall(style)) < 2 or re.search("[a-z]", STYLE.sub("", style)):
            raise ProfileError(f"{where}: '{style}' is not a way to write a date, such as dd/mm/yyyy or dd/mm/yy.")
    return styles


def _fact(given: Any, where: str) -> Fact:
    given = _known(given, FACT_KEYS, where)
    return Fact(
        reads=_one_of(given.get("reads"), ("date", "month"), f"{where}, reads"),
        after=_texts(given.get("after"), f"{where}, after"),
        dates=_styles(given.get("dates"), f"{where}, dates"),
        falls_on=_one_of(given["falls_on"], WEEKDAYS, f"{where}, falls_on") if "falls_on" in given else None,
    )


def _word(given: Any, where: str) -> Word:
    given = _known(given, WORD_KEYS, where)
    word = Word(
        says=_texts(given.get("says"), f"{where}, says"),
        gives=_one_of(given.get("gives"), ("nothing", "row", "set_aside"), f"{where}, gives"),
        columns=_pairs(given.get("columns"), f"{where}, columns"),
        remedy=_text(given, "remedy", where, needed=given.get("gives") == "set_aside"),
    )
    if not word.says or (word.gives == "row") != bool(word.columns):
        raise ProfileError(f"{where}: needs `says`, and `columns` just where it gives a row.")
    return word


def _unpivot(given: Any, where: str) -> Unpivot:
    given = _known(given, UNPIVOT_KEYS, where)
    listed = given.get("listed") or {}
    if not isinstance(listed, dict):
        raise ProfileError(f"{where}, listed: write each as `what the rows say: [headings]`.")
    found = Unpivot(
        columns=_one_of(given.get("columns"), SPREADS, f"{where}, columns"),
        listed=tuple((str(name), _texts(names, f"{where}, listed, {name}")) for name, names in listed.items()),
        fewest=given.get("fewest", 1),
        cells=_one_of(given.get("cells", "value"), ("value", "dates"), f"{where}, cells"),
        dates=_styles(given.get("dates"), f"{where}, dates"),
        is_blank_a_row=_one_of(given.get("blank", "nothing"), ("nothing", "row"), f"{where}, blank") == "row",
        words=tuple(_word(word, f"{where}, words, number {n}") for n, word in enumerate(given.get("words") or [], 1)),
        outside=_text(given, "outside", where, needed=False),
    )
    if (found.columns == "listed") != bool(found.listed):
        raise ProfileError(f"{where}: `listed` is filled just where `columns` is listed.")
    if not isinstance(found.fewest, int) or found.fewest < 1:
        raise ProfileError(f"{where}, fewest: write how many such columns a sheet has at the least, such as 2.")
    return found


def _source(column: str, given: Any, where: str) -> Source:
    given = _known(given, COLUMN_KEYS, where)
    origins = [key for key in ORIGINS if key in given]
    if len(origins) > 1 or (not origins and given.get("found_by") != RESIDENCE):
        raise ProfileError(f"{where}: needs just one of {', '.join(ORIGINS)}, or `found_by: {RESIDENCE}`.")
    pattern = _text(given, "pattern", where, needed=False) or None
    remedy = _text(given, "remedy", where, needed=pattern is not None)
    try:
        re.compile(pattern or "")
    except re.error:
        raise ProfileError(f"{where}, pattern: is not a regular expression.") from None
    return Source(
        column=column,
        headings=_texts(given.get("headings"), f"{where}, headings"),
        constant=_text(given, "constant", where) if "constant" in given else None,
        taken=_text(given, "from", where) if "from" in given else None,
        made_from=_texts(given.get("made_from"), f"{where}, made_from"),
        prefix=_text(given, "prefix", where, needed=False),
        is_numbered=_one_of(given.get("repeats", "refused"), ("refused", "numbered"), f"{where}, repeats")
        == "numbered",
        values=_pairs(given.get("values"), f"{where}, values"),
        dates=_styles(given.get("dates"), f"{where}, dates"),
        split=_texts(given.get("split"), f"{where}, split"),
        found_by=_text(given, "found_by", where, needed=False) or None,
        pattern=pattern,
        remedy=remedy,
    )


def parse(text: str, file_name: str) -> Profile:
    """The profile that this text holds; raises ProfileError for whatever is not known in one."""
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        raise ProfileError(f"{file_name}: is not YAML: {fault}") from None
    given = _known(document, KEYS, file_name)
    recognised = _known(given.get("recognised_by"), RECOGNISED_KEYS, f"{file_name}, recognised_by")
    headings = recognised.get("headings")
    if not isinstance(headings, list) or not headings:
        raise ProfileError(f"{file_name}, recognised_by: `headings` lists those that must be there, one at the least.")
    facts = _known(given.get("facts") or {}, set(given.get("facts") or {}), f"{file_name}, facts")
    columns = _known(given.get("columns") or {}, set(given.get("columns") or {}), f"{file_name}, columns")
    profile = Profile(
        name=_text(given, "profile", file_name),
        version=_text(given, "version", file_name),
        dataset=_text(given, "dataset", file_name),
        title=_text(given, "title", file_name),
        about=_text(given, "about", file_name, needed=False),
        headings=tuple(_texts(names, f"{file_name}, recognised_by, headings") for names in headings),
        without=_texts(recognised.get("without"), f"{file_name}, recognised_by, without"),
        sheets=_texts(recognised.get("sheets"), f"{file_name}, recognised_by, sheets"),
        passed_over=_texts(given.get("passed_over"), f"{file_name}, passed_over"),
        not_rows=_texts(given.get("not_rows"), f"{file_name}, not_rows"),
        facts=tuple((name, _fact(fact, f"{file_name}, facts, {name}")) for name, fact in facts.items()),
        unpivot=_unpivot(given["unpivot"], f"{file_name}, unpivot") if "unpivot" in given else None,
        sources=tuple(_source(name, one, f"{file_name}, columns, {name}") for name, one in columns.items()),
        refuses=_text(given, "refuses", file_name) if "refuses" in given else None,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    if bool(profile.sources) == bool(profile.refuses):
        raise ProfileError(f"{file_name}: has either `columns` or, for a layout that is not taken, `refuses`.")
    return profile
