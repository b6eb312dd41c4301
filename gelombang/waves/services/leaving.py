"""Being forgotten, as far as running waves and published draws allow."""

from datetime import datetime

from django.db import transaction

from gelombang.people.models import Person
from gelombang.people.services import rights
from gelombang.waves.models import Application, PriorAward


@transaction.atomic
def erase(*, person: Person, by: str, at: datetime) -> None:
    """Erase a person; raises `StillNeeded` while a wave that they joined has no result yet and is not void, and
    `LastAdministrator`. The answers of their applications go, what the draw saw stays."""
    waiting = Application.objects.filter(
        Application.SUBMITTED, person=person, wave__published_at=None, wave__voided_at=None
    )
    first = waiting.select_related("wave").first()
    if first is not None:
        raise rights.StillNeeded(first.wave.name)
    Application.objects.filter(person=person, submitted_at=None).delete()
    Application.objects.filter(person=person).update(answers={}, baseline={}, asked=[])
    was_selected = PriorAward.objects.filter(person=person).exists()
    rights.erase(person=person, keep_index=was_selected, by=by, at=at)
