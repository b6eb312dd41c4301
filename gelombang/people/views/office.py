"""For administrators: who has which role, and whose lost second step is to be removed."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gelombang.people import found, limits, selectors
from gelombang.people.addresses import Address
from gelombang.people.forms import AddressForm, RoleForm, language
from gelombang.people.models import Account, GivenRole
from gelombang.people.roles import Permission, Role, duty_of, name_of
from gelombang.people.services import roles as acts
from gelombang.people.services import second_step
from gelombang.people.signed_in import account_of
from gelombang.people.staff import requires

WHAT = "account"
LOOKUPS, LOOKUP_WINDOW = 60, timedelta(hours=1)
"""Searches of one administrator: enough for work, too few to find out who has an account."""


@requires(Permission.ROLES_GIVE)
def find(request: HttpRequest) -> HttpResponse:
    """Find one account by its exact address; nobody can leaf through people."""
    form = AddressForm(request.POST or None, label_suffix="")
    form.fields["address"].widget.attrs["autocomplete"] = "off"
    if request.method == "POST" and form.is_valid():
        account = _found(request, form, form.cleaned_data["address"])
        if account is not None:
            return redirect("people:role_holder", token=found.token_of(request, account.pk, what=WHAT))
    every = [_told(role) for role in Role if role is not Role.APPLICANT]
    facts = {"form": form, "every": every}
    return render(request, "people/roles.html", facts, status=400 if form.errors else 200)


@requires(Permission.ROLES_GIVE)
def holder(request: HttpRequest, token: str) -> HttpResponse:
    """The roles of the account that was found."""
    return _page(request, _account(request, token), token)


@require_POST
@requires(Permission.ROLES_GIVE)
def give(request: HttpRequest, token: str) -> HttpResponse:
    """Give it one."""
    account = _account(request, token)
    form = RoleForm(request.POST, had=selectors.roles_of(account), label_suffix="")
    if not form.is_valid():
        return _page(request, account, token, form=form)
    role = form.cleaned_data["role"]
    try:
        acts.give_role(account=account, role=role, by=str(account_of(request)), at=timezone.now())
    except acts.OwnRole:
        return _page(
            request, account, token, _("Nobody gives a role to themselves. Ask another administrator.")
        )
    except acts.RoleHad:
        return _page(request, account, token, _("This account has the role already, or it is closed."))
    return _done(token, "diberi")


@require_POST
@requires(Permission.ROLES_GIVE)
def end(request: HttpRequest, token: str) -> HttpResponse:
    """End one of those it has."""
    account = _account(request, token)
    if request.POST.get("role") not in selectors.roles_of(account):
        return _page(request, account, token, _("This account does not have that role, or no longer."))
    role = Role(request.POST["role"])
    try:
        acts.end_role(account=account, role=role, by=str(account_of(request)), at=timezone.now())
    except acts.LastAdministrator:
        words = _(
            "This is the last administrator. Give the role to somebody else first; then it can be ended."
        )
        return _page(request, account, token, words)
    except acts.RoleHad:
        return _page(request, account, token, _("This account does not have that role, or no longer."))
    return _done(token, "diakhiri")


@require_POST
@requires(Permission.ROLES_GIVE)
def ask_removal(request: HttpRequest, token: str) -> HttpResponse:
    """Ask another administrator to remove its lost second step."""
    account = _account(request, token)
    why = request.POST.get("why", "").replace("\0", "")[:1000]
    try:
        second_step.ask(account=account, why=why, by=str(account_of(request)), at=timezone.now())
    except second_step.WhyMissing:
        return _page(request, account, token, _("Write how you know that it is the owner who asks."))
    except second_step.NotTheirs:
        return _page(request, account, token, _("Nobody asks for this about their own account."))
    except second_step.NothingToRemove:
        return _page(request, account, token, _("This account is closed, or has no second step."))
    except second_step.RemovalAsked:
        return _page(request, account, token, _("This is asked for already. Another administrator decides."))
    return _done(token, "diminta")


def _found(request: HttpRequest, form: AddressForm, address: Address) -> Account | None:
    by, at = str(account_of(request)), timezone.now()
    if not limits.may(what="looking accounts up", key=by, most=LOOKUPS, within=LOOKUP_WINDOW, at=at):
        form.add_error(None, _("You have looked up very many accounts. Go on in an hour."))
        return None
    account = selectors.account_at(address)
    if account is None:
        words = _(
            "Nobody has signed in with %(address)s yet. They sign in once, then you can give them a role."
        )
        form.add_error("address", words % {"address": address.shown})
        return None
    acts.note_lookup(account=account, by=by, at=at)
    return account


def _account(request: HttpRequest, token: str) -> Account:
    """The account that this administrator has found within the hour; 404 for anything else."""
    account = selectors.account_by_key(found.key_in(request, token, what=WHAT))
    if account is None:
        raise Http404
    return account


def _page(
    request: HttpRequest, account: Account, token: str, problem: str = "", *, form: RoleForm | None = None
) -> HttpResponse:
    had = selectors.roles_of(account)
    done = request.GET.get("selesai", "") if request.method == "GET" else ""
    facts = {
        "account": account,
        "addresses": [address.masked for address in selectors.addresses_of(account)],
        "is_own": account == account_of(request),
        "given": [_given(given) for given in selectors.given_to(account)],
        "form": form or RoleForm(None, had=had, label_suffix=""),
        "token": token,
        "problem": problem,
        "done": done if done in {"diberi", "diakhiri", "diminta"} else "",
        "removal": selectors.removal_of(account),
        "has_keys": bool(selectors.keys_of(account)),
    }
    return render(request, "people/role_holder.html", facts, status=400 if problem or form else 200)


def _done(token: str, what: str) -> HttpResponse:
    return redirect(
        f"{reverse('people:role_holder', kwargs={'token': token})}?{urlencode({'selesai': what})}"
    )


def _given(given: GivenRole) -> dict[str, object]:
    return {**_told(Role(given.role)), "given_at": given.given_at, "ended_at": given.ended_at}


def _told(role: Role) -> dict[str, str]:
    return {"role": role.value, "name": name_of(role, language()), "duty": duty_of(role, language())}
