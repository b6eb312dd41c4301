"""People: one at a time, searched by what is theirs alone; each look is written down."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gelombang.cases import selectors as cases
from gelombang.draws import seats
from gelombang.messages import selectors as messages
from gelombang.people import found, limits
from gelombang.people import selectors as people
from gelombang.people.models import Person
from gelombang.people.roles import Permission
from gelombang.people.services import looking
from gelombang.people.signed_in import account_of
from gelombang.people.staff import requires
from gelombang.people.statements import stated
from gelombang.portal import mine
from gelombang.portal.console import trail
from gelombang.portal.console.forms import ReasonForm, SeekForm
from gelombang.portal.console.frame import language, page
from gelombang.portal.console.seeking import kind_of, person_by
from gelombang.waves import selectors as waves

WHAT = "person"
SEARCHES, IN_VAIN, WITHIN = 150, 20, timedelta(days=1)
"""Searches of one officer in a day, enough for a full desk; and those that find nobody, enough for slips of the pen,
too few to try numbers."""


@requires(Permission.PEOPLE_SEARCH)
def seek(request: HttpRequest) -> HttpResponse:
    """Find one person. What is searched for is in no address and in no log; that there was a search is in the trail."""
    form = SeekForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        person = _sought(request, form)
        if person is not None:
            token = found.token_of(request, person.pk, what=WHAT)
            return redirect("portal:office_person", token=token)
    return page(request, "people", "people", {"form": form}, status=400 if form.errors else 200)


def _sought(request: HttpRequest, form: SeekForm) -> Person | None:
    """Who was found, which is written down; else the form says why nobody was."""
    by, at = str(account_of(request)), timezone.now()
    if not limits.may(what="seeking people", key=by, most=SEARCHES, within=WITHIN, at=at):
        form.add_error(None, _("You have searched very often today. Ask a colleague, or go on tomorrow."))
        return None
    sought = form.cleaned_data["text"], form.cleaned_data["born_on"]
    if limits.taken(what="seeking in vain", key=by, at=at) >= IN_VAIN:
        form.add_error(
            None, _("You have searched in vain very often today. Ask a colleague, or go on tomorrow.")
        )
        return None
    person = person_by(*sought)
    if person is not None:
        looking.note_found(person=person, by=by, at=at)
        return person
    limits.may(what="seeking in vain", key=by, most=IN_VAIN, within=WITHIN, at=at)
    looking.note_missed(what=kind_of(sought[0]), by=by, at=at)
    form.add_error("text", _("Nobody is found by this. Look for a typing mistake; it must be exact."))
    return None


@requires(Permission.PEOPLE_SEARCH)
def one(request: HttpRequest, token: str) -> HttpResponse:
    """The person who was found, with masked numbers."""
    return _page(request, _person(request, token), token)


@require_POST
@requires(Permission.NUMBERS_SEE)
def numbers(request: HttpRequest, token: str) -> HttpResponse:
    """The full numbers, once, for a reason."""
    person = _person(request, token)
    form = ReasonForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, person, token, form=form)
    by, at, reason = str(account_of(request)), timezone.now(), form.cleaned_data["reason"]
    try:
        seen = looking.see_numbers(person=person, by=by, reason=reason, at=at)
    except looking.ReasonTooShort:
        form.add_error("reason", _("Say in a few more words why you need the full number."))
        return _page(request, person, token, form=form)
    return _page(request, person, token, seen=seen)


@require_POST
@requires(Permission.PEOPLE_REGISTER)
def take_seat(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Somebody without a phone takes their seat at a desk."""
    person, wave = _person(request, token), waves.by_number(number)
    if wave is None:
        raise Http404
    try:
        seats.take(wave=wave, person=person, by=str(account_of(request)), at=timezone.now())
    except seats.SeatGone:
        return _page(request, person, token, problem=_("There is no seat to take here, or no longer."))
    return redirect("portal:office_person", token=token)


def _page(
    request: HttpRequest,
    person: Person,
    token: str,
    *,
    form: ReasonForm | None = None,
    seen: tuple[str, str] | None = None,
    problem: str = "",
) -> HttpResponse:
    account = person.account
    addresses = people.addresses_of(account) if account else []
    keys = [str(person), *([str(account)] if account else [])]
    facts = {
        "person": person,
        "token": token,
        "said": stated(person),
        "addresses": [address.masked for address in addresses or people.contacts_of(person)],
        "attempts": mine.of(person, at=timezone.now(), language=language()).attempts,
        "cases": cases.about(str(person)),
        "messages_sent": [
            (one, messages.topic(one)) for one in messages.to_addresses([a.text for a in addresses])
        ],
        "events": trail.about(keys)[::-1],
        "form": form or ReasonForm(label_suffix=""),
        "seen": seen,
        "problem": problem,
    }
    return page(request, "person", "people", facts, status=400 if form or problem else 200)


def _person(request: HttpRequest, token: str) -> Person:
    """The person whom this officer has found within the hour; 404 for anything else."""
    person = people.person_by_key(found.key_in(request, token, what=WHAT))
    if person is None:
        raise Http404
    return person
