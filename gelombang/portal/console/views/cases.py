"""Cases: what waits for a decision, and deciding it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from gelombang.cases import selectors
from gelombang.cases.models import Case
from gelombang.cases.services import CaseDecided
from gelombang.flow import approving
from gelombang.people.roles import Permission
from gelombang.people.signed_in import account_of
from gelombang.people.staff import requires
from gelombang.portal.console import evidence, refusals, sheets, trail
from gelombang.portal.console.forms import DecisionForm
from gelombang.portal.console.frame import page

HEAD = ("case", "kind", "about", "opened", "due", "decision", "reason", "decided by", "decided")


@requires(Permission.CASES_DECIDE)
def listed(request: HttpRequest) -> HttpResponseBase:
    """Cases that wait, the oldest first; or those that are decided; of a kind; as a page or a file."""
    kind = request.GET.get("jenis", "")
    kind = kind if kind in Case.Kind.values else ""
    is_open = request.GET.get("status") != "selesai"
    found = selectors.listed(kind=kind, is_open=is_open, after=sheets.key_in(request.GET, "setelah"))
    if "unduh" in request.GET:
        sheets.note(request, "kasus.csv", found.count())
        return sheets.download("kasus.csv", HEAD, map(_row, found.iterator(2000)))
    rows, following = sheets.part(found)
    facts = {
        "cases": [(case, evidence.kind_words(case.kind)) for case in rows],
        "kinds": [(value, evidence.kind_words(value)) for value in Case.Kind.values],
        "kind": kind,
        "is_open": is_open,
        "following": following,
        "now": timezone.now(),
    }
    return page(request, "cases", "cases", facts)


def _row(case: Case) -> tuple[object, ...]:
    return (
        case.pk,
        case.kind,
        case.subject,
        case.opened_at.isoformat(),
        case.due_at.isoformat(),
        case.decision,
        case.reason,
        case.decided_by,
        case.decided_at.isoformat() if case.decided_at else "",
    )


@requires(Permission.CASES_DECIDE)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, its evidence, and the decision."""
    case = selectors.by_key(pk)
    if case is None:
        raise Http404
    form = DecisionForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        by, at = str(account_of(request)), timezone.now()
        decision, reason = Case.Decision(form.cleaned_data["decision"]), form.cleaned_data["reason"]
        try:
            approving.decide_case(case=case, decision=decision, reason=reason, by=by, at=at)
        except CaseDecided:
            form.add_error(None, _("Somebody else has just decided this. Their decision stands."))
        except refusals.Refused as error:
            form.add_error(None, refusals.words(error))
        else:
            return redirect("portal:office_case", pk=pk)
        case = selectors.by_key(pk) or case
    facts = {
        "case": case,
        "kind": evidence.kind_words(case.kind),
        "evidence": evidence.of(case),
        "lists": evidence.lists_of(case),
        "is_own": evidence.is_own(case, str(account_of(request))),
        "means": evidence.meaning(case.kind),
        "left_out": evidence.left_out(case) if case.decision != Case.Decision.REFUSED else None,
        "form": form,
        "events": trail.about([f"case:{case.pk}", case.subject])[::-1],
        "now": timezone.now(),
    }
    return page(request, "case", "cases", facts, status=400 if form.errors else 200)
