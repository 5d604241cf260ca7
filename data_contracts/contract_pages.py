"""Writes the page that explains a contract, for the app and for the docs folder; run it to renew docs/contracts."""

from __future__ import annotations

from pathlib import Path

from data_contracts.contract import Column, Contract, contracts
from data_contracts.wording import TYPE_WORDS, range_words

FOLDER = Path(__file__).parent.parent / "docs" / "contracts"
SEVERITY_WORDS = {
    "error": "The row is set aside until it is mended",
    "warning": "The row counts and is listed for checking",
}
HEADINGS = ("Column", "Label", "What it holds", "Type", "Required", "Accepts", "Refers to", "Personal", "Why")


def _cell(text: str) -> str:
    """The text on one line, with nothing in it that would end a table cell."""
    return " ".join(text.split()).replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{text}`"


def _accepts(column: Column) -> str:
    if column.allowed is not None:
        return ", ".join(_code(value) for value in column.allowed)
    if column.pattern is not None:
        return "one reference a cell"
    return range_words(column)


def _required(column: Column) -> str:
    words = ["yes"] if column.required else []
    if column.key_position is not None:
        words.append("key")
    return ", ".join(words) or "no"


def _why(column: Column) -> str:
    both = (column.why, column.allowed_why)
    return " ".join(dict.fromkeys(why for why in both if why))


def _column_row(column: Column) -> str:
    cells = (
        _code(column.name),
        column.label,
        column.description,
        TYPE_WORDS[column.type],
        _required(column),
        _accepts(column),
        _code(column.references) if column.references else "",
        "yes" if column.is_personal else "no",
        _why(column),
    )
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _rules(contract: Contract) -> list[str]:
    if not contract.rules:
        return ["No rule between columns."]
    lines: list[str] = []
    for rule in contract.rules:
        names = " and ".join(_code(name) for name in rule.columns)
        lines += [
            f"- **{rule.description}** ({names})",
            f"  - If not: {SEVERITY_WORDS[rule.severity].lower()}.",
            f"  - Why: {rule.why}",
            f"  - What to do: {rule.remedy}",
        ]
    return lines


def contract_markdown(contract: Contract) -> str:
    """The contract as a Markdown page: what a row is, what each column accepts and why, the rules and the limits."""
    key = ", ".join(_code(column.name) for column in contract.key)
    headings = "| " + " | ".join(HEADINGS) + " |"
    return "\n".join(
        [
            f"# {contract.title}",
            "",
            contract.purpose,
            "",
            f"Dataset {_code(contract.name)}, version {contract.version} of the contract.",
            "",
            "## What a row is",
            "",
            f"{contract.grain} {contract.usage}",
            "",
            f"The key is {key}: a later row with the same key amends the earlier one.",
            "",
            "## Columns",
            "",
            headings,
            "|" + " --- |" * len(HEADINGS),
            *(_column_row(column) for column in contract.columns),
            "",
            "Columns that are not required may be blank or left out.",
            "",
            "## Rules",
            "",
            *_rules(contract),
            "",
            "## Limits",
            "",
            contract.limitations,
            "",
        ]
    )


def write_pages(folder: Path = FOLDER) -> None:
    """Leaves in the folder one up-to-date page a contract, named as the dataset."""
    folder.mkdir(parents=True, exist_ok=True)
    for contract in contracts().values():
        (folder / f"{contract.name}.md").write_text(contract_markdown(contract), "utf-8")


if __name__ == "__main__":
    write_pages()
