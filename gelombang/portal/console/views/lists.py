"""Exclusion lists of a wave: loading one, looking at what it would mean, letting it count, withdrawing it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from gelombang.flow.small_numbers import LEAST, coarse
from gelombang.people import selectors as people
from gelombang.people.roles import Permission
from gelombang.people.signed_in import account_of
from gelombang.people.staff import requires
from gelombang.policy.reason_words import STATUSES
from gelombang.portal.console import refusals, sheets
from gelombang.portal.console.forms import ReasonForm
from gelombang.portal.console.frame import language, page
from gelombang.portal.console.list_forms import ListForm
from gelombang.portal.console.trail import names_of
from gelombang.waves import selectors
from gelombang.waves.models import ExclusionList, Wave
from gelombang.waves.services import exclusions


@requires(Permission.WAVES_SEE)
def listed(request: HttpRequest, number: int) -> HttpResponse:
    """Every list of a wave, with who, when and the file's code; and, for whoever may, the form that loads one."""
    wave = selectors.any_by_number(number)
    if wave is None:
        raise Http404
    may_load = Permission.LISTS_LOAD in people.permissions_of(account_of(request))
    if request.method != "POST" or not may_load:
        return _listed(request, wave, ListForm(label_suffix=""))
    form = ListForm(request.POST, request.FILES, label_suffix="")
    if not form.is_valid():
        return _listed(request, wave, form)
    try:
        made = _stage(request, wave, form)
    except exclusions.ListWrong as error:
        form.add_error("dated_on" if error.problem == "future" else "file", refusals.words(error))
        return _listed(request, wave, form, error)
    return redirect("portal:office_list", pk=made.pk)


def _stage(request: HttpRequest, wave: Wave, form: ListForm) -> ExclusionList:
    data = form.cleaned_data
    return exclusions.stage(
        wave=wave,
        status=data["status"],
        source=data["source"],
        decree=data["decree"],
        dated_on=data["dated_on"],
        file=data["file"].file,
        by=str(account_of(request)),
        at=timezone.now(),
    )


def _listed(
    request: HttpRequest, wave: Wave, form: ListForm, wrong: exclusions.ListWrong | None = None
) -> HttpResponse:
    found, following = sheets.part(selectors.lists_of(wave, before=sheets.key_in(request.GET, "sebelum")))
    names = names_of(one.loaded_by for one in found)
    facts = {
        "wave": wave,
        "may_change": selectors.lists_may_change(wave),
        "rows": [(one, _status(one), names.get(one.loaded_by, one.loaded_by)) for one in found],
        "following": following,
        "form": form,
        "wrong": wrong,
        "problems": [_problem(one) for one in wrong.problems] if wrong else [],
    }
    failed = form.is_bound and bool(form.errors)
    return page(request, "lists", "waves", facts, status=400 if failed else 200)


def _status(found: ExclusionList) -> str:
    return STATUSES[found.status][language() == "en"]


def _problem(found: exclusions.Problem) -> str:
    """One cell in words; never what stands in it."""
    where = {"row": found.row, "column": found.column, "n": found.n}
    if found.kind == "twice":
        return _("Row %(row)s, column %(column)s: the same number stands in row %(n)s already.") % where
    if found.kind == "rewritten":
        return (
            _("Row %(row)s, column %(column)s: a spreadsheet has rounded this number. Make the column text.")
            % where
        )
    if found.kind == "letters":
        return _("Row %(row)s, column %(column)s: something else than digits.") % where
    words = ngettext(
        "Row %(row)s, column %(column)s: %(n)s digit; an identity number has 16.",
        "Row %(row)s, column %(column)s: %(n)s digits; an identity number has 16.",
        found.n,
    )
    return words % where


@requires(Permission.WAVES_SEE)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: what it says of itself, and what it means for the wave in counts."""
    return _one(request, _found(pk))


def _one(
    request: HttpRequest, found: ExclusionList, problem: str = "", form: ReasonForm | None = None
) -> HttpResponse:
    names = names_of([found.loaded_by, found.in_force_by, found.withdrawn_by])
    hits = exclusions.hits_of(found)
    facts = {
        "list": found,
        "wave": found.wave,
        "status": _status(found),
        "n_people": coarse(hits.n_people),
        "n_applied": coarse(hits.n_applied),
        "least": LEAST,
        "loaded_by": names.get(found.loaded_by, found.loaded_by),
        "in_force_by": names.get(found.in_force_by, found.in_force_by),
        "is_own": found.loaded_by == str(account_of(request)),
        "withdrawn_by": names.get(found.withdrawn_by, found.withdrawn_by),
        "is_looked_at": found.in_force_at is None and found.withdrawn_at is None,
        "may_change": selectors.lists_may_change(found.wave),
        "form": form or ReasonForm(label_suffix=""),
        "problem": problem,
    }
    return page(request, "list", "waves", facts, status=400 if problem or form else 200)


@require_POST
@requires(Permission.LISTS_APPROVE)
def put_in_force(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one count that somebody else loaded."""
    by, at = str(account_of(request)), timezone.now()
    return _act(request, pk, lambda found: exclusions.put_in_force(exclusion_list=found, by=by, at=at))


@require_POST
@requires(Permission.LISTS_LOAD)
def put_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one that was only looked at."""
    by, at = str(account_of(request)), timezone.now()
    return _act(request, pk, lambda found: exclusions.put_away(exclusion_list=found, by=by, at=at))


@require_POST
@requires(Permission.LISTS_LOAD)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it count no more, with the reason."""
    form = ReasonForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _one(request, _found(pk), form=form)
    by, at, why = str(account_of(request)), timezone.now(), form.cleaned_data["reason"]
    return _act(request, pk, lambda found: exclusions.withdraw(exclusion_list=found, why=why, by=by, at=at))


def _act(request: HttpRequest, pk: int, act: Callable[[ExclusionList], object]) -> HttpResponse:
    """Do one thing to a list; where it is refused its page says why."""
    found = _found(pk)
    try:
        act(found)
    except refusals.Refused as error:
        return _one(request, _found(pk), refusals.words(error))
    return redirect("portal:office_lists", number=found.wave.number)


def _found(pk: int) -> ExclusionList:
    found = selectors.list_by_key(pk)
    if found is None:
        raise Http404
    return found
