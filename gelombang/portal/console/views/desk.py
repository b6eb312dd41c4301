"""The desk and the end of a sitting: what the person has joined, the paper they take home. And desks in numbers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gelombang.people import selectors as people
from gelombang.people.models import Assistance, Person
from gelombang.people.roles import Permission
from gelombang.people.services import slips
from gelombang.people.signed_in import account_of
from gelombang.people.sittings import complete
from gelombang.people.staff import requires
from gelombang.portal import mine
from gelombang.portal.console import desk_board, sheets, slip_paper, trail
from gelombang.portal.console.forms import AgainForm
from gelombang.portal.console.frame import language, page
from gelombang.waves import selectors as waves

HEAD = (
    "officer",
    "days",
    "sittings",
    "registered",
    "joined",
    "taken over",
    "within the hour",
    "numbers of others",
    "new slips",
    "most in an hour",
    "most with one contact",
    "stands out",
)


@requires(Permission.PEOPLE_REGISTER)
def start(request: HttpRequest) -> HttpResponse:
    """What a desk does, sittings that are on, and the officer's own figures."""
    facts = desk_board.of(officer=account_of(request), at=timezone.now())
    return page(request, "desk/start", "desk", {"board": facts})


@complete
def done(request: HttpRequest, found: Assistance) -> HttpResponse:
    """Registered: into the wave, the results so far, the slip."""
    return _page(request, found)


@require_POST
@complete
def issue(request: HttpRequest, found: Assistance) -> HttpResponse:
    """A slip, whose code is shown this once; a further one for a reason."""
    form = AgainForm(request.POST, label_suffix="") if _had(found) else None
    if form is not None and not form.is_valid():
        return _page(request, found, form=form)
    reason = form.cleaned_data["reason"] if form is not None else ""
    try:
        slip, code = slips.issue(assistance=found, reason=reason, at=timezone.now())
    except slips.ReasonNeeded:
        return _page(request, found, form=_with(form, _("Say in a few more words why.")))
    except slips.AlreadyIssued:
        return _page(request, found, form=_with(form, _("A slip was issued this very moment. Look again.")))
    facts = {"sitting": found, "person": found.person, "slip": slip, "code": slips.shown(code)}
    return page(request, "desk/slip", "desk", {**facts, "host": slip_paper.host()})


@require_POST
@complete
def printed(request: HttpRequest, found: Assistance) -> HttpResponse:
    """The slip as a page to print, with the receipt of the latest wave. The code comes with the request: it is kept
    nowhere."""
    code = slips.read(sheets.text_in(request.POST, "code", 40))
    slip = slips.of_code(person=_person(found), code=code, at=timezone.now())
    if slip is None:
        return redirect("portal:desk_done", found.pk)
    response = HttpResponse(slip_paper.made(slip, code), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="slip-{slip.pk}.pdf"'
    return response


@complete
def receipt(request: HttpRequest, found: Assistance) -> HttpResponse:
    """The receipt of the wave joined last, to print."""
    person = _person(found)
    last = waves.last_joined(person)
    if last is None:
        return redirect("portal:desk_done", found.pk)
    response = HttpResponse(slip_paper.receipt(last), content_type="application/pdf")
    name = f"tanda-terima-gelombang-{last.wave.number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(request: HttpRequest, found: Assistance, *, form: AgainForm | None = None) -> HttpResponse:
    at, person = timezone.now(), _person(found)
    facts = {
        "sitting": found,
        "person": person,
        "mine": mine.of(person, at=at, language=language()),
        "slip": people.slip_of(person),
        "form": form or AgainForm(label_suffix=""),
        "now": at,
    }
    return page(request, "desk/done", "desk", facts, status=400 if form else 200)


def _had(found: Assistance) -> bool:
    return people.slip_of(_person(found)) is not None


def _with(form: AgainForm | None, words: str) -> AgainForm:
    """The form, saying what is wrong with it."""
    shown = form or AgainForm({"reason": ""}, label_suffix="")
    shown.is_valid()
    shown.add_error(None, words)
    return shown


def _person(found: Assistance) -> Person:
    if found.person is None:
        raise Http404
    return found.person


@requires(Permission.DESKS_SEE)
def numbers(request: HttpRequest) -> HttpResponseBase:
    """Every desk in numbers, those that stand out first; as a page or a file."""
    at, days = timezone.now(), _days(request)
    rows = desk_board.everybody(days=days, at=at)
    if "unduh" in request.GET:
        sheets.note(request, "loket.csv", len(rows))
        return sheets.download("loket.csv", HEAD, map(_line, rows))
    facts = {"rows": rows, "days": days, "periods": desk_board.PERIODS, "bounds": desk_board.bounds(at)}
    return page(request, "desk/numbers", "desks", facts)


@requires(Permission.DESKS_SEE)
def officer(request: HttpRequest, pk: int) -> HttpResponse:
    """One officer's days; nobody is found here who never sat at a desk."""
    account = people.officer_by_key(pk)
    if account is None:
        raise Http404
    days, name = _days(request), trail.names_of([str(account)])[str(account)]
    rows = desk_board.one_officer(account, days=days, at=timezone.now())
    facts = {"rows": rows, "days": days, "periods": desk_board.PERIODS, "name": name, "officer": account}
    return page(request, "desk/officer", "desks", facts)


def _days(request: HttpRequest) -> int:
    given = sheets.key_in(request.GET, "hari")
    return given if given in desk_board.PERIODS else desk_board.PERIODS[1]


def _line(row: desk_board.Row) -> tuple[Any, ...]:
    one = row.figures
    return (
        row.name,
        one.n_days,
        one.n_sittings,
        one.n_registered,
        one.n_joined,
        one.n_claimed,
        one.n_soon,
        one.n_taken,
        one.n_again,
        one.busiest_hour,
        one.most_of_contact,
        "; ".join(row.signs),
    )
