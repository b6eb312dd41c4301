"""A code to my own address, before something that cannot be undone."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gelombang.messages import selectors as messages
from gelombang.people import codes, fresh, selectors
from gelombang.people.forms import CodeForm
from gelombang.people.signed_in import account_of

from .door import minutes, wrong_words
from .sending import sent

ASKED = "asked_fresh"
"""In the session: the code that was sent."""


@never_cache
@login_required
def again(request: HttpRequest) -> HttpResponse:
    """Send a code to my own address, and take it."""
    goal = request.GET.get("next") or request.POST.get("next") or ""
    if not (url_has_allowed_host_and_scheme(goal, allowed_hosts=None) and goal.startswith("/")):
        goal = "/"
    addresses = selectors.addresses_of(account_of(request))
    if not addresses:
        return redirect("people:account")
    if request.method == "POST" and "send" in request.POST:
        form = CodeForm({"code": ""}, label_suffix="")
        if sent(request, form, addresses[0], purpose="confirm", keep_as=ASKED):
            return _page(request, CodeForm(label_suffix=""), goal)
        form.errors.pop("code", None)
        return _page(request, form, goal, status=429)
    if request.method == "POST" and ASKED in request.session:
        form = CodeForm(request.POST, label_suffix="")
        if form.is_valid() and _fits(request, form):
            fresh.note(request)
            return redirect(goal)
        return _page(request, form, goal, status=400)
    return _page(request, CodeForm(label_suffix=""), goal)


def _fits(request: HttpRequest, form: CodeForm) -> bool:
    asked = codes.Asked.read(request.session[ASKED])
    try:
        codes.check(asked, form.cleaned_data["code"], at=timezone.now())
    except codes.CodeWrong as error:
        form.add_error("code", wrong_words(error.n_left))
    except codes.CodeOver:
        form.add_error("code", _("This code no longer works. Ask for a new one below."))
    else:
        request.session.pop(ASKED)
        return True
    request.session[ASKED] = vars(asked)
    return False


def _page(request: HttpRequest, form: CodeForm, goal: str, *, status: int = 200) -> HttpResponse:
    to = selectors.addresses_of(account_of(request))[0]
    is_sent = ASKED in request.session
    shown = messages.latest_to(to.text) if settings.INVENTED_PEOPLE and is_sent else None
    facts = {
        "form": form,
        "goal": goal,
        "to": to.shown,
        "is_sent": is_sent,
        "message": shown,
        "minutes": minutes(),
    }
    return render(request, "people/fresh.html", facts, status=status)
