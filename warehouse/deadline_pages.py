"""Writes docs/deadlines.md, the deadlines and conflicts as the framework has them; run it, never edit the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from warehouse import standards, standards_cyclic
from warehouse.standards import Conflict, NotRecorded, Standard

PAGE = Path(__file__).parent.parent / "docs" / "deadlines.md"
UNITS = {"hours": "hours", "days": "days by the calendar", "working_days": "working days", "same_date": "days"}
STATES = {
    "met": "done within the target",
    "late_within_max": "done after the target, within the most that is allowed",
    "breached_local": "done after that",
    "breached_statutory": "done after the limit of the law",
    "overdue": "not done, and the target has passed",
    "pending": "not done, and there is still time",
    "declined_offered": "offered, and declined by the child",
    "not_required": "exempt, or not owed",
    "no_standard": "nobody has set a limit yet",
    "indeterminate": "cannot be told: days without times leave it open, it was done before its clock started, or "
    "records begin too late",
}
INTRO = """# The deadlines

Every deadline of the framework and of the law. This page is written from the files in `warehouse/framework/` by
`python -m warehouse.deadline_pages`; change those, not this page. A council that sets or changes a limit adds a dated
line to `standards_event.yaml` or `standards_cyclic.yaml`.

Hours are elapsed hours, over both changes of the clock. Days are days of the calendar by UK date. Working days are
those of England and Wales (`bank_holidays.csv`). An event belongs to the period in which it starts, a duty that comes
round to the period in which it is due. Another reading of a standard is shown beside it and left out of its figures.

What came round before the first day of which a dataset tells is not judged by it, and an interval whose start is not
known runs from that day. What a child or member of staff who moves between our homes is owed goes along to the next
home; when somebody leaves, what was not yet due is owed no more."""
SUBJECTS = {
    "home": "home", "service": "service, all homes together", "staff": "permanent or fixed-term member of staff",
    "new_staff": "new permanent or fixed-term member of staff", "staff_month": "member of staff due for supervision",
    "care_worker": "worker in a care role, agency staff apart", "manager": "registered manager",
    "child": "child, short breaks too", "looked_after_child": "child under 18, short breaks apart",
    "pupil": "child of school age or over and under 18, short breaks apart",
    "child_with_plan": "child with an education, health and care plan",
    "placement": "child under 18 in the first year of a stay, short breaks apart", "report": "activity that was done",
}  # fmt: skip
DUTIES = {
    "reg44_visit": "visit of the independent person", "reg45_review": "quality of care review",
    "reg46_review": "review of premises and location", "cpc_digest": "digest for the committee",
    "cslt_digest": "digest for the leadership team", "cla_review": "care plan review", "pep": "education plan review",
    "ehcp_review": "review of the plan", "dental": "dental check", "house": "house meeting",
    "team_with_minutes": "team meeting with minutes", "performance": "performance meeting", "vehicle": "vehicle check",
}  # fmt: skip
STEPS = {"first": "first", "second": "second", "then": "then", "under_5": "for a child under five"}
KINDS = {
    "incident": "incidents other than restraint", "restraint": "restraint", "sanction": "sanctions",
    "missing": "missing episodes of children under 18", "missing_returned": "returned missing children under 18",
    "notifiable": "notifiable events", "allegation": "allegations", "complaint_stage_1": "complaints at stage 1",
    "complaint_stage_2": "complaints at stage 2", "complaint_stage_3": "complaints at stage 3",
    "complaint_other": "other complaints", "return_from_sickness": "returns after sickness",
}  # fmt: skip


def _limits(line: dict[str, Any]) -> str:
    """`target 48, most 72 hours`, a line's limits in words, the newest last."""
    said = []
    for limit in line["limits"]:
        names = (("target", "target"), ("max", "most"), ("statutory", "law"))
        parts = [f"{word} {limit[name]}" for name, word in names if limit[name] is not None]
        of_kind = f"{KINDS[limit['only']]}: " if "only" in limit else ""
        words = f"{', '.join(parts)} {UNITS[line['unit']]}" if parts else "none set"
        said.append(f"{of_kind}{'on the same day' if line['unit'] == 'same_date' and parts else words}")
    return "; ".join(said)


def _span(span: dict[str, int] | None) -> str:
    if span is None:
        return "no limit set"
    return " ".join(f"{amount} {unit.replace('_', ' ')}" for unit, amount in span.items())


def _cycle(cycle: dict[str, Any]) -> str:
    """`house: at least one each week`, a cycle in words."""
    kind = cycle["activity"].partition(".")[2]
    duty = DUTIES.get(kind, kind.replace("_", " "))
    if "each" in cycle:
        return f"{duty}: at least {cycle.get('at_least', 1)} each {cycle['each'].replace('_', ' ')}"
    if "every" in cycle:
        steps = ", ".join(f"{STEPS[name]} {_span(span)}" for name, span in cycle["every"].items())
        said = steps if len(cycle["every"]) > 1 else steps.removeprefix("then ")
        return f"{duty}: {said} after the one before or the start"
    if "once" in cycle:
        from_on = f", not before {_span(cycle['earliest'])}" if "earliest" in cycle else ""
        return f"{duty}: once, {_span(cycle['once'])} from the start{from_on}"
    return f"report of the {duty}: {_span(cycle['within'])} after it"


def _standard(standard: Standard, rule: str) -> str:
    said = [f"### {standard.standard}: {standard.title}", rule]
    if standard.note:
        said.append(" ".join(standard.note.split()))
    rows = {
        "The framework says": standard.wording and f"“{' '.join(standard.wording.split())}”",
        "Asked for by": standard.authority,
        "Suggested": standard.suggestion,
        "Another reading of": standard.reading_of,
        "See": ", ".join(standard.conflicts),
    }
    said.append("\n".join(f"- {name}: {text}" for name, text in rows.items() if text))
    return "\n\n".join(said)


def _conflict(conflict: Conflict) -> str:
    touched = f" Touches {', '.join(conflict.standards)}." if conflict.standards else ""
    wording = f" It says {conflict.wording}." if conflict.wording else ""
    return f"- **{conflict.conflict}** ({conflict.where}): {conflict.problem}{wording} {conflict.treatment}{touched}"


def _not_recorded(one: NotRecorded) -> str:
    name = f"{one.standard}: {one.title}" if one.standard.isupper() else one.title
    return f"{name} ({one.authority}). {one.why}"


def deadlines_markdown() -> str:
    """The page: states, deadlines that events start, duties that come round, what is not recorded, conflicts."""
    known = standards.standards()
    lines = [INTRO, "## States\n\n" + "\n".join(f"- `{state}`: {words}" for state, words in STATES.items())]
    lines.append("## Started by an event")
    for line in standards.event_lines():
        kinds = ", ".join(KINDS[kind] for kind in line["applies_to"])
        starts = ", else ".join(f"`{name}`" for name in line["starts"])
        stops = " and ".join(f"`{name}`" for name in line["stops"])
        lines.append(_standard(known[line["id"]], f"For {kinds}; from {starts} to {stops}. Limits: {_limits(line)}."))
    lines.append("## Coming round")
    for line in standards_cyclic.read():
        rule = "; ".join(_cycle(cycle) for cycle in line["cycles"])
        lines.append(
            _standard(known[line["id"]], f"Owed to each {SUBJECTS[line['subject']]}. {rule[:1].upper()}{rule[1:]}.")
        )
    lines.append("## Not recorded\n\nNo dataset holds these, so nothing is said of them.")
    lines.append("\n".join(f"- {_not_recorded(one)}" for one in standards.not_recorded()))
    lines.append("## Where the framework contradicts itself, leaves a gap or falls short of the law")
    lines.append("\n".join(_conflict(conflict) for conflict in standards.conflicts().values()))
    return "\n\n".join(lines) + "\n"


def write_page(path: Path = PAGE) -> None:
    """The page in docs is up to date."""
    path.write_text(deadlines_markdown(), "utf-8")


if __name__ == "__main__":
    write_page()
