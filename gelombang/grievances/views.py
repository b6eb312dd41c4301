"""Complaining, following a complaint, and how long answers take."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gelombang.people import limits
from gelombang.people.visitors import network_of

from . import selectors, services
from .forms import CodeForm, GrievanceForm
from .models import Grievance

MOST = 30
"""Complaints from one network in an hour: a village office may send many in, a machine more."""


@never_cache
def complain(request: HttpRequest) -> HttpResponse:
    """Anyone, about anything."""
    form = GrievanceForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        if limits.may(
            what="grievances", key=network_of(request), most=MOST, within=timedelta(hours=1), at=at
        ):
            account = request.user if request.user.is_authenticated else None
            made = services.take(
                topic=Grievance.Topic(form.cleaned_data["topic"]),
                words=form.cleaned_data["words"],
                contact=form.cleaned_data["contact"],
                way=Grievance.Way.FORM,
                account=account,
                at=at,
            )
            return redirect("grievances:one", made.code)
        form.add_error(
            None, _("Many complaints came from your network within an hour. Send yours a little later.")
        )
    facts = {
        "form": form,
        "find": CodeForm(label_suffix=""),
        "figures": selectors.figures(at=timezone.now()),
        "days": services.days_to_answer(timezone.now()),
    }
    return render(request, "grievances/complain.html", facts, status=400 if form.errors else 200)


@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """From a code to the complaint."""
    form = CodeForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        found = selectors.by_code(form.cleaned_data["code"])
        if found is not None:
            return redirect("grievances:one", found.code)
        form.add_error("code", _("We know no complaint with this code. Look at it again, letter by letter."))
    return render(request, "grievances/find.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One complaint, for whoever has its code: where it stands, and the answer."""
    found = selectors.by_code(code)
    if found is None:
        raise Http404(_("We know no complaint with this code."))
    facts = {"grievance": found, "is_late": found.answered_at is None and found.due_at < timezone.now()}
    return render(request, "grievances/one.html", facts)
