"""Homes, children and staff as people know them: who lives and works where, and what happened to them."""

from __future__ import annotations

from datetime import date

import pandas as pd

from warehouse.engine import Database
from warehouse.figures import Scope


def _homes_in(scope: Scope, home: str | None) -> list[str] | None:
    if scope.homes is None:
        return [home] if home else None
    return sorted(scope.homes & {home}) if home else sorted(scope.homes)


def homes(database: Database, scope: Scope, today: date) -> pd.DataFrame:
    """A row a home: home_id, name, ofsted_urn, registered_places, opened_on, closed_on, is_short_break, children."""
    return database.frame(
        """
        select home.home_id, home.name, home.ofsted_urn,
            coalesce(any_value(registered_places.places), any_value(home.registered_places)) as registered_places,
            home.registered_from, home.opened_on,
            home.closed_on, home.is_short_break, count(distinct stay_span.child_id) as children
        from home
        left join stay_span on stay_span.home_id = home.home_id
            and stay_span.admitted_on <= $today and stay_span.left_on > $today
        left join registered_places on registered_places.home_id = home.home_id
            and registered_places.first_on <= $today and registered_places.last_on >= $today
        where $homes is null or list_contains($homes, home.home_id)
        group by all order by home.name
        """,
        {"today": today, "homes": _homes_in(scope, None)},
    )


def children(database: Database, scope: Scope, today: date, home: str | None) -> pd.DataFrame:
    """A row a stay: child_id, name, age, home_id, home, stay_type, admitted_on, discharged_on, lives_here.

    Those who live here now come first, by name; then the latest to leave.
    """
    return database.frame(
        """
        select stays.child_id,
            trim(concat_ws(' ', children.given_name, children.family_name)) as name,
            date_part('year', age($today, children.date_of_birth)) as age,
            stays.home_id, home.name as home, stays.stay_type, stays.admitted_on, stays.discharged_on,
            stays.admitted_on <= $today and (stays.discharged_on is null or stays.discharged_on > $today)
                as lives_here
        from stays
        join children on children.child_id = stays.child_id
        join home on home.home_id = stays.home_id
        where $homes is null or list_contains($homes, stays.home_id)
        order by lives_here desc, case when lives_here then name end, stays.discharged_on desc nulls first,
            stays.child_id
        """,
        {"today": today, "homes": _homes_in(scope, home)},
    )


def staff(database: Database, scope: Scope, today: date, home: str) -> pd.DataFrame:
    """A row a member of staff employed today: staff_id, name, role, contract, started_on, supervised_on."""
    return database.frame(
        """
        select staff.staff_id, staff.name, staff.role, staff.contract, staff.fte, staff.started_on,
            max(supervision.held_on) as supervised_on
        from staff
        left join supervision on supervision.staff_id = staff.staff_id
            and supervision.kind = 'one_to_one' and supervision.status = 'held'
            and supervision.record_signed_on is not null and supervision.held_on <= $today
        where staff.started_on <= $today and coalesce(staff.ended_on, $today) >= $today
            and list_contains($homes, staff.home_id)
        group by all order by staff.role, staff.name, staff.staff_id
        """,
        {"today": today, "homes": _homes_in(scope, home)},
    )


def staff_names(database: Database, scope: Scope) -> pd.DataFrame:
    """A row a member of staff who ever worked in the homes: staff_id, name."""
    return database.frame(
        """
        select staff_id, coalesce(any_value(name), staff_id) as name from staff
        where $homes is null or list_contains($homes, home_id) group by staff_id order by staff_id
        """,
        {"homes": _homes_in(scope, None)},
    )


def incident_facts(database: Database, scope: Scope) -> pd.DataFrame:
    """A row an incident: record_id, happened_at, kind, injury, children (the names of those in it)."""
    return database.frame(
        """
        select incidents.record_id, incidents.occurred_at as happened_at, incidents.kind,
            incidents.injury_severity as injury,
            string_agg(
                coalesce(nullif(trim(concat_ws(' ', children.given_name, children.family_name)), ''), named."value"),
                ', ' order by named.position
            ) as children
        from incidents
        left join incidents_child_ids as named on named.record_id = incidents.record_id
        left join children on children.child_id = named."value"
        where $homes is null or list_contains($homes, incidents.home_id)
        group by all
        """,
        {"homes": _homes_in(scope, None)},
    )


def chronology(
    database: Database, scope: Scope, home: str | None, child: str | None, first: date | None
) -> pd.DataFrame:
    """What happened, newest first: child_id, name, home_id, home, happened_on, happened_at, what, detail, hours,
    and the dataset, record_id, file, sheet and row it comes from.

    `hours` stands on a return and says how many passed on the clock since the child went, where both times are known.
    """
    return database.frame(
        """
        select chronology.child_id, trim(concat_ws(' ', children.given_name, children.family_name)) as name,
            chronology.home_id, home.name as home, chronology.happened_on, chronology.happened_at, chronology.what,
            chronology.detail, chronology.dataset, chronology.record_id,
            case when chronology.what = 'returned' then
                date_diff('minute', missing_episode.missing_from_at_utc, missing_episode.returned_at_utc) / 60.0
            end as hours,
            submission.file, record.sheet, record.sheet_row as "row"
        from chronology
        left join children on children.child_id = chronology.child_id
        left join home on home.home_id = chronology.home_id
        left join missing_episode on chronology.dataset = 'missing_episodes'
            and missing_episode.record_id = chronology.record_id
        left join record on record.dataset = chronology.dataset and record.record_id = chronology.record_id
        left join meta.submission as submission on submission.submission = record.submission
        where ($homes is null or list_contains($homes, chronology.home_id))
            and ($child is null or chronology.child_id = $child)
            and ($first is null or chronology.happened_on >= $first)
        order by chronology.happened_on desc, chronology.happened_at desc nulls last, chronology.what,
            chronology.child_id
        """,
        {"homes": _homes_in(scope, home), "child": child, "first": first},
    )
