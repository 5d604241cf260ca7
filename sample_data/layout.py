"""The layout of the exports: which columns a dataset has, and what a row looked like on the day of the export."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

Row = dict[str, Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "homes": ("home_id", "valid_from", "name", "ofsted_urn", "registered_places", "registered_from", "opened_on",
              "closed_on", "is_short_break"),
    "home_capacity": ("home_id", "valid_from", "valid_to", "places_available", "reason"),
    "children": ("child_id", "given_name", "family_name", "date_of_birth", "sex", "ethnicity", "upn",
                 "first_looked_after_on", "has_disability", "is_active_travel_exempt"),
    "stays": ("stay_id", "child_id", "home_id", "admitted_on", "discharged_on", "stay_type", "legal_status",
              "placing_authority", "is_planned_ending", "end_reason"),
    "staff": ("staff_id", "home_id", "started_on", "ended_on", "name", "role", "role_group", "contract", "fte",
              "leaving_reason", "is_internal_transfer", "care_role_started_on", "level3_completed_on"),
    "staff_absence": ("absence_id", "staff_id", "started_on", "ended_on", "reason", "return_to_work_met_on"),
    "supervision": ("supervision_id", "staff_id", "supervisor_id", "held_on", "planned_for", "kind",
                    "record_signed_on", "status", "cancelled_reason"),
    "incidents": ("incident_id", "home_id", "kind", "occurred_at", "ended_at", "discovered_at", "location", "behaviour",
                  "child_ids", "staff_ids", "injured_child_ids", "injured_staff_ids", "injured_visitors",
                  "injury_cause", "is_riddor", "injury_severity", "is_planned_in_ehcp", "record_completed_at",
                  "staff_debrief_at", "child_debrief_at", "is_child_debrief_declined", "spoke_to_user_at",
                  "spoke_to_child_at", "signed_off_at", "plans_reviewed_at", "is_notifiable", "became_aware_at",
                  "ofsted_notified_at", "lado_contacted_at", "is_police_involved", "is_serious_violence"),
    "missing_episodes": ("episode_id", "child_id", "home_id", "kind", "missing_from_at", "noticed_at", "upgraded_at",
                         "police_reported_at", "returned_at", "record_completed_at", "rhi_offered_at", "rhi_outcome",
                         "rhi_completed_at", "is_rhi_independent", "is_philomena_followed", "plans_reviewed_at"),
    "attendance": ("child_id", "school_urn", "date", "session", "mark", "received_on"),
    "placements": ("child_id", "started_on", "ended_on", "reason_new_episode", "legal_status", "placement_type",
                   "urn"),
    "schooling": ("child_id", "started_on", "ended_on", "kind", "school_urn", "is_part_time_timetable", "has_ehcp"),
    "child_reviews": ("review_id", "child_id", "kind", "held_on", "has_child_view"),
    "health_appointments": ("appointment_id", "child_id", "kind", "booked_for", "outcome", "outcome_reason"),
    "exploitation_concerns": ("concern_id", "child_id", "strand", "risk_level", "identified_on", "assessed_on",
                              "is_substantiated", "nrm_reference", "closed_on"),
    "activities": ("activity_id", "child_ids", "date", "minutes", "name", "is_extracurricular", "is_physical",
                   "is_organised", "is_refused"),
    "journeys": ("journey_id", "child_id", "date", "purpose", "mode", "active_minutes"),
    "surveys": ("response_id", "question", "home_id", "child_id", "stay_id", "asked_on", "answer", "asked_by", "mode"),
    "feedback": ("feedback_id", "home_id", "kind", "received_on", "received_from", "child_ids", "stage", "nature",
                 "is_advocacy_offered", "outcome", "outcome_told_child_on", "closed_on"),
    "sanctions": ("sanction_id", "home_id", "child_id", "occurred_at", "measure", "behaviour", "imposed_by",
                  "staff_ids", "is_proportionate", "is_restorative", "record_completed_at", "staff_debrief_at",
                  "child_debrief_at", "is_child_debrief_declined", "spoke_to_user_at", "spoke_to_child_at",
                  "signed_off_at", "plans_reviewed_at"),
    "strategy_meetings": ("meeting_id", "child_ids", "home_id", "kind", "requested_at", "held_at", "outcome"),
    "training": ("training_id", "staff_id", "course", "category", "completed_on", "hours", "expires_on"),
    "staff_milestones": ("milestone_id", "staff_id", "kind", "due_on", "done_on"),
    "finance": ("home_id", "month", "cost_line", "budget", "actual", "forecast"),
    "posts": ("home_id", "month", "established_posts", "vacant_posts", "shifts", "agency_shifts"),
    "inspections": ("inspection_id", "home_id", "kind", "inspected_on", "published_on", "overall",
                    "helped_and_protected", "leaders_and_managers", "requirements", "recommendations"),
    "home_checks": ("check_id", "home_id", "kind", "done_on", "is_satisfactory", "remedy"),
    "meetings": ("meeting_id", "home_id", "kind", "held_on", "child_ids", "has_minutes"),
    "qa_activities": ("activity_id", "kind", "home_id", "child_id", "due_on", "done_on", "report_sent_on", "lead",
                      "findings"),
    "actions": ("action_id", "home_id", "source", "source_id", "kpi", "description", "owner", "agreed_on", "due_on",
                "completed_on", "evidence"),
}  # fmt: skip

# Columns whose day has come before there is such a row; `known_on` is the day of the system's own entry.
STARTS: dict[str, tuple[str, ...]] = {
    "homes": ("registered_from", "valid_from"),
    "home_capacity": ("valid_from",),
    "children": (),
    "stays": ("admitted_on",),
    "staff": ("started_on",),
    "staff_absence": ("started_on",),
    "supervision": ("planned_for",),
    "incidents": ("occurred_at",),
    "missing_episodes": ("missing_from_at",),
    "placements": ("started_on",),
    "schooling": ("started_on",),
    "child_reviews": ("held_on",),
    "health_appointments": ("known_on",),
    "exploitation_concerns": ("identified_on",),
    "activities": ("date",),
    "journeys": ("date",),
    "surveys": ("asked_on",),
    "feedback": ("received_on",),
    "sanctions": ("occurred_at",),
    "strategy_meetings": ("requested_at",),
    "training": ("known_on",),
    "staff_milestones": ("known_on",),
    "finance": ("month",),
    "posts": ("known_on",),
    "inspections": ("inspected_on",),
    "home_checks": ("done_on",),
    "meetings": ("held_on",),
    "qa_activities": ("known_on",),
    "actions": ("agreed_on",),
}

# Columns that look ahead: what is in them is known before the day comes.
FORESEEN: dict[str, tuple[str, ...]] = {
    "health_appointments": ("booked_for",),
    "training": ("expires_on",),
    "staff_milestones": ("due_on",),
    "qa_activities": ("due_on",),
    "actions": ("due_on",),
}

_UNPUBLISHED: Row = dict.fromkeys(
    ("overall", "helped_and_protected", "leaders_and_managers", "requirements", "recommendations")
)

# What is blank while the day in the column named has not come.
NOT_YET_KNOWN: dict[str, dict[str, Row]] = {
    "stays": {"discharged_on": {"is_planned_ending": None, "end_reason": None}},
    "staff": {"ended_on": {"leaving_reason": None, "is_internal_transfer": "no"}},
    "supervision": {"held_on": {"status": "planned", "record_signed_on": None}},
    "missing_episodes": {
        "returned_at": {"rhi_outcome": None, "is_rhi_independent": None},
        "rhi_offered_at": {"rhi_outcome": None, "is_rhi_independent": None},
        "rhi_completed_at": {"rhi_outcome": None, "is_rhi_independent": None},
    },
    "health_appointments": {"booked_for": {"outcome": None, "outcome_reason": None}},
    "exploitation_concerns": {"assessed_on": {"is_substantiated": None, "nrm_reference": None}},
    "feedback": {"closed_on": {"outcome": None}},
    "strategy_meetings": {"held_at": {"outcome": None}},
    "training": {"completed_on": {"expires_on": None}},
    "finance": {"closed_on": {"actual": None}},
    "inspections": {"published_on": _UNPUBLISHED},
    "qa_activities": {"done_on": {"findings": None, "lead": None}},
    "actions": {"completed_on": {"evidence": None}},
}


def day_of(value: date | datetime) -> date:
    """The calendar day of a date or a moment."""
    return value.date() if isinstance(value, datetime) else value


def as_exported(dataset: str, row: Row, until: date) -> tuple[Any, ...] | None:
    """The row's values as they stood at the end of the day `until`, or None when there was no such row yet."""
    for column in STARTS[dataset]:
        if row.get(column) is not None and day_of(row[column]) > until:
            return None
    late = [name for name, value in row.items() if isinstance(value, date) and day_of(value) > until]
    if late:
        row = {**row, **dict.fromkeys(name for name in late if name not in FORESEEN.get(dataset, ()))}
        for name in late:
            row.update(NOT_YET_KNOWN.get(dataset, {}).get(name, {}))
    return tuple(row.get(column) for column in COLUMNS[dataset])
