"""Another e-mail or mobile number for my account, and the language of messages."""

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gelombang.messages import selectors as messages
from gelombang.people import codes, known
from gelombang.people.addresses import Address
from gelombang.people.forms import AddressForm, CodeForm, LanguageForm
from gelombang.people.services import accounts
from gelombang.people.signed_in import account_of

from .door import minutes, wrong_words
from .sending import sent

View = Callable[[HttpRequest], HttpResponse]
second_step_again: Callable[[View], View] = reauthentication_required(app="allauth.mfa")
ADDING = "adding"
"""In the session: the code that was sent to a new address."""


@never_cache
@login_required
@second_step_again
def address(request: HttpRequest) -> HttpResponse:
    """Which address? A code goes there; whoever has a second step takes it first."""
    form = AddressForm(request.POST or None, label_suffix="")
    form.fields["address"].widget.attrs["autocomplete"] = "email"
    if (
        request.method == "POST"
        and form.is_valid()
        and sent(request, form, form.cleaned_data["address"], purpose="new_address", keep_as=ADDING)
    ):
        return redirect("people:address_code")
    return render(request, "people/address.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@login_required
@second_step_again
def address_code(request: HttpRequest) -> HttpResponse:
    """Which code arrived at the new address?"""
    kept = request.session.get(ADDING)
    if kept is None:
        return redirect("people:address")
    asked = codes.Asked.read(kept)
    form = CodeForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            new = codes.check(asked, form.cleaned_data["code"], at=timezone.now())
            accounts.add_address(account=account_of(request), address=new, at=timezone.now())
        except codes.CodeWrong as error:
            form.add_error("code", wrong_words(error.n_left))
        except codes.CodeOver:
            form.add_error("code", _("This code no longer works. Ask for a new one below."))
        except accounts.AddressTaken:
            form.add_error(None, _("This address belongs to another account. Sign out and sign in with it."))
        else:
            return _added(request, new)
        request.session[ADDING] = vars(asked)
    shown = messages.latest_to(asked.address) if settings.INVENTED_PEOPLE else None
    facts = {"form": form, "to": asked.to.shown, "message": shown, "minutes": minutes()}
    return render(request, "people/address_code.html", facts, status=400 if form.errors else 200)


@never_cache
@login_required
def message_language(request: HttpRequest) -> HttpResponse:
    """In which language should messages come?"""
    account = account_of(request)
    form = LanguageForm(request.POST or None, initial={"language": account.language}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        accounts.choose_language(account=account, language=form.cleaned_data["language"], at=timezone.now())
        return redirect("people:account")
    return render(request, "people/language.html", {"form": form}, status=400 if form.errors else 200)


def _added(request: HttpRequest, new: Address) -> HttpResponse:
    request.session.pop(ADDING, None)
    response = redirect("people:account")
    known.remember(request, response, new)
    return response
