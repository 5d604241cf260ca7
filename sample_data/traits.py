"""What a child is like: the same for one child in every export, different from child to child."""

from __future__ import annotations

import functools
import random
from datetime import date

from sample_data.people import Child

SPORTS = ("football", "swimming", "boxing", "dance", "basketball", "climbing", "skateboarding", "judo", "running")
HOBBIES = ("drawing", "music lessons", "cookery", "drama", "cadets", "coding", "gardening", "animal care", "choir")


@functools.cache
def _share(upn: str, what: str) -> float:
    return random.Random(f"{upn}:{what}").random()


def share(child: Child, what: str) -> float:
    """A number from 0 to 1 that tells this child from others in one respect, the same every time."""
    return _share(child.upn, what)


def pick(child: Child, what: str, options: tuple[str, ...]) -> str:
    """The one of the options that is this child's own."""
    return options[int(share(child, what) * len(options))]


def age(child: Child, day: date) -> int:
    """The child's age in whole years on the day."""
    return day.year - child.born.year - ((day.month, day.day) < (child.born.month, child.born.day))


def is_lively(child: Child) -> bool:
    """Whether the child likes to be on the move; about three in five do."""
    return share(child, "lively") < 0.6


def has_ehcp(child: Child) -> bool:
    """Whether the child has an education, health and care plan."""
    return share(child, "ehcp") < (0.75 if child.has_disability else 0.28)


def is_short_break(child: Child) -> bool:
    """Whether the child comes for short breaks and lives with their family."""
    return child.legal_status in ("V3", "V4")
