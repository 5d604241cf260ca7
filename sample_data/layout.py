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
}  # fmt: skip

STARTS = {
    "homes": ("registered_from", "valid_from"),
    "home_capacity": ("valid_from",),
    "children": (),
    "stays": ("admitted_on",),
    "staff": ("started_on",),
    "staff_absence": ("started_on",),
    "supervision": ("planned_for",),
    "incidents": ("occurred_at",),
    "missing_episodes": ("missing_from_at",),
}

NOT_YET_KNOWN: dict[str, dict[str, Row]] = {
    "stays": {"discharged_on": {"is_planned_ending": None, "end_reason": None}},
    "staff": {"ended_on": {"leaving_reason": None, "is_internal_transfer": "no"}},
    "supervision": {"held_on": {"status": "planned", "record_signed_on": None}},
    "missing_episodes": {
        "returned_at": {"rhi_outcome": None, "is_rhi_independent": None},
        "rhi_offered_at": {"rhi_outcome": None, "is_rhi_independent": None},
        "rhi_completed_at": {"rhi_outcome": None, "is_rhi_independent": None},
    },
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
        row = {**row, **dict.fromkeys(late)}
        for name in late:
            row.update(NOT_YET_KNOWN.get(dataset, {}).get(name, {}))
    return tuple(row.get(column) for column in COLUMNS[dataset])
