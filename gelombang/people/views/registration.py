"""Registering, a page at a time: identity, family card, home, about you, consent."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gelombang.people import selectors
from gelombang.people.forms import (
    AboutForm,
    AgreedIdentityForm,
    ConsentForm,
    FamilyForm,
    ProvinceForm,
    RegionForm,
    add_fault,
)
from gelombang.people.identity import NumberWrong
from gelombang.people.models import Person
from gelombang.people.services import registration
from gelombang.people.signed_in import account_of, next_step, with_person
from gelombang.people.statements import stated

STEPS = ("identity", "family", "home", "about", "consent")


def _page(request: HttpRequest, step: str, **facts: object) -> HttpResponse:
    form = facts["form"]
    given = {"step": step, "n_step": STEPS.index(step) + 1, "n_steps": len(STEPS), **facts}
    status = 400 if getattr(form, "errors", None) else 200
    return render(request, f"people/{step}.html", given, status=status)


def _onward(person: Person) -> HttpResponse:
    step = next_step(person)
    return redirect(f"people:{step}" if step else "people:account")


@never_cache
@login_required
def identity(request: HttpRequest) -> HttpResponse:
    """Name, identity number, birth date."""
    account = account_of(request)
    person = selectors.person_of(account)
    if person is not None and person.completed_at is not None:
        return redirect("correct_identity")
    initial = {"name": person.name, "born_on": person.born_on} if person else {}
    data = request.POST if request.method == "POST" else None
    form = AgreedIdentityForm(data, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("name", "nik", "born_on")}
        try:
            stated = registration.state_identity(account=account, at=timezone.now(), **given)
        except NumberWrong as error:
            add_fault(form, error, "nik")
        except registration.TooMany:
            form.add_error(
                "nik", _("You have stated very many numbers today. Look at your card, and go on tomorrow.")
            )
        except registration.SamePerson as error:
            return render(request, "people/same_number.html", {"case": error.case}, status=409)
        except registration.AlreadyComplete:
            return redirect("correct_identity")
        else:
            return _onward(stated)
    return _page(request, "identity", form=form)


@with_person
def family(request: HttpRequest, person: Person) -> HttpResponse:
    """The family card and its region, the province first. Whoever has registered corrects it instead."""
    if person.completed_at is not None:
        return redirect("correct_family")
    return _by_province(request, person, step="family")


@with_person
def home(request: HttpRequest, person: Person) -> HttpResponse:
    """Where the person lives now: in the card's region, or elsewhere."""
    if request.method == "POST" and request.POST.get("same") and person.family_card is not None:
        stated = registration.state_home(person=person, region=person.family_card.region, at=timezone.now())
        return _onward(stated)
    return _by_province(request, person, step="home")


def _by_province(request: HttpRequest, person: Person, *, step: str) -> HttpResponse:
    chosen = ProvinceForm(request.GET if "province" in request.GET else None, label_suffix="")
    if not chosen.is_valid():
        return _page(request, step, form=chosen, province=None, person=person)
    code = chosen.cleaned_data["province"]
    name = dict(chosen.fields["province"].choices)[code]  # type: ignore[attr-defined]
    form_class = FamilyForm if step == "family" else RegionForm
    form = form_class(request.POST if request.method == "POST" else None, province=code, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            return _onward(_state_place(person, step, form))
        except NumberWrong as error:
            add_fault(form, error, "kk")
        except registration.AlreadyComplete:
            return redirect("correct_family")
    return _page(request, step, form=form, province={"code": code, "name": name}, person=person)


def _state_place(person: Person, step: str, form: RegionForm) -> Person:
    if step == "family":
        return registration.state_family(person=person, at=timezone.now(), **form.cleaned_data)
    return registration.state_home(person=person, at=timezone.now(), **form.cleaned_data)


@with_person
def about(request: HttpRequest, person: Person) -> HttpResponse:
    """Schooling, work, statuses, disability, how they heard."""
    initial = {
        "education": person.education,
        "occupation": person.occupation,
        "heard_from": person.heard_from,
        "statuses": person.statuses,
        "disability": {True: "yes", False: "no", None: ""}[person.disability],
    }
    form = AboutForm(request.POST if request.method == "POST" else None, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        stated = registration.state_about(person=person, at=timezone.now(), **form.cleaned_data)
        return _onward(stated)
    return _page(request, "about", form=form, person=person)


@with_person
def consent(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything read back: is it true? And the consent, where this account has not given it yet."""
    if person.completed_at is not None:
        return redirect("people:account")
    has_agreed = selectors.has_agreed(person, by=str(account_of(request)))
    data = request.POST if request.method == "POST" else None
    form = ConsentForm(data, has_agreed=has_agreed, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            registration.complete(
                person=person,
                may_ask=form.cleaned_data["surveys"],
                by=str(account_of(request)),
                at=timezone.now(),
            )
        except registration.NotComplete:
            form.add_error(None, _("Something is still missing. Go on with the page that opens."))
            return _onward(person)
        return redirect("portal:mine")
    facts = {"person": person, "said": stated(person), "has_agreed": has_agreed}
    return _page(request, "consent", form=form, **facts)
