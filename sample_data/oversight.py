"""Who looks at a home from outside its team: inspections, visits, audits and reviews, and what is done about them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from sample_data.dates import DAY, add_months, months_between
from sample_data.layout import Row
from sample_data.people import Stay
from sample_data.plan import Home, Span, stream
from sample_data.traits import is_short_break

GRADES = ("inadequate", "requires_improvement", "good", "outstanding")
LEADS = {"reg44_visit": "Independent person", "leadership_audit": "Responsible individual",
         "child_audit": "Deputy Manager", "reg45_review": "Registered Manager",
         "reg46_review": "Registered Manager"}  # fmt: skip
FINDINGS = ("strong relationships seen", "records clear and in the child's words", "plans not all up to date",
            "two actions carried over", "sleep-in room needs decorating", "debriefs late in places",
            "children knew how to complain", "good work with school")  # fmt: skip
# Kind: months between two of them in a home, and the chance that one is kept.
IN_A_HOME = {"reg45_review": (6, 0.96), "reg46_review": (12, 1), "leadership_audit": (2, 0.92),
             "young_inspector_visit": (6, 0.9), "senior_leadership_visit": (6, 0.92),
             "learningfest_audit": (3, 0.85), "peer_review": (12, 0.8), "performance_meeting": (3, 0.94),
             "group_supervision": (1, 0.93)}  # fmt: skip
OF_THE_SERVICE = {"cpc_digest": (3, 0.98), "cslt_digest": (3, 0.96), "annual_report": (12, 1),
                  "policy_review": (12, 0.95), "young_scrutineer_panel": (6, 0.95), "dip_sample": (3, 0.85),
                  "thematic_audit": (6, 0.9), "practice_briefing": (2, 0.9)}  # fmt: skip
WORK = {
    "reg44_visit": ("Mend the garden gate", "Put the children's views into the plan", "Redecorate the lounge"),
    "reg45_review": ("Set out how outcomes are measured", "Ask parents each quarter"),
    "leadership_audit": ("Bring supervision up to date", "Record debriefs on the day", "Renew the fire training"),
    "child_audit": ("Update the risk assessment", "Agree the transport plan with school", "Start the life story book"),
}
SOURCES = {"reg44_visit": "reg44", "reg45_review": "reg45", "leadership_audit": "leadership_audit",
           "child_audit": "child_audit"}  # fmt: skip
KPI = {"Bring supervision up to date": "supervision_timeliness_rate", "Ask parents each quarter": None,
       "Record debriefs on the day": "restraint_n", "Agree the transport plan with school": "school_attendance_rate",
       "Renew the fire training": "cpd_participation_rate"}  # fmt: skip
OWNERS = ("Registered Manager", "Deputy Manager", "Senior Residential Worker")


def _grade(chance: random.Random, home: Home, day: date, usual: int) -> int:
    if home.is_turned(day, "better"):
        return 3
    if home.awaits(day, "better") or home.is_turned(day, "worse"):
        return 2
    return min(4, max(1, usual + chance.choices((0, 1, -1), (80, 8, 12))[0]))


def _inspection(chance: random.Random, home: Home, kind: str, day: date, usual: int) -> Row:
    """One inspection with its report; only a full one is graded."""
    row: Row = {"home_id": home.home_id, "kind": kind, "inspected_on": day,
                "published_on": day + timedelta(days=chance.randrange(26, 50))}  # fmt: skip
    overall = _grade(chance, home, day, usual)
    row["requirements"] = max(0, (4 - overall) * 2 - chance.randrange(3)) if kind != "registration" else 0
    row["recommendations"] = chance.randrange(1, 5) if kind != "registration" else 0
    if kind == "full":
        protected = min(4, max(1, overall + chance.choice((0, 0, 0, 1))))
        led = min(4, max(1, overall + chance.choice((0, 0, -1))))
        grades = {"overall": overall, "helped_and_protected": protected, "leaders_and_managers": led}
        row |= {column: GRADES[level - 1] for column, level in grades.items()}
    return row


def inspection_rows(home: Home, seed: int, span: Span) -> list[Row]:
    """The inspections since the home opened: one full a year, an assurance visit in some years between."""
    chance = stream(seed, "inspections", home.index)
    usual = chance.choices((2, 3, 4), (18, 66, 16))[0]
    rows = [_inspection(chance, home, "registration", home.registered_from - timedelta(days=20), usual)]
    day = home.opened_on + timedelta(days=chance.randrange(150, 300))
    while day < home.last_day(span.horizon):
        if day.weekday() < 5:
            rows.append(_inspection(chance, home, "full", day, usual))
            between = day + timedelta(days=chance.randrange(120, 220))
            is_low = rows[-1]["overall"] in GRADES[:2]
            if is_low or chance.random() < 0.3:
                between += timedelta(days={5: 2, 6: 1}.get(between.weekday(), 0))
                kind = "monitoring" if rows[-1]["overall"] == "inadequate" else "assurance"
                rows.append(_inspection(chance, home, kind, between, usual))
            day += timedelta(days=chance.randrange(300, 400))
        else:
            day += DAY
    rows = [row for row in rows if row["inspected_on"] < home.last_day(span.horizon)]
    rows.sort(key=lambda row: row["inspected_on"])
    for number, row in enumerate(rows, 1):
        row["inspection_id"] = f"IN{home.index + 1:03d}{number:03d}"
    return rows


def _activity(chance: random.Random, kind: str, due: date, kept: float, **about: str) -> Row:
    """One activity: done by its day as often as `kept` says, else some weeks late or not at all."""
    luck = chance.random()
    done: date | None = due - timedelta(days=chance.randrange(0, 16))
    if luck > kept:
        done = due + timedelta(days=chance.randrange(4, 24)) if luck < kept + (1 - kept) * 0.6 else None
    if done:
        done += timedelta(days={5: -1, 6: -2}.get(done.weekday(), 0))
    reports = {"reg44_visit": 18, "reg45_review": 26}
    wait = reports.get(kind)
    late = chance.choice((0, 0, 0, 0, 0, 0, 0, 12, 20))
    sent = done + timedelta(days=chance.randrange(4, wait) + late) if done and wait else None
    row: Row = {"kind": kind, "due_on": due, "done_on": done, "report_sent_on": sent,
                "known_on": due - timedelta(days=45), **about}  # fmt: skip
    found = chance.choice(FINDINGS)
    return row | ({"lead": LEADS.get(kind, "Quality assurance lead"), "findings": found} if done else {})


def _cycles(chance: random.Random, kinds: dict[str, tuple[int, float]], first: date, last: date,
            **about: str) -> Iterator[Row]:  # fmt: skip
    """Each kind again and again after its months, the first within one interval of the start."""
    for kind, (months, kept) in kinds.items():
        start = add_months(first.replace(day=1), chance.randrange(months) + 1) - DAY
        for number in range((last - first).days // 28 // months + 2):
            due = add_months(start + DAY, months * number) - DAY
            if first <= due < last + timedelta(days=45):
                yield _activity(chance, kind, due, kept, **about)


def _child_audits(chance: random.Random, home: Home, stays: list[Stay], first: date, last: date) -> Iterator[Row]:
    """Every second month for each child who lives in the home."""
    for stay in stays:
        if is_short_break(stay.child) or (stay.discharged_on - stay.admitted_on).days < 50:
            continue
        due = stay.admitted_on + timedelta(days=61)
        while due < min(stay.discharged_on, last + timedelta(days=45)):
            if due >= first:
                yield _activity(chance, "child_audit", due, 0.9, home_id=home.home_id, child_id=stay.child.child_id)
            due += timedelta(days=61)


def activity_rows(home: Home, stays: list[Stay], seed: int, span: Span) -> list[Row]:
    """The activities of the framework in the home, and those of the whole service beside the first home's."""
    chance = stream(seed, "quality", home.index)
    first, last = max(span.first, home.registered_from), home.last_day(span.horizon)
    rows: list[Row] = []
    for month in months_between(first, last - DAY):
        due = add_months(month, 1) - DAY
        rows.append(_activity(chance, "reg44_visit", due, 0.97, home_id=home.home_id))
    rows += _cycles(chance, IN_A_HOME, add_months(first, -2), last, home_id=home.home_id)
    rows += _child_audits(chance, home, stays, first, last)
    if home.index == 0:
        rows += _cycles(chance, OF_THE_SERVICE, add_months(span.first, -12), span.horizon)
    rows.sort(key=lambda row: (row["due_on"], row["kind"], row.get("child_id", "")))
    for number, row in enumerate(rows, 1):
        row["activity_id"] = f"Q{home.index + 1:03d}{number:05d}"
    return rows


def _action(chance: random.Random, home: Home, source: str, source_id: str | None, text: str, agreed: date) -> Row:
    due = agreed + timedelta(days=chance.choice((14, 21, 28, 42, 60)))
    luck = chance.random()
    is_slow = home.is_turned(agreed, "worse")
    done: date | None = due - timedelta(days=chance.randrange(0, 12))
    if luck > (0.6 if is_slow else 0.78):
        done = due + timedelta(days=chance.randrange(3, 45)) if luck < (0.88 if is_slow else 0.95) else None
    return {
        "home_id": home.home_id, "source": source, "source_id": source_id, "kpi": KPI.get(text), "description": text,
        "owner": chance.choice(OWNERS), "agreed_on": agreed, "due_on": due,
        "completed_on": max(done, agreed) if done else None,
        "evidence": chance.choice(("seen at the next visit", "record updated", "photograph kept")) if done else None,
    }  # fmt: skip


def action_rows(home: Home, activities: list[Row], inspections: list[Row], complaints: list[Row], seed: int,
                span: Span) -> list[Row]:  # fmt: skip
    """What was agreed after visits, audits, inspections and complaints, who does it and by when."""
    chance = stream(seed, "actions", home.index)
    rows: list[Row] = []
    for found in activities:
        done = found["done_on"]
        if found["kind"] in WORK and done and span.first <= done and chance.random() < 0.55:
            text = chance.choice(WORK[found["kind"]])
            rows.append(_action(chance, home, SOURCES[found["kind"]], found["activity_id"], text, done))
    for seen in inspections:
        for number in range(seen["requirements"] if seen["published_on"] >= span.first else 0):
            text = f"Meet requirement {number + 1} of the inspection"
            rows.append(_action(chance, home, "inspection", seen["inspection_id"], text, seen["published_on"]))
    for complaint in complaints:
        if complaint["kind"] == "complaint" and complaint["outcome"] in ("upheld", "partly upheld"):
            text = "Tell the child what has changed"
            rows.append(_action(chance, home, "complaint", complaint["feedback_id"], text, complaint["closed_on"]))
    rows.sort(key=lambda row: (row["agreed_on"], row["source"], str(row["source_id"]), row["description"]))
    for number, row in enumerate(rows, 1):
        row["action_id"] = f"X{home.index + 1:03d}{number:04d}"
    return rows
