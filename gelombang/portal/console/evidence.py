"""What a case is about, in words, without anybody's number."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gelombang.audit.value_words import worded
from gelombang.cases.models import Case
from gelombang.flow import approving
from gelombang.people import selectors as people
from gelombang.policy.reason_words import STATUSES
from gelombang.regions import selectors as regions
from gelombang.waves import selectors as waves
from gelombang.waves.models import ExclusionList, Wave
from gelombang.waves.services import appeals

from . import trail
from .frame import language

KINDS: Mapping[str, Any] = {
    Case.Kind.SAME_NUMBER: _("Two accounts, one identity number"),
    Case.Kind.CARD_REGION: _("One family card, two regions"),
    Case.Kind.LISTED: _("Objection to an exclusion list"),
    Case.Kind.CONTRADICTED: _("A registry says otherwise"),
    Case.Kind.APPEAL: _("Objection to another reason"),
    Case.Kind.CORRECTION: _("Somebody's own data are wrong"),
}
MEANS: Mapping[str, tuple[Any, Any]] = {
    Case.Kind.SAME_NUMBER: (
        _(
            "Granted: the person moves to the account that stated the number later, or becomes free to go on at a "
            "desk, and the data are checked anew."
        ),
        _("Refused: the person stays with the account that stated it first."),
    ),
    Case.Kind.CARD_REGION: (
        _(
            "Granted: the family card gets the region that was stated later. What was submitted stays as it is."
        ),
        _("Refused: the region that was stated first stands."),
    ),
    Case.Kind.LISTED: (
        _("Granted: the person is struck off the lists of this wave."),
        _("Refused: the list stands."),
    ),
    Case.Kind.CONTRADICTED: (
        _("Granted: you have seen the cards, and they say what the person says."),
        _("Refused: the person's statement is not confirmed."),
    ),
    Case.Kind.APPEAL: (
        _("Granted: the earlier award no longer counts against the person."),
        _("Refused: write why, so that the person understands it."),
    ),
    Case.Kind.CORRECTION: (
        _(
            "Granted: the data are changed as asked, and the level of identity is declared again. What was submitted "
            "stays as it is."
        ),
        _("Refused: the data stay. Write why, so that the person understands it."),
    ),
}


def kind_words(kind: str) -> str:
    """A kind of case in words."""
    return str(KINDS[kind])


def meaning(kind: str) -> tuple[str, str]:
    """What granting and refusing bring about."""
    granted, refused = MEANS[kind]
    return str(granted), str(refused)


def of(case: Case) -> list[tuple[str, str]]:
    """Label and words of each piece of evidence."""
    if case.kind == Case.Kind.CARD_REGION:
        names = regions.names_by_codes([case.evidence["stands"], case.evidence["stated"]])
        return [
            (gettext("Family card"), case.subject),
            (gettext("Region stated first"), names.get(case.evidence["stands"], "–")),
            (gettext("Region stated later"), names.get(case.evidence["stated"], "–")),
            (gettext("Stated by"), f"person:{case.evidence['person']}"),
        ]
    if case.kind == Case.Kind.SAME_NUMBER:
        person = people.person_by_key(int(case.subject.partition(":")[2]))
        first = person.account if person else None
        return [
            (gettext("Person"), case.subject),
            (gettext("Account that has the number"), _account(first.pk if first else 0)),
            _stated_again(case),
        ]
    found = [(gettext("Person"), case.subject)]
    for key, label in (
        ("wave", gettext("Wave")),
        ("provider", gettext("Registry")),
        ("what", gettext("To be corrected")),
    ):
        if key in case.evidence:
            found.append((label, str(worded(key, case.evidence[key], int(language() == "en")))))
    if taken_by := case.evidence.get("taken_by"):
        found.append((gettext("Taken down at a desk by"), trail.names_of([taken_by])[taken_by]))
    return found


def is_own(case: Case, by: str) -> bool:
    """Whether somebody may not decide it because they had a hand in it."""
    return approving.is_own_matter(case, by)


def lists_of(case: Case) -> list[tuple[ExclusionList, str, str, str]]:
    """The lists that an objection is about: each with what it says the people on it are, who loaded it, and who let it
    count."""
    found = appeals.lists_behind(case)
    names = trail.names_of(key for one in found for key in (one.loaded_by, one.in_force_by))
    return [
        (
            one,
            STATUSES[one.status][language() == "en"],
            names.get(one.loaded_by, one.loaded_by),
            names.get(one.in_force_by, one.in_force_by),
        )
        for one in found
    ]


def left_out(case: Case) -> Wave | None:
    """The wave whose list was sealed without the person who objects, so that a decision now changes nothing of it; None
    where it is still to be sealed, is void, or the person is in it."""
    if case.kind not in (Case.Kind.LISTED, Case.Kind.APPEAL) or "wave" not in case.evidence:
        return None
    person = people.person_by_key(int(case.subject.partition(":")[2]))
    wave = waves.by_number(int(case.evidence["wave"]))
    if wave is None or person is None or wave.committed_at is None or wave.voided_at is not None:
        return None
    application = waves.application_to(wave=wave, person=person)
    return wave if application is not None and application.is_entry is False else None


def _stated_again(case: Case) -> tuple[str, str]:
    """Who states the number too: an account, or somebody at a desk."""
    if "account" in case.evidence:
        return gettext("Account that states it too"), _account(int(case.evidence["account"]))
    return gettext("Stated again at a desk"), f"assistance:{case.evidence['assistance']}"


def _account(pk: int) -> str:
    account = people.account_by_key(pk)
    if account is None:
        return "–"
    return ", ".join(address.masked for address in people.addresses_of(account)) or str(account)
