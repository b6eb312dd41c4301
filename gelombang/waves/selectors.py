"""Reading waves and applications."""

from datetime import datetime

from django.db.models import QuerySet

from gelombang.people.models import Person

from .models import Application, Wave


def announced() -> QuerySet[Wave]:
    """What everybody may see, the latest first."""
    return Wave.objects.filter(announced_at__isnull=False)


def by_number(number: int) -> Wave | None:
    """An announced wave."""
    return announced().filter(number=number).first()


def open_at(at: datetime) -> Wave | None:
    """The wave that takes applications now."""
    return (
        announced().filter(opens_at__lte=at, closes_at__gt=at, closed_at=None).order_by("closes_at").first()
    )


def next_after(at: datetime) -> Wave | None:
    """The next that will open."""
    return announced().filter(opens_at__gt=at).order_by("opens_at").first()


def application_to(*, wave: Wave, person: Person) -> Application | None:
    """The person's application to the wave, begun or submitted."""
    return Application.objects.select_related("wave").filter(wave=wave, person=person).first()


def attempts_of(person: Person) -> QuerySet[Application]:
    """Every wave that the person joined, the latest first."""
    found = Application.objects.filter(Application.SUBMITTED, person=person)
    return found.select_related("wave").order_by("-wave__number")
