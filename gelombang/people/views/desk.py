"""The desk: an officer registers somebody who has no device, with the person's own forms."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gelombang.people import limits
from gelombang.people import selectors as people
from gelombang.people.desk_forms import ReadBackForm, ReadOutForm
from gelombang.people.forms import AboutForm, FamilyForm, IdentityForm, ProvinceForm, RegionForm, add_fault
from gelombang.people.identity import NumberWrong
from gelombang.people.models import Assistance, Consent
from gelombang.people.roles import Permission
from gelombang.people.services import desk, registration
from gelombang.people.signed_in import account_of
from gelombang.people.sittings import onward, page, sitting, with_person
from gelombang.people.staff import requires
from gelombang.people.statements import stated

STEPS = ("read", "identity", "family", "home", "about", "check")
BEGUN_MOST, NUMBERS_MOST, WITHIN = 60, 120, timedelta(hours=1)
"""Sittings, and numbers typed, of one officer: enough for the fullest desk, too few to try numbers."""


@requires(Permission.PEOPLE_REGISTER)
def read_out(request: HttpRequest) -> HttpResponse:
    """First of all the words of the consent, read out; then a sitting begins."""
    form = ReadOutForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        officer, at, given = account_of(request), timezone.now(), form.cleaned_data
        if limits.may(what="sittings at a desk", key=str(officer), most=BEGUN_MOST, within=WITHIN, at=at):
            made = desk.begin(
                officer=officer,
                way=Consent.Way(given["way"]),
                read_by=given["other"] if given["reader"] == "other" else str(officer),
                may_ask=given["surveys"],
                at=at,
            )
            return redirect("people:desk_identity", made.pk)
        form.add_error(None, _("You have begun very many sittings within an hour. Go on a little later."))
    return _page(request, None, "read", form=form, version=registration.CONSENT_VERSION)


@sitting
def identity(request: HttpRequest, found: Assistance) -> HttpResponse:
    """Name, identity number, birth date: somebody new, or somebody who was here before."""
    person = found.person
    if person is not None and person.completed_at is not None:
        return onward(found)
    initial = {"name": person.name, "born_on": person.born_on} if person else {}
    form = IdentityForm(request.POST if request.method == "POST" else None, initial=initial, label_suffix="")
    for name in form.fields:
        form.fields[name].widget.attrs["autocomplete"] = "off"
    if request.method == "POST" and form.is_valid():
        answer = _identified(request, found, form)
        if answer is not None:
            return answer
    return _page(request, found, "identity", form=form)


def _identified(request: HttpRequest, found: Assistance, form: IdentityForm) -> HttpResponse | None:
    at, officer = timezone.now(), str(account_of(request))
    if not limits.may(what="numbers at a desk", key=officer, most=NUMBERS_MOST, within=WITHIN, at=at):
        form.add_error(None, _("You have typed very many numbers within an hour. Go on a little later."))
        return None
    try:
        desk.state_identity(assistance=found, at=at, **form.cleaned_data)
    except NumberWrong as error:
        add_fault(form, error, "nik")
    except desk.OwnData:
        form.add_error("nik", _("This is your own number. Nobody helps themselves: a colleague does it."))
    except desk.NumberTaken:
        return redirect("people:desk_taken", found.pk)
    else:
        return onward(found)
    return None


@sitting
def taken(request: HttpRequest, found: Assistance) -> HttpResponse:
    """The number belongs to an account already: two ways on."""
    if found.holder is None:
        return redirect("people:desk_identity", found.pk)
    return page(request, "people/desk/taken.html", {"sitting": found, "case": None})


@require_POST
@sitting
def dispute(request: HttpRequest, found: Assistance) -> HttpResponse:
    """The person says that they never registered: somebody else decides."""
    try:
        case = desk.dispute(assistance=found, at=timezone.now())
    except desk.NothingTaken:
        return redirect("people:desk_identity", found.pk)
    return page(request, "people/desk/taken.html", {"sitting": found, "case": case})


@with_person
def family(request: HttpRequest, found: Assistance) -> HttpResponse:
    """The family card and its region."""
    return _by_province(request, found, "family")


@with_person
def home(request: HttpRequest, found: Assistance) -> HttpResponse:
    """Where the person lives now."""
    card = found.person.family_card if found.person else None
    if request.method == "POST" and request.POST.get("same") and card is not None:
        desk.state_home(assistance=found, region=card.region, at=timezone.now())
        return _refreshed(found)
    return _by_province(request, found, "home")


def _by_province(request: HttpRequest, found: Assistance, step: str) -> HttpResponse:
    chosen = ProvinceForm(request.GET if "province" in request.GET else None, label_suffix="")
    if not chosen.is_valid():
        return _page(request, found, step, form=chosen, province=None)
    code = chosen.cleaned_data["province"]
    name = dict(chosen.fields["province"].choices)[code]  # type: ignore[attr-defined]
    form_class = FamilyForm if step == "family" else RegionForm
    form = form_class(request.POST if request.method == "POST" else None, province=code, label_suffix="")
    if request.method == "POST" and form.is_valid():
        state = desk.state_family if step == "family" else desk.state_home
        try:
            state(assistance=found, at=timezone.now(), **form.cleaned_data)
            return _refreshed(found)
        except NumberWrong as error:
            add_fault(form, error, "kk")
    return _page(request, found, step, form=form, province={"code": code, "name": name})


@with_person
def about(request: HttpRequest, found: Assistance) -> HttpResponse:
    """Schooling, work, statuses, disability, how they heard: read out, and the answers typed."""
    person = found.person
    initial = {name: getattr(person, name) for name in ("education", "occupation", "heard_from", "statuses")}
    initial["disability"] = {True: "yes", False: "no", None: ""}[person.disability if person else None]
    form = AboutForm(request.POST if request.method == "POST" else None, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        desk.state_about(assistance=found, at=timezone.now(), **form.cleaned_data)
        return _refreshed(found)
    return _page(request, found, "about", form=form)


@with_person
def check(request: HttpRequest, found: Assistance) -> HttpResponse:
    """Everything read back, and where the person is told things."""
    person = found.person
    initial = {"contact": person.contact, "contact_of": person.contact_of or "nobody"} if person else {}
    form = ReadBackForm(request.POST if request.method == "POST" else None, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            desk.finish(
                assistance=found,
                contact=given["contact"],
                contact_of=given["contact_of"],
                saw_cards=given["saw_cards"],
                at=timezone.now(),
            )
            return _refreshed(found)
        except registration.NotComplete:
            return onward(found)
        except desk.OwnAddress:
            form.add_error(
                "contact", _("This is your own address. Write the person's, or that there is none.")
            )
    said = [(label, words) for label, words, _where in stated(person)] if person else []
    return _page(request, found, "check", form=form, said=said)


def _refreshed(found: Assistance) -> HttpResponse:
    """On, by what the database says now."""
    return onward(people.assistance_by_key(found.pk, officer=found.officer) or found)


def _page(request: HttpRequest, found: Assistance | None, step: str, **facts: Any) -> HttpResponse:
    given = {
        "sitting": found,
        "person": found.person if found else None,
        "n_step": STEPS.index(step) + 1,
        "n_steps": len(STEPS),
        **facts,
    }
    return page(request, f"people/desk/{step}.html", given, status=400 if facts["form"].errors else 200)
