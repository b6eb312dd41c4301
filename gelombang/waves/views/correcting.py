"""Correcting my own data: name, identity number, birth date; family card. At once, or by a case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gelombang.cases.models import Case
from gelombang.people import done, limits
from gelombang.people.correct_forms import (
    FamilyCorrectionForm,
    IdentityCorrectionForm,
    ProvinceForm,
    add_fault,
)
from gelombang.people.identity import NumberWrong
from gelombang.people.models import Correction, Person
from gelombang.people.selectors import correction_of
from gelombang.people.services.correcting import NothingChanged, Waiting
from gelombang.people.services.registration import SamePerson
from gelombang.people.signed_in import account_of, with_complete_person
from gelombang.waves import selectors
from gelombang.waves.services import correcting
from gelombang.waves.services.correcting import Hold

Form = IdentityCorrectionForm | FamilyCorrectionForm


@with_complete_person
def identity(request: HttpRequest, person: Person) -> HttpResponse:
    """Name, identity number, birth date, all three as on the card."""
    holds = correcting.holds(person)
    data = request.POST if request.method == "POST" else None
    initial = {"name": person.name, "born_on": person.born_on}
    form = IdentityCorrectionForm(data, is_case=bool(holds), initial=initial, label_suffix="")
    if request.method == "POST" and not _waits(person, holds) and form.is_valid():
        answer = _sent(request, person, form, "nik")
        if answer is not None:
            return answer
    return _page(request, person, "correct_identity", holds, form=form)


@with_complete_person
def family(request: HttpRequest, person: Person) -> HttpResponse:
    """The family card and its region, the province first."""
    holds = correcting.holds(person)
    chosen = ProvinceForm(request.GET if "province" in request.GET else None, label_suffix="")
    if not chosen.is_valid():
        return _page(request, person, "correct_family", holds, form=chosen, province=None)
    code = chosen.cleaned_data["province"]
    name = dict(chosen.fields["province"].choices)[code]  # type: ignore[attr-defined]
    data = request.POST if request.method == "POST" else None
    form = FamilyCorrectionForm(data, is_case=bool(holds), province=code, label_suffix="")
    if request.method == "POST" and not _waits(person, holds) and form.is_valid():
        answer = _sent(request, person, form, "kk")
        if answer is not None:
            return answer
    return _page(request, person, "correct_family", holds, form=form, province={"code": code, "name": name})


def _waits(person: Person, holds: tuple[Hold, ...]) -> Correction | None:
    """What waits for an officer, as long as it needs one."""
    return correction_of(person) if holds else None


def _sent(request: HttpRequest, person: Person, form: Form, field: str) -> HttpResponse | None:
    """What follows from a form that is right; None where the form has something to say."""
    at, by = timezone.now(), str(account_of(request))
    if not limits.may_state(account=by, at=at):
        form.add_error(None, _("You have corrected your data very often today. Go on tomorrow."))
        return None
    try:
        case = _kept(person, form, field, by)
    except NumberWrong as error:
        add_fault(form, error, field)
    except NothingChanged:
        form.add_error(None, _("This is what we have already. Nothing was changed."))
    except Waiting:
        return redirect(request.path)
    except SamePerson as error:
        words = _(
            "Another account has registered with this number. Nothing of yours was changed. We have opened case %(n)s; "
            "an officer looks into it. Look at your card once more."
        )
        form.add_error("nik", words % {"n": error.case.pk})
    else:
        if case is not None:
            return redirect(request.path)
        done.note(request, "card_region" if _waits_for_region(person, form) else "corrected")
        return redirect("people:account")
    return None


def _waits_for_region(person: Person, form: Form) -> bool:
    """Whether the card has another region than was stated now: that is a case of its own."""
    stated, card = form.cleaned_data.get("region"), person.family_card
    return stated is not None and card is not None and card.region_id != stated.pk


def _kept(person: Person, form: Form, field: str, by: str) -> Case | None:
    given = {"words": "", **form.cleaned_data}
    at = timezone.now()
    if field == "kk":
        return correcting.family(person=person, by=by, at=at, **given)
    return correcting.identity(person=person, by=by, at=at, **given)


def _page(
    request: HttpRequest, person: Person, name: str, holds: tuple[Hold, ...], **facts: Any
) -> HttpResponse:
    first = selectors.under_way_of(person).first()
    wave = first.wave if first is not None else None
    found = _waits(person, holds)
    given = {
        "person": person,
        "holds": [str(hold) for hold in holds],
        "wave": wave,
        "is_open": wave is not None and wave.closed_at is None and timezone.now() < wave.closes_at,
        "case": found.case if found is not None else None,
        "last": None if found is not None else correcting.last_decided(person),
        **facts,
    }
    return render(request, f"waves/{name}.html", given, status=400 if facts["form"].errors else 200)
