"""Waves: the list, the wizard, the board, and what is proposed about them."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from gelombang.core.lottery.beacon import QUICKNET
from gelombang.draws import again, approvals, attempts
from gelombang.flow import approving
from gelombang.people.roles import Permission
from gelombang.people.signed_in import account_of
from gelombang.people.staff import requires
from gelombang.portal.console import board, planning, refusals, sheets
from gelombang.portal.console.forms import ReasonForm, SignatureForm
from gelombang.portal.console.frame import language, page
from gelombang.portal.console.trail import names_of
from gelombang.portal.console.wave_forms import WaveForm
from gelombang.regions import selectors as regions
from gelombang.waves import plans, selectors
from gelombang.waves.models import Proposal, Wave
from gelombang.waves.services import opening, proposals

STATES = {
    "prepared": _("prepared"),
    "announced": _("announced or open"),
    "closed": _("closed, result to come"),
    "published": _("result published"),
    "void": _("void"),
}
HEAD = (
    "wave",
    "name",
    "rehearsal",
    "state",
    "opens",
    "closes",
    "seats",
    "applications",
    "entries",
    "selected",
    "returned",
    "why void",
)


@requires(Permission.WAVES_SEE)
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every wave, the latest first; in a state; as a page or a file."""
    state = request.GET.get("status", "")
    state = state if state in STATES else ""
    found = selectors.listed(state=state, before=sheets.key_in(request.GET, "sebelum"))
    if "unduh" in request.GET:
        counted = selectors.n_submitted_to(found)
        sheets.note(request, "gelombang.csv", len(found))
        return sheets.download("gelombang.csv", HEAD, [_row(wave, counted) for wave in found])
    rows, is_more = sheets.part(found)
    counted = selectors.n_submitted_to(rows)
    facts = {
        "waves": [(wave, _n_joined(wave, counted)) for wave in rows],
        "states": STATES.items(),
        "state": state,
        "following": rows[-1].number if is_more else 0,
    }
    return page(request, "waves", "waves", facts)


def _n_joined(wave: Wave, counted: Mapping[int, int]) -> int | None:
    """Applications so far, or as they stood at the closing; None of a wave that is not announced."""
    if wave.n_submitted is not None or wave.announced_at is None:
        return wave.n_submitted
    return counted.get(wave.pk, 0)


def _row(wave: Wave, counted: Mapping[int, int]) -> tuple[object, ...]:
    return (
        wave.number,
        wave.name,
        "yes" if wave.is_rehearsal else "no",
        selectors.state_of(wave),
        wave.opens_at.isoformat(),
        wave.closes_at.isoformat(),
        wave.n_seats,
        _n_joined(wave, counted),
        wave.n_entries,
        wave.n_selected,
        wave.n_returned,
        wave.void_reason,
    )


@requires(Permission.WAVES_PREPARE)
def new(request: HttpRequest) -> HttpResponse:
    """State a new wave, read it back in words, propose it."""
    return _wizard(request, None)


@requires(Permission.WAVES_PREPARE)
def change(request: HttpRequest, number: int) -> HttpResponse:
    """State a wave anew whose announcement was refused; an announced one only shows where it stands."""
    wave = _wave(number)
    if wave.announced_at is not None:
        return redirect("portal:office_wave", number=number)
    return _wizard(request, wave)


def _wizard(request: HttpRequest, wave: Wave | None) -> HttpResponse:
    initial = planning.typed_for(wave) if wave else planning.suggested()
    form = WaveForm(request.POST or None, initial=initial, label_suffix="")
    if wave is not None:
        form.fields["number"].disabled = form.fields["is_rehearsal"].disabled = True
        form.initial = {**initial, "number": wave.number, "is_rehearsal": wave.is_rehearsal}
    step = request.POST.get("step", "")
    if step == "change" or request.method != "POST" or not form.is_valid():
        return _form(request, form, wave)
    planned = planning.plan(form, language())
    if step != "propose":
        return _preview(request, planned, wave)
    try:
        made = planning.propose(planned, wave=wave, by=str(account_of(request)), at=timezone.now())
    except refusals.Refused as error:
        form.add_error(None, refusals.words(error))
        return _form(request, form, wave)
    return redirect("portal:office_wave", number=made.number)


def _form(request: HttpRequest, form: WaveForm, wave: Wave | None) -> HttpResponse:
    failed = form.is_bound and bool(form.errors)
    zone = timezone.get_current_timezone_name()
    facts = {"form": form, "wave": wave, "zone": zone, "returned": selectors.returned()}
    return page(request, "wave_form", "waves", facts, status=400 if failed else 200)


def _preview(request: HttpRequest, planned: planning.Planned, wave: Wave | None) -> HttpResponse:
    facts = {
        "form": planned.form,
        "wave": wave,
        "planned": planned,
        "forecast": planning.told_forecast(planned.forecast.facts(), language()),
        "zone": timezone.get_current_timezone_name(),
    }
    return page(request, "wave_preview", "waves", facts)


@requires(Permission.WAVES_SEE)
def one(request: HttpRequest, number: int) -> HttpResponse:
    """The board of a wave."""
    return _board(request, _wave(number))


def _board(request: HttpRequest, wave: Wave, problem: str = "") -> HttpResponse:
    facts = {
        "board": board.of(wave, at=timezone.now()),
        "wave": wave,
        "problem": problem,
        "signature_form": SignatureForm(label_suffix=""),
        "void_form": ReasonForm(auto_id="void_%s", label_suffix=""),
        "zone": timezone.get_current_timezone_name(),
        **_what(wave, None),
    }
    return page(request, "wave", "waves", facts, status=400 if problem else 200)


def _act(request: HttpRequest, number: int, act: Callable[[Wave], object]) -> HttpResponse:
    """Do one thing to a wave; where it is refused the board says why."""
    wave = _wave(number)
    try:
        act(wave)
    except refusals.Refused as error:
        return _board(request, _wave(number), refusals.words(error))
    return redirect("portal:office_wave", number=number)


@require_POST
@requires(Permission.WAVES_PREPARE)
def propose_result(request: HttpRequest, number: int) -> HttpResponse:
    """Propose to publish the result."""
    by, at = str(account_of(request)), timezone.now()
    return _act(request, number, lambda wave: approvals.propose_result(wave=wave, by=by, at=at))


@require_POST
@requires(Permission.WAVES_PREPARE)
def propose_void(request: HttpRequest, number: int) -> HttpResponse:
    """Propose to declare the draw void."""
    by, at, why = str(account_of(request)), timezone.now(), sheets.text_in(request.POST, "reason", 1000)
    return _act(request, number, lambda wave: approvals.propose_void(wave=wave, by=by, at=at, why=why))


@require_POST
@requires(Permission.WAVES_PREPARE)
def propose_again(request: HttpRequest, number: int) -> HttpResponse:
    """Propose to draw a void wave again."""
    by, at = str(account_of(request)), timezone.now()
    return _act(request, number, lambda wave: again.propose_again(wave=wave, by=by, at=at))


@require_POST
@requires(Permission.WAVES_PREPARE)
def keep_signature(request: HttpRequest, number: int) -> HttpResponse:
    """Keep the signature of the wave's round."""
    by, at, given = str(account_of(request)), timezone.now(), sheets.text_in(request.POST, "signature", 300)
    return _act(
        request, number, lambda wave: approvals.keep_signature(wave=wave, signature=given, by=by, at=at)
    )


@require_POST
@requires(Permission.WAVES_PREPARE)
def close_rehearsal(request: HttpRequest, number: int) -> HttpResponse:
    """Close an open rehearsal at once."""
    by = str(account_of(request))
    return _act(
        request, number, lambda wave: opening.close_rehearsal_now(wave=wave, by=by, at=timezone.now())
    )


@requires(Permission.WAVES_SEE)
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Exactly what is to be decided."""
    return _proposal(request, _found(pk))


@require_POST
@requires(Permission.WAVES_APPROVE)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve it, and do it."""
    found = _found(pk)
    try:
        approving.approve(proposal=found, by=str(account_of(request)), at=timezone.now())
    except refusals.Refused as error:
        return _proposal(request, _found(pk), refusals.words(error))
    return redirect("portal:office_wave", number=found.wave.number)


@require_POST
@requires(Permission.WAVES_APPROVE)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse it, with a reason."""
    found, reason = _found(pk), sheets.text_in(request.POST, "reason", 1000)
    try:
        proposals.refuse(proposal=found, by=str(account_of(request)), at=timezone.now(), reason=reason)
    except refusals.Refused as error:
        return _proposal(request, _found(pk), refusals.words(error))
    return redirect("portal:office_wave", number=found.wave.number)


def _proposal(request: HttpRequest, found: Proposal, problem: str = "") -> HttpResponse:
    facts = {
        "proposal": found,
        "wave": found.wave,
        "problem": problem,
        "names": names_of([found.by, found.decided_by]),
        "by": names_of([found.by])[found.by] if found.by.startswith("account:") else found.by,
        "is_mine": found.by == str(account_of(request)),
        "form": ReasonForm(label_suffix=""),
        "gate": approvals.gate_of(found.wave),
        "zone": timezone.get_current_timezone_name(),
        **_which(found),
        **_what(found.wave, found),
    }
    return page(request, "proposal", "waves", facts, status=400 if problem else 200)


def _which(found: Proposal) -> dict[str, object]:
    """Which draw of the wave is meant, and by which round."""
    number = found.facts.get("round", found.wave.round)
    is_past = found.attempt != found.wave.attempt
    return {
        "round": number,
        "again_round_at": QUICKNET.time_of(number),
        "void_waits": selectors.void_waiting(found.wave) if found.act == Proposal.Act.PUBLISH else None,
        "is_overtaken": is_past or (found.wave.voided_at is not None and found.act == Proposal.Act.PUBLISH),
        "void_draw": attempts.by_attempt(found.wave, found.attempt)
        if found.act == Proposal.Act.AGAIN
        else None,
    }


def _what(wave: Wave, found: Proposal | None) -> dict[str, object]:
    """What a wave promises: its rules in words and as written, its code, the forecast."""
    announced = found or selectors.proposals_of(wave).filter(act=Proposal.Act.ANNOUNCE).first()
    given = announced.facts.get("forecast", {}) if announced else {}
    return {
        "policy": plans.told(wave.policy_source, language(), regions.all_strata_names()),
        "policy_sha256": opening.policy_sha256(wave),
        "public_policy_sha256": approvals.public_policy_sha256(wave),
        "forecast": planning.told_forecast(given, language()),
        "terms": planning.told_terms(wave.terms, language()),
    }


def _wave(number: int) -> Wave:
    found = selectors.any_by_number(number)
    if found is None:
        raise Http404
    return found


def _found(pk: int) -> Proposal:
    found = selectors.proposal_by_key(pk)
    if found is None:
        raise Http404
    return found
