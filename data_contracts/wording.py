"""Says in plain words what a column of a contract accepts; template, pages and findings all speak alike."""

from __future__ import annotations

from data_contracts.contract import Column

TYPE_WORDS = {
    "text": "text",
    "int": "a whole number",
    "number": "a number",
    "date": "a date such as 2025-04-01",
    "datetime": "a date and time such as 2025-04-01 21:30",
    "yes/no": "yes or no",
    "list": "a list separated by semicolons",
}


def number_words(value: float) -> str:
    """The number without a needless decimal point."""
    return f"{value:g}"


def range_words(column: Column) -> str:
    """`between 0 and 1`, `1 or more`, `more than 0`, `at most 5`, or nothing where the column has no limits."""
    low, high = column.minimum, column.maximum
    if column.above is not None:
        upper = f", {number_words(high)} at most" if high is not None else ""
        return f"more than {number_words(column.above)}{upper}"
    if low is not None and high is not None:
        return f"between {number_words(low)} and {number_words(high)}"
    if low is not None:
        return f"{number_words(low)} or more"
    return f"at most {number_words(high)}" if high is not None else ""


def sentence(text: str) -> str:
    """The text as one sentence: a capital at its start and a full stop at its end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
