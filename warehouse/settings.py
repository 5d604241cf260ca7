"""The settings of a running Hearth: environment variables, each with a default that works on a laptop."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class SettingError(Exception):
    """A setting cannot be used; the message names it and says what it accepts."""


def _whole_number(least: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text)
        if number < least:
            raise ValueError(f"at least {least}")
        return number

    return read


def _engine(text: str) -> str:
    if text != "duckdb":
        raise ValueError("only duckdb for now")
    return text


def _today(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Setting:
    """One environment variable: what it is called, what stands when it is not set, what it means."""

    name: str
    default: str
    meaning: str
    accepts: str
    read: Callable[[str], object]


SETTINGS = (
    Setting(
        "HEARTH_HOME",
        "./var",
        "the one folder the program writes in: landing, warehouse versions, lock",
        "a folder",
        Path,
    ),
    Setting(
        "HEARTH_TODAY",
        "",
        "the date taken as today, from 00:00 (blank: the real date and time)",
        "a date such as 2026-01-15",
        _today,
    ),
    Setting("HEARTH_ENGINE", "duckdb", "what builds marts and measures", "duckdb (no other engine yet)", _engine),
    Setting(
        "HEARTH_KEEP_VERSIONS", "5", "how many published warehouse versions are kept", "1 or more", _whole_number(1)
    ),
    Setting(
        "HEARTH_LOCK_WAIT",
        "60",
        "seconds a load waits while another one writes, before it gives up naming the holder",
        "0 or more",
        _whole_number(0),
    ),
    Setting(
        "HEARTH_MAX_UNPACKED_MB",
        "500",
        "the most that one workbook or CSV may hold once unpacked, in megabytes",
        "1 or more",
        _whole_number(1),
    ),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def setting(name: str) -> object:
    """The value in force for a setting; raises SettingError where it is set to something it does not accept."""
    known = _BY_NAME[name]
    text = os.environ.get(name) or known.default
    try:
        return known.read(text)
    except ValueError:
        raise SettingError(f"{name} is set to '{text}'; it accepts {known.accepts}.") from None


def home() -> Path:
    return Path(str(setting("HEARTH_HOME")))


def number(name: str) -> int:
    return int(str(setting(name)))


def today() -> date:
    """The date taken as today in the United Kingdom."""
    fixed = setting("HEARTH_TODAY")
    return fixed if isinstance(fixed, date) else datetime.now(LONDON).date()


def now_utc() -> datetime:
    """The present instant as UTC without a zone; 00:00 UK time of HEARTH_TODAY where that is set."""
    fixed = setting("HEARTH_TODAY")
    if isinstance(fixed, date):
        local = datetime(fixed.year, fixed.month, fixed.day, tzinfo=LONDON)
    else:
        local = datetime.now(LONDON)
    return local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


def uk_time(at_utc: datetime) -> datetime:
    """A UTC instant without a zone as the UK clock showed it."""
    return at_utc.replace(tzinfo=ZoneInfo("UTC")).astimezone(LONDON)


def check() -> None:
    """Every setting can be read; raises SettingError for the first that cannot."""
    for known in SETTINGS:
        setting(known.name)
