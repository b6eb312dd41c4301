"""What draws keep of a person: outcomes, seats, and which messages told them."""

from typing import Any

from gelombang.people.models import Person

from .models import Outcome, Seat
from .notices import key_of

TOLD = ("result", "moved_up", "seat_reminder", "seat_lapsed", "void", "again")
"""Templates of messages about an application."""


def exported(person: Person) -> dict[str, Any]:
    """Results and seats, for the file of a person's own data."""
    outcomes = Outcome.objects.filter(application__person=person).select_related("application__wave")
    seats = Seat.objects.filter(application__person=person).select_related("application__wave")
    return {
        "results": [
            {
                "wave": one.application.wave.name,
                "attempt": one.attempt,
                "is_selected": one.is_selected,
                "phase": one.phase,
                "probability": str(one.probability),
                "reason": one.reason or None,
            }
            for one in outcomes.order_by("pk")
            if _is_published(one)
        ],
        "seats": [
            {
                "wave": one.application.wave.name,
                "attempt": one.attempt,
                "group": one.group,
                "offered_at": one.offered_at.isoformat(),
                "due_at": one.due_at.isoformat(),
                "taken_at": one.taken_at.isoformat() if one.taken_at else None,
                "lapsed_at": one.lapsed_at.isoformat() if one.lapsed_at else None,
                "why": one.why or None,
            }
            for one in seats.order_by("pk")
        ],
    }


def _is_published(one: Outcome) -> bool:
    """Nobody reads their result before everybody can."""
    wave = one.application.wave
    return one.attempt < wave.attempt or wave.published_at is not None


def keys_of_messages(person: Person) -> list[str]:
    """Keys of all messages that may have been sent about this person's applications."""
    found = person.applications.values_list("pk", "wave__attempt")
    return [
        key_of(template, pk, attempt)
        for pk, last in found
        for attempt in range(1, last + 1)
        for template in TOLD
    ] + [f"receipt:{pk}" for pk, _ in found]
