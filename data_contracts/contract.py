"""Reads a contract: an Open Data Contract Standard file becomes columns and rules that everything else is made from."""

from __future__ import annotations

import functools
import hashlib
import importlib.resources
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from data_contracts import yaml_text

FOLDER = Path(__file__).parent

TYPES = {
    "string": "text",
    "integer": "int",
    "number": "number",
    "date": "date",
    "timestamp": "datetime",
    "boolean": "yes/no",
    "array": "list",
}
COLUMN_SETTINGS = {"why", "synonyms", "style", "found_by"}
RULE_SETTINGS = {"remedy"}
TABLE_SETTINGS = {"latest_by", "dated_by"}
SEVERITIES = ("error", "warning")
CLASSIFICATIONS = ("public", "internal", "personal")
STYLES = ("attendance_mark",)
# How a column that a layout does not have may be found, and the dataset that it is then found in.
RESIDENCE = "residence"
FOUND_BY = {RESIDENCE: "stays"}


class ContractError(Exception):
    """A contract cannot be used; the message names the file, the place in it and what to change."""


@dataclass(frozen=True)
class Column:
    """One column of a dataset, in the words of its contract.

    `type` is one of text, int, number, date, datetime, yes/no, list. `references` is `dataset.column` or None;
    `allowed` is None where any value may stand; a number is at least `minimum`, more than `above`, at most `maximum`.
    `why` says what depends on the column. `found_by` says how the column may be found where a
    layout does not have it: by `residence`, the home where the child lived on the row's day.
    """

    name: str
    label: str
    type: str
    description: str
    required: bool = False
    key_position: int | None = None
    allowed: tuple[str, ...] | None = None
    allowed_why: str = ""
    minimum: float | None = None
    above: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    is_personal: bool = False
    references: str | None = None
    why: str = ""
    synonyms: tuple[str, ...] = ()
    style: str | None = None
    found_by: str | None = None
    example: str | None = None


@dataclass(frozen=True)
class Rule:
    """Something that must hold between the columns of a row, as a Great Expectations expectation.

    `columns` are the columns it speaks of, the one to mend first; `why` says what depends on it.
    """

    name: str
    severity: str
    expectation: str
    kwargs: tuple[tuple[str, Any], ...]
    columns: tuple[str, ...]
    description: str
    why: str
    remedy: str


@dataclass(frozen=True)
class Contract:
    """One dataset as it is accepted: its columns, rules and the exact text that says so.

    `latest_by` is the column whose newest value wins between rows of one key, before the newer export does; `dated_by`
    the one that tells when what a row records happened, where its rows keep coming.
    """

    name: str
    title: str
    version: str
    purpose: str
    usage: str
    limitations: str
    grain: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]
    text: str
    sha256: str
    latest_by: str | None = None
    dated_by: str | None = None

    @functools.cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @functools.cached_property
    def key(self) -> tuple[Column, ...]:
        """The business key: a later row with the same values in these columns amends the earlier one."""
        keyed = [column for column in self.columns if column.key_position is not None]
        return tuple(sorted(keyed, key=lambda column: column.key_position or 0))

    @functools.cached_property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)


@functools.cache
def _standard() -> Any:
    text = importlib.resources.files("open_data_contract_standard").joinpath("schema.json").read_text("utf-8")
    schema = json.loads(text)
    return jsonschema.validators.validator_for(schema)(schema)


def _settings(entries: list[dict[str, Any]] | None, known: set[str], where: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in entries or []:
        name = entry.get("property", "")
        if name not in known:
            raise ContractError(f"{where}: unknown custom property '{name}'; known are {', '.join(sorted(known))}.")
        found[name] = entry.get("value")
    return found


def _reference(entry: dict[str, Any], where: str) -> str | None:
    links = entry.get("relationships") or []
    if not links:
        return None
    if len(links) > 1 or "." not in str(links[0].get("to", "")):
        raise ContractError(f"{where}: a column refers to one other column, written dataset.column.")
    return str(links[0]["to"])


def _allowed(entry: dict[str, Any], where: str) -> tuple[tuple[str, ...] | None, str]:
    for check in entry.get("quality") or []:
        if check.get("metric") != "invalidValues" or check.get("mustBe") != 0:
            raise ContractError(f"{where}: the only check on a column is invalidValues with mustBe 0.")
        values = check.get("arguments", {}).get("validValues")
        if not values:
            raise ContractError(f"{where}: invalidValues needs arguments.validValues.")
        return tuple(str(value) for value in values), check.get("businessImpact", "")
    return None, ""


def _column(entry: dict[str, Any], where: str) -> Column:
    where = f"{where}, column {entry.get('name')}"
    settings = _settings(entry.get("customProperties"), COLUMN_SETTINGS, where)
    options = entry.get("logicalTypeOptions") or {}
    unknown = set(options) - {"minimum", "exclusiveMinimum", "maximum", "pattern"}
    if unknown:
        raise ContractError(f"{where}: unknown logicalTypeOptions {', '.join(sorted(unknown))}.")
    if entry.get("logicalType") not in TYPES:
        raise ContractError(f"{where}: logicalType must be one of {', '.join(TYPES)}.")
    if entry.get("classification") not in CLASSIFICATIONS:
        raise ContractError(f"{where}: classification must be one of {', '.join(CLASSIFICATIONS)}.")
    if settings.get("style") not in (None, *STYLES):
        raise ContractError(f"{where}: unknown style '{settings['style']}'; known are {', '.join(STYLES)}.")
    if settings.get("found_by") not in (None, *FOUND_BY):
        raise ContractError(f"{where}: unknown found_by '{settings['found_by']}'; known are {', '.join(FOUND_BY)}.")
    allowed, allowed_why = _allowed(entry, where)
    examples = entry.get("examples") or []
    if {"minimum", "exclusiveMinimum"} <= set(options):
        raise ContractError(f"{where}: has minimum or exclusiveMinimum, not both.")
    return Column(
        name=entry["name"],
        label=entry.get("businessName") or entry["name"],
        type=TYPES[entry["logicalType"]],
        description=entry.get("description", ""),
        required=bool(entry.get("required")),
        key_position=entry.get("primaryKeyPosition") if entry.get("primaryKey") else None,
        allowed=allowed,
        allowed_why=allowed_why,
        minimum=options.get("minimum"),
        above=options.get("exclusiveMinimum"),
        maximum=options.get("maximum"),
        pattern=options.get("pattern"),
        is_personal=entry["classification"] == "personal",
        references=_reference(entry, where),
        why=settings.get("why", ""),
        synonyms=tuple(settings.get("synonyms", ())),
        style=settings.get("style"),
        found_by=settings.get("found_by"),
        example=str(examples[0]) if examples else None,
    )


def _rule(entry: dict[str, Any], names: set[str], where: str) -> Rule:
    where = f"{where}, rule {entry.get('name')}"
    settings = _settings(entry.get("customProperties"), RULE_SETTINGS, where)
    implementation = entry.get("implementation") or {}
    if entry.get("type") != "custom" or entry.get("engine") != "greatExpectations":
        raise ContractError(f"{where}: a rule has type custom and engine greatExpectations.")
    if set(implementation) != {"type", "kwargs"}:
        raise ContractError(f"{where}: implementation has exactly type and kwargs.")
    if entry.get("severity") not in SEVERITIES:
        raise ContractError(f"{where}: severity must be one of {', '.join(SEVERITIES)}.")
    kwargs = implementation["kwargs"]
    columns = tuple(kwargs[key] for key in ("column", "column_A", "column_B") if key in kwargs)
    columns += tuple(kwargs.get("column_list", ()))
    missing = [column for column in columns if column not in names]
    if not columns or missing:
        raise ContractError(f"{where}: speaks of columns that the contract does not have: {', '.join(missing)}.")
    for part in ("name", "description", "businessImpact"):
        if not entry.get(part):
            raise ContractError(f"{where}: {part} is missing.")
    return Rule(
        name=entry["name"],
        severity=entry["severity"],
        expectation=implementation["type"],
        kwargs=tuple((name, tuple(said) if isinstance(said, list) else said) for name, said in sorted(kwargs.items())),
        columns=columns,
        description=entry["description"],
        why=entry["businessImpact"],
        remedy=settings.get("remedy", ""),
    )


def parse(text: str, file_name: str) -> Contract:
    """The contract that this text holds; raises ContractError for whatever the standard or Hearth does not know."""
    try:
        document = yaml_text.read(text)
    except yaml.YAMLError as fault:
        raise ContractError(f"{file_name}: is not YAML: {fault}") from None
    for error in sorted(_standard().iter_errors(document), key=lambda error: list(map(str, error.path))):
        place = ".".join(str(part) for part in error.path)
        raise ContractError(f"{file_name}: at {place or 'the top'}: {error.message}")
    if len(document.get("schema", [])) != 1 or document["schema"][0]["name"] != document["id"]:
        raise ContractError(f"{file_name}: holds one schema object, named as the contract's id.")
    table = document["schema"][0]
    columns = tuple(_column(entry, file_name) for entry in table["properties"])
    names = {column.name for column in columns}
    if len(names) != len(columns):
        raise ContractError(f"{file_name}: two columns have the same name.")
    settings = _settings(table.get("customProperties"), TABLE_SETTINGS, file_name)
    for setting, named in settings.items():
        if named not in names:
            raise ContractError(f"{file_name}: {setting} names {named}, which is not a column.")
    contract = Contract(
        name=document["id"],
        title=document.get("name") or document["id"],
        version=document["version"],
        purpose=(document.get("description") or {}).get("purpose", ""),
        usage=(document.get("description") or {}).get("usage", ""),
        limitations=(document.get("description") or {}).get("limitations", ""),
        grain=table.get("dataGranularityDescription", ""),
        columns=columns,
        rules=tuple(_rule(entry, names, file_name) for entry in table.get("quality", [])),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        latest_by=settings.get("latest_by"),
        dated_by=settings.get("dated_by"),
    )
    if not contract.key:
        raise ContractError(f"{file_name}: no column is a primary key.")
    return contract


def _in_reference_order(contracts: dict[str, Contract]) -> dict[str, Contract]:
    """Datasets that others refer to come first, then by name; raises ContractError for a reference to nothing."""
    ordered: dict[str, Contract] = {}
    for contract in contracts.values():
        for column in contract.columns:
            if column.references:
                dataset, _, name = column.references.partition(".")
                if dataset not in contracts or name not in contracts[dataset].by_name:
                    raise ContractError(
                        f"{contract.name}.yaml: {column.name} refers to {column.references}, which is not there."
                    )
    waiting = dict(sorted(contracts.items()))
    while waiting:
        for name, contract in waiting.items():
            needs = {column.references.partition(".")[0] for column in contract.columns if column.references}
            needs |= {FOUND_BY[column.found_by] for column in contract.columns if column.found_by}
            if needs - {name} <= set(ordered):
                ordered[name] = waiting.pop(name)
                break
        else:
            raise ContractError(f"Contracts refer to each other in a circle: {', '.join(waiting)}.")
    return ordered


@functools.cache
def contracts(folder: Path = FOLDER) -> dict[str, Contract]:
    """Every contract in the folder by dataset name, those that others refer to first."""
    found: dict[str, Contract] = {}
    for path in sorted(folder.glob("*.yaml")):
        contract = parse(path.read_text("utf-8"), path.name)
        if contract.name != path.stem:
            raise ContractError(f"{path.name}: the file is named otherwise than its id, {contract.name}.")
        found[contract.name] = contract
    return _in_reference_order(found)
