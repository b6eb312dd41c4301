"""What this stage keeps of a person, for the file of their own data."""

from typing import Any

from gelombang.people.models import Person
from gelombang.waves import selectors
from gelombang.waves.models import Application, Judgement, PriorAward


def exported(person: Person) -> dict[str, Any]:
    """Applications, how each stood in attempts that are past, and awards."""
    applications = list(selectors.every_of(person))
    past: dict[int, list[dict[str, Any]]] = {}
    for one in Judgement.objects.filter(application__in=applications).order_by("attempt"):
        past.setdefault(one.application_id, []).append(
            {"attempt": one.attempt, "is_entry": one.is_entry, "reasons": one.reasons, "ticket": one.ticket}
        )
    awards = PriorAward.objects.filter(person=person).select_related("wave").order_by("pk")
    return {
        "applications": [_application(one, past.get(one.pk, [])) for one in applications],
        "awards": [
            {"wave": one.wave.name, "attempt": one.attempt, "lapsed_at": _time(one.lapsed_at)}
            for one in awards
        ],
    }


def _application(one: Application, past: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "wave": one.wave.name,
        "field": one.field,
        "answers": one.answers,
        "baseline": one.baseline,
        "started_at": one.started_at.isoformat(),
        "submitted_at": _time(one.submitted_at),
        "withdrawn_at": _time(one.withdrawn_at),
        "receipt": one.receipt,
        "is_entry": one.is_entry,
        "reasons": one.reasons,
        "ticket": one.ticket,
        "past_attempts": past,
    }


def _time(at: Any) -> str | None:
    return at.isoformat() if at else None
