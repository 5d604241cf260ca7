"""Turns a contract into its Great Expectations suite, as plain data in the order in which a cell's faults are told.

The suite is run on a check frame: the typed columns of the contract and, beside them, yes/no columns that only the
reader of the file can fill (`admitted_on__is_readable`, `child_id__is_known`, `row__is_only_version` and so on).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from data_contracts.contract import Column, Contract, Rule
from data_contracts.wording import TYPE_WORDS, range_words, sentence

ERROR, WAITING, WARNING = "error", "waiting", "warning"
TIMED = ("date", "datetime")
A_AFTER_B = "expect_column_pair_values_a_to_be_greater_than_b"

# Days that are rightly known in advance: what is planned, when something stops holding, and how a home is registered.
MAY_LIE_AHEAD = {
    "booked_for", "closed_on", "discharged_on", "due_on", "ended_on", "expires_on", "month", "opened_on",
    "planned_for", "registered_from", "valid_from", "valid_to",
}  # fmt: skip


@dataclass(frozen=True)
class Expectation:
    """One thing that must hold for a cell or row, with what to say and which cell to point at where it does not."""

    type: str
    kwargs: dict[str, Any]
    rule: str
    severity: str
    column: str
    columns: tuple[str, ...]
    description: str
    why: str
    remedy: str


def _of_cell(
    column: Column, kind: str, kwargs: dict[str, Any], rule: str, severity: str, description: str, why: str, remedy: str
) -> Expectation:
    return Expectation(kind, kwargs, rule, severity, column.name, (column.name,), sentence(description), why, remedy)


def _flag(column: Column, flag: str, *rest: str) -> Expectation:
    kwargs = {"column": f"{column.name}__{flag}", "value_set": [True]}
    return _of_cell(column, "expect_column_values_to_be_in_set", kwargs, *rest)


def _readable(column: Column) -> Iterator[Expectation]:
    yield _flag(
        column, "is_readable", "type", ERROR, f"{column.label} is {TYPE_WORDS[column.type]}",
        column.why or "What cannot be read cannot be counted.",
        f"Write {TYPE_WORDS[column.type]}, or leave the cell blank if it is not known."
        if not column.required else f"Write {TYPE_WORDS[column.type]}.",
    )  # fmt: skip
    if column.type == "datetime":
        yield _flag(
            column, "exists", "time_exists", ERROR, f"{column.label} is a time that was on the clock",
            "The clocks went forward over this hour, so the time passed since cannot be counted.",
            "Correct the time; the clocks went forward that night.",
        )  # fmt: skip


def _required(column: Column) -> Iterator[Expectation]:
    """A cell that could not be read is blank in the frame; it was told as such already and is not told twice."""
    if not column.required:
        return
    condition = f"{column.name}__is_readable"
    if column.type == "datetime":
        condition += f" and {column.name}__exists"
    yield _of_cell(
        column, "expect_column_values_to_not_be_null",
        {"column": column.name, "row_condition": condition, "condition_parser": "pandas"},
        "required", ERROR, f"{column.label} is filled in", column.why, "Fill the cell in and send the row again.",
    )  # fmt: skip


def _limits(column: Column) -> dict[str, Any]:
    kwargs: dict[str, Any] = {"column": column.name}
    if column.above is not None:
        kwargs |= {"min_value": column.above, "strict_min": True}
    if column.minimum is not None:
        kwargs["min_value"] = column.minimum
    if column.maximum is not None:
        kwargs["max_value"] = column.maximum
    return kwargs


def _content(column: Column) -> Iterator[Expectation]:
    if column.allowed is not None:
        yield _of_cell(
            column, "expect_column_values_to_be_in_set", {"column": column.name, "value_set": list(column.allowed)},
            "allowed", ERROR, f"{column.label} is one of {', '.join(column.allowed)}", column.allowed_why,
            "Use one of the allowed values.",
        )  # fmt: skip
    if range_words(column):
        yield _of_cell(
            column, "expect_column_values_to_be_between", _limits(column),
            "range", ERROR, f"{column.label} is {range_words(column)}",
            column.why or "A number outside its limits would distort every figure made from it.",
            f"Correct the number; it is {range_words(column)}.",
        )  # fmt: skip
    if column.pattern is not None:
        yield _of_cell(
            column, "expect_column_values_to_match_regex", {"column": column.name, "regex": column.pattern},
            "pattern", ERROR, f"{column.label} holds one reference only",
            column.why or "A row is about one of them, and each is counted by itself.",
            "Write one reference in the cell and give every other one a row of its own.",
        )  # fmt: skip


def _one_version(contract: Contract) -> Expectation:
    names = tuple(column.name for column in contract.key)
    labels = " and ".join(column.label.lower() for column in contract.key)
    return Expectation(
        "expect_column_values_to_be_in_set", {"column": "row__is_only_version", "value_set": [True]},
        "one_version", ERROR, names[0], names, f"Rows with the same {labels} say the same.",
        "Of two rows that differ nobody can tell which is right, so neither is counted.",
        "Keep the row that is right and take the other out of the file.",
    )  # fmt: skip


def _between_columns(contract: Contract, rule: Rule) -> Expectation:
    """A time known only by its date is judged by the whole day: it fails only where no hour of the day would do."""
    kwargs = dict(rule.kwargs)
    if rule.expectation == A_AFTER_B:
        for side, bound in (("column_A", "latest"), ("column_B", "earliest")):
            if contract.by_name[kwargs[side]].type == "datetime":
                kwargs[side] = f"{kwargs[side]}__{bound}"
    if "column_A" in kwargs:
        kwargs["ignore_row_if"] = "either_value_is_missing"
    if "column_list" in kwargs:
        kwargs |= {"column_list": list(kwargs["column_list"]), "ignore_row_if": "any_value_is_missing"}
    return Expectation(
        rule.expectation, kwargs, rule.name, rule.severity, rule.columns[0], rule.columns, rule.description, rule.why,
        rule.remedy,
    )  # fmt: skip


def _known(column: Column) -> Iterator[Expectation]:
    if column.references:
        dataset = column.references.partition(".")[0]
        yield _flag(
            column, "is_known", "known", WAITING, f"{column.label} is known from {dataset}",
            column.why or "What nobody can be named for cannot be counted.",
            f"Send the missing row of {dataset}, and this row enters by itself; or correct the reference.",
        )  # fmt: skip


def _doubts(column: Column) -> Iterator[Expectation]:
    if column.type in TIMED and column.name not in MAY_LIE_AHEAD:
        yield _flag(
            column, "is_not_in_future", "in_future", WARNING, f"{column.label} is not in the future",
            "A day that lies ahead is probably a slip, and the row counts in the period it names.",
            "Check the date; the year may be a slip.",
        )  # fmt: skip
    if column.type == "datetime":
        yield _flag(
            column, "is_unambiguous", "ambiguous", WARNING, f"{column.label} was on the clock once",
            "The clocks went back over this hour; it is counted as the first of the two, so hours may be out by one.",
            "Nothing need be done unless the second of the two hours was meant.",
        )  # fmt: skip
    if column.style == "attendance_mark":
        yield _flag(
            column, "is_given", "not_given", WARNING, f"{column.label} is given",
            "A session without a mark counts neither as attended nor as missed.",
            "Ask the school for the mark and send the row again.",
        )  # fmt: skip


def suite(contract: Contract) -> list[Expectation]:
    """Everything the contract asks of a row: errors first, then what waits for another dataset, then warnings."""
    found: list[Expectation] = []
    for column in contract.columns:
        found += [*_readable(column), *_required(column), *_content(column)]
    found.append(_one_version(contract))
    rules = [_between_columns(contract, rule) for rule in contract.rules]
    found += [rule for rule in rules if rule.severity == ERROR]
    for column in contract.columns:
        found += _known(column)
    found += [rule for rule in rules if rule.severity == WARNING]
    for column in contract.columns:
        found += _doubts(column)
    return found
