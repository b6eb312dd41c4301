"""Messages and the audit trail."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from gelombang.audit import selectors as audit
from gelombang.audit import services as trail_services
from gelombang.audit.models import Event
from gelombang.messages import selectors as messages
from gelombang.messages.models import Message
from gelombang.messages.services import NotFailed, retry
from gelombang.people.roles import Permission
from gelombang.people.signed_in import account_of
from gelombang.people.staff import requires
from gelombang.portal.console import sheets, trail
from gelombang.portal.console.frame import page

STATES = {
    Message.State.WAITING.value: _("waiting"),
    Message.State.CLAIMED.value: _("being sent"),
    Message.State.SENT.value: _("sent"),
    Message.State.FAILED.value: _("failed"),
}
MESSAGE_HEAD = ("message", "channel", "to", "subject", "state", "tries", "queued", "sent", "problem")
TRAIL_HEAD = ("event", "at", "by", "act", "subject", "words")
STAGES = {
    "waves": _("waves and applications"),
    "draws": _("draws and seats"),
    "people": _("people and accounts"),
    "cases": _("cases"),
    "grievances": _("complaints"),
    "messages": _("messages"),
    "regions": _("regions"),
    "flow": _("forgetting"),
    "audit": _("the trail itself"),
}
"""Parts of the trail: how their acts begin, and what they are called."""


@requires(Permission.MESSAGES_SEE)
def outbox(request: HttpRequest) -> HttpResponseBase:
    """Messages and how their delivery stands; their words, and any code, stay with who receives them."""
    state = request.GET.get("status", "")
    state = state if state in STATES else ""
    found = messages.listed(state=state, before=sheets.key_in(request.GET, "sebelum"))
    if "unduh" in request.GET:
        sheets.note(request, "pesan.csv", found.count())
        return sheets.download("pesan.csv", MESSAGE_HEAD, map(_message, found.iterator(2000)))
    rows, following = sheets.part(found)
    counted = messages.counted()
    facts = {
        "rows": [(row, messages.veiled(row), messages.topic(row), STATES[row.state]) for row in rows],
        "states": [(key, words, counted.get(key, 0)) for key, words in STATES.items()],
        "state": state,
        "following": following,
    }
    return page(request, "messages", "messages", facts)


def _message(row: Message) -> tuple[object, ...]:
    return (
        row.pk,
        row.channel,
        messages.veiled(row),
        messages.topic(row),
        row.state,
        row.n_tries,
        row.queued_at.isoformat(),
        row.sent_at.isoformat() if row.sent_at else "",
        row.problem,
    )


@require_POST
@requires(Permission.MESSAGES_RETRY)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a failed message again; one that is no longer failed stays as it is."""
    try:
        retry(message_id=pk, by=str(account_of(request)), at=timezone.now())
    except NotFailed:
        return redirect("portal:office_messages")
    return redirect("portal:office_messages")


@requires(Permission.AUDIT_SEE)
def events(request: HttpRequest) -> HttpResponseBase:
    """The trail in words, the newest first; of a subject, by somebody, of a stage; as a page or a file."""
    subject, by = (sheets.text_in(request.GET, name, 60) for name in ("tentang", "oleh"))
    stage = request.GET.get("bagian", "")
    stage = stage if stage in STAGES else ""
    found = audit.trail(
        subject=subject,
        by=by,
        act=f"{stage}:" if stage else "",
        before=sheets.key_in(request.GET, "sebelum"),
    )
    if "unduh" in request.GET:
        sheets.note(request, "jejak.csv", found.count())
        return sheets.download("jejak.csv", TRAIL_HEAD, _lines(found.iterator(2000)))
    rows, following = sheets.part(found)
    facts = {
        "events": trail.told(rows),
        "following": following,
        "subject": subject,
        "by": by,
        "stage": stage,
        "stages": STAGES.items(),
    }
    return page(request, "trail", "trail", facts)


def _lines(found: Iterator[Event]) -> Iterator[tuple[object, ...]]:
    for event in found:
        (line,) = trail.told([event])
        yield event.pk, event.at.isoformat(), event.by, event.act, event.subject, line.words


@requires(Permission.AUDIT_SEE)
def chain(request: HttpRequest) -> HttpResponseBase:
    """The sealed trail, whole, as `gelombang manage audit_trail --verify` reads it; the download itself is an event."""
    trail_services.note_export(by=str(account_of(request)), at=timezone.now())
    response = StreamingHttpResponse(audit.exported(), content_type="application/x-ndjson")
    response["Content-Disposition"] = 'attachment; filename="trail.jsonl"'
    return response
