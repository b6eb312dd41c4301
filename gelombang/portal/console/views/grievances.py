"""Complaints: whose answer is owed first, what each says, answering it or passing it up; and taking one down."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gelombang.grievances import selectors, services
from gelombang.grievances.models import Decision, Grievance
from gelombang.grievances.words import OUTCOMES, TOPICS, WAYS
from gelombang.people import selectors as people
from gelombang.people.addresses import AddressWrong, read
from gelombang.people.roles import Permission
from gelombang.people.signed_in import account_of
from gelombang.people.staff import requires
from gelombang.portal.console import refusals, sheets, trail
from gelombang.portal.console.forms import ReasonForm
from gelombang.portal.console.frame import page
from gelombang.portal.console.grievance_forms import AnswerForm, TakeForm

HEAD = (
    "complaint",
    "topic",
    "way",
    "opened",
    "due",
    "went up",
    "worked on by",
    "words",
    "outcome",
    "answer",
    "answered",
)
TAKEN = "grievance_taken"
"""In the session: the complaint that was just taken down, and its code until it is shown."""
STATES = ("", "saya", "naik", "selesai")
"""Which are shown: those that wait, mine, those that went up, the answered."""


@requires(Permission.GRIEVANCES_ANSWER)
def listed(request: HttpRequest) -> HttpResponseBase:
    """By the clock: whose answer is owed first; as a page or a file. By POST: the one with a code."""
    if request.method == "POST":
        return _find(request)
    state, topic = request.GET.get("status", ""), request.GET.get("topik", "")
    state, topic = state if state in STATES else "", topic if topic in TOPICS else ""
    by = str(account_of(request))
    found = selectors.listed(
        is_head=_is_head(request),
        is_answered=state == "selesai",
        topic=topic,
        held_by=by if state == "saya" else "",
        is_escalated=state == "naik",
        after=sheets.key_in(request.GET, "setelah"),
    )
    if "unduh" in request.GET:
        services.note_export(by=by, at=timezone.now(), n=found.count())
        return sheets.download("pengaduan.csv", HEAD, _rows(found.iterator(2000)))
    rows, following = sheets.part(found)
    return _list(request, rows, following, state, topic)


def _list(
    request: HttpRequest, rows: list[Grievance], following: int, state: str, topic: str, problem: str = ""
) -> HttpResponse:
    now = timezone.now()
    facts = {
        "rows": [(one, TOPICS[one.topic], services.needs_head(one)) for one in rows],
        "topics": [one for one in TOPICS.items() if one[0] != Grievance.Topic.OFFICER or _is_head(request)],
        "topic": topic,
        "state": state,
        "following": following,
        "figures": selectors.figures(at=now),
        "now": now,
        "problem": problem,
    }
    return page(request, "grievances", "grievances", facts, status=404 if problem else 200)


def _find(request: HttpRequest) -> HttpResponse:
    found = selectors.by_code(sheets.text_in(request.POST, "kode", 30))
    if found is not None and services.may_read(found, is_head=_is_head(request)):
        return redirect("portal:office_grievance", pk=found.pk)
    if found is not None:
        words = _("This complaint is about staff. Only an approver reads it; ask one to look.")
        return _list(request, [], 0, "", "", words)
    words = _("We know no complaint with this code. Look at it again, letter by letter.")
    return _list(request, [], 0, "", "", words)


def _rows(found: Iterator[Grievance]) -> Iterator[tuple[object, ...]]:
    for one in found:
        answer = one.decision
        yield (
            one.pk,
            one.topic,
            one.way,
            one.opened_at.isoformat(),
            one.due_at.isoformat(),
            one.escalated_at.isoformat() if one.escalated_at else "",
            one.held_by,
            one.words,
            answer.outcome if answer else "",
            answer.words if answer else "",
            one.answered_at.isoformat() if one.answered_at else "",
        )


@requires(Permission.GRIEVANCES_TAKE)
def take(request: HttpRequest) -> HttpResponse:
    """Take down what somebody says by phone or at a desk."""
    form = TakeForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        made = services.take(
            topic=Grievance.Topic(form.cleaned_data["topic"]),
            words=form.cleaned_data["words"],
            way=Grievance.Way(form.cleaned_data["way"]),
            contact=form.cleaned_data["contact"],
            taken_by=str(account_of(request)),
            at=timezone.now(),
        )
        request.session[TAKEN] = [made.pk, made.code]
        return redirect("portal:office_grievance_taken", pk=made.pk)
    facts = {"form": form, "days": services.days_to_answer(timezone.now())}
    return page(request, "grievance_take", "take", facts, status=400 if form.errors else 200)


@requires(Permission.GRIEVANCES_TAKE)
def taken(request: HttpRequest, pk: int) -> HttpResponse:
    """The code to read out: once, to whoever has just taken the complaint down. It is the key to the complaint and
    belongs to the person alone, so that no page of the office shows it again."""
    found = selectors.by_key(pk)
    if found is None or found.taken_by != str(account_of(request)):
        raise Http404
    mine, code = request.session.pop(TAKEN, [0, ""])
    look_at = f"{settings.SITE_URL}{reverse('grievances:find')}"
    facts = {
        "grievance": found,
        "code": code if mine == pk else "",
        "look_at": look_at,
        "may_read": services.may_read(found, is_head=_is_head(request)),
    }
    return page(request, "grievance_taken", "take", facts)


@requires(Permission.GRIEVANCES_ANSWER)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody says, what became of it, and what can be done now."""
    return _one(request, _found(request, pk))


def _one(
    request: HttpRequest, found: Grievance, problem: str = "", form: ReasonForm | None = None
) -> HttpResponse:
    by = str(account_of(request))
    decision = found.decision
    keys = [found.held_by, found.taken_by, found.escalated_by, decision.decided_by if decision else ""]
    names = trail.names_of(key for key in keys if key)
    facts = {
        "grievance": found,
        "topic": TOPICS[found.topic],
        "way": WAYS[found.way],
        "reached_at": _reached_at(found),
        "outcome": OUTCOMES[decision.outcome] if decision else "",
        "n_alike": selectors.alike(found),
        "held_by": names.get(found.held_by, found.held_by),
        "taken_by": names.get(found.taken_by, found.taken_by),
        "decided_by": names.get(decision.decided_by, decision.decided_by) if decision else "",
        "is_mine": found.held_by == by,
        "may_answer": _may_answer(request, found),
        "may_take_over": _may_take_over(request, found),
        "may_pass_up": _may_pass_up(request, found),
        "needs_head": services.needs_head(found),
        "form": form or ReasonForm(label_suffix=""),
        "events": trail.about([str(found)])[::-1],
        "now": timezone.now(),
        "problem": problem,
    }
    return page(request, "grievance", "grievances", facts, status=400 if problem or form else 200)


def _reached_at(found: Grievance) -> str:
    """Where the answer goes: masked where we can write there, as it was typed where somebody must read it out."""
    if found.contact:
        try:
            return read(found.contact).masked
        except AddressWrong:
            return found.contact
    addresses = people.addresses_of(found.account) if found.account else []
    return addresses[0].masked if addresses else ""


def _may_answer(request: HttpRequest, found: Grievance) -> bool:
    by = str(account_of(request))
    free = found.answered_at is None and found.held_by in ("", by) and found.escalated_by != by
    return free and (_is_head(request) or not services.needs_head(found))


def _may_take_over(request: HttpRequest, found: Grievance) -> bool:
    by = str(account_of(request))
    return found.held_by not in ("", by) and found.escalated_by != by and _is_head(request)


def _may_pass_up(request: HttpRequest, found: Grievance) -> bool:
    free = found.held_by in ("", str(account_of(request)))
    return found.escalated_at is None and (_is_head(request) or (free and not services.needs_head(found)))


def _is_head(request: HttpRequest) -> bool:
    return Permission.GRIEVANCES_HEAD in people.permissions_of(account_of(request))


@requires(Permission.GRIEVANCES_ANSWER)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the answer, read it once more, send it to everyone who is affected alike."""
    found = _found(request, pk)
    if not _may_answer(request, found):
        return redirect("portal:office_grievance", pk=pk)
    alike = selectors.perhaps_alike(found, by=str(account_of(request)), is_head=_is_head(request))
    form = AnswerForm(request.POST or None, others=alike, label_suffix="")
    step = request.POST.get("step", "")
    if request.method != "POST" or step == "change" or not form.is_valid():
        return _answer(request, found, form, failed=step not in ("", "change") and bool(form.errors))
    others = selectors.waiting_by_keys(form.others())
    if step != "send":
        return _preview(request, found, form, others)
    try:
        services.answer(
            grievances=[found, *others],
            outcome=Decision.Outcome(form.cleaned_data["outcome"]),
            words=form.cleaned_data["words"],
            evidence=form.cleaned_data["evidence"],
            remedy=form.cleaned_data["remedy"],
            by=str(account_of(request)),
            at=timezone.now(),
            is_head=_is_head(request),
        )
    except refusals.Refused as error:
        form.add_error(None, refusals.words(error))
        return _answer(request, _found(request, pk), form, failed=True)
    return redirect("portal:office_grievance", pk=pk)


def _answer(request: HttpRequest, found: Grievance, form: AnswerForm, *, failed: bool) -> HttpResponse:
    facts = {
        "grievance": found,
        "topic": TOPICS[found.topic],
        "form": form,
        "earlier": [(one, OUTCOMES[one.outcome]) for one in selectors.earlier_answers(found)],
    }
    return page(request, "grievance_answer", "grievances", facts, status=400 if failed else 200)


def _preview(
    request: HttpRequest, found: Grievance, form: AnswerForm, others: list[Grievance]
) -> HttpResponse:
    facts = {
        "grievance": found,
        "form": form,
        "outcome": OUTCOMES[form.cleaned_data["outcome"]],
        "others": others,
        "n": len(others) + 1,
    }
    return page(request, "grievance_preview", "grievances", facts)


@require_POST
@requires(Permission.GRIEVANCES_ANSWER)
def answer_as(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the answer that others had who are affected alike."""
    decision = selectors.decision_by_key(sheets.key_in(request.POST, "putusan"))
    if decision is None:
        raise Http404
    by, at, is_head = str(account_of(request)), timezone.now(), _is_head(request)
    return _act(
        request,
        pk,
        lambda found: services.answer_as(grievance=found, decision=decision, by=by, at=at, is_head=is_head),
    )


@require_POST
@requires(Permission.GRIEVANCES_ANSWER)
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that I work on it; an approver also instead of whoever does."""
    by, at, is_head = str(account_of(request)), timezone.now(), _is_head(request)
    other = sheets.text_in(request.POST, "dari", 80)
    return _act(
        request,
        pk,
        lambda found: services.hold(grievance=found, by=by, at=at, is_head=is_head, instead_of=other),
    )


@require_POST
@requires(Permission.GRIEVANCES_ANSWER)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back."""
    by, at = str(account_of(request)), timezone.now()
    return _act(request, pk, lambda found: services.release(grievance=found, by=by, at=at))


@require_POST
@requires(Permission.GRIEVANCES_ANSWER)
def pass_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it rise before its time, with the reason."""
    form = ReasonForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _one(request, _found(request, pk), form=form)
    by, at, why = str(account_of(request)), timezone.now(), form.cleaned_data["reason"]
    is_head = _is_head(request)
    return _act(
        request,
        pk,
        lambda found: services.pass_up(grievance=found, why=why, by=by, at=at, is_head=is_head),
    )


def _act(request: HttpRequest, pk: int, act: Callable[[Grievance], object]) -> HttpResponse:
    """Do one thing to a complaint; where it is refused its page says why."""
    try:
        act(_found(request, pk))
    except refusals.Refused as error:
        return _one(request, _found(request, pk), refusals.words(error))
    return redirect("portal:office_grievance", pk=pk)


def _found(request: HttpRequest, pk: int) -> Grievance:
    found = selectors.by_key(pk)
    if found is None or not services.may_read(found, is_head=_is_head(request)):
        raise Http404
    return found
