"""What a person stated, read back in words."""

from django.utils.translation import gettext as _

from gelombang.policy.reason_words import STATUSES, day

from .forms import EDUCATION, HEARD, OCCUPATION, language
from .identity import masked
from .keys import vault
from .models import Person

Line = tuple[str, str, str]


def stated(person: Person) -> list[Line]:
    """Label, words, and the page where their owner can change it."""
    which = 0 if language() == "id" else 1
    is_open = person.completed_at is None
    early = "people:identity" if is_open else "correct_identity"
    statuses = [STATUSES[status][which] for status in person.statuses if status in STATUSES]
    disability = {True: _("yes"), False: _("no"), None: _("not answered")}[person.disability]
    lines = [
        (_("Full name"), person.name, early),
        (_("Identity number (NIK)"), masked(vault().unlock(person.nik_locked)), early),
        (_("Date of birth"), day(person.born_on, language()), early),
    ]
    if person.family_card is not None:
        card = person.family_card
        family = "people:family" if is_open else "correct_family"
        lines += [
            (_("Family card number (KK)"), masked(vault().unlock(card.number_locked)), family),
            (_("Region on the card"), _place(card.region), family),
        ]
    if person.lives_in is not None:
        lines.append((_("Lives in"), _place(person.lives_in), "people:home"))
    if person.education:
        lines += [
            (_("School"), _chosen(EDUCATION, person.education), "people:about"),
            (_("Work"), _chosen(OCCUPATION, person.occupation), "people:about"),
            (_("Is now"), "; ".join(statuses) or _("none of the listed"), "people:about"),
            (_("Disability"), disability, "people:about"),
            (_("Heard from"), _chosen(HEARD, person.heard_from), "people:about"),
        ]
    return lines


def _place(region: object) -> str:
    parent = getattr(region, "parent", None)
    return f"{region}, {parent}" if parent else str(region)


def _chosen(choices: object, value: str) -> str:
    return str(dict(choices)[value])  # type: ignore[call-overload]
