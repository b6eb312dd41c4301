"""Where I am signed in, and signing out of there."""

from typing import Any

from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gelombang.people.devices import device
from gelombang.people.services import accounts
from gelombang.people.signed_in import account_of


class Devices(ListUserSessionsView):
    """Every browser that is signed in; by POST out of all but this one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = super().get_context_data(**kwargs)
        rows = [
            {
                "words": device(session.user_agent),
                "since": session.created_at,
                "is_here": session.is_current(),
            }
            for session in facts["sessions"]
        ]
        rows.sort(key=lambda row: (not row["is_here"], -row["since"].timestamp()))
        return {**facts, "devices": rows}

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ARG002
        account = accounts.sign_out_everywhere(
            account=account_of(self.request), at=timezone.now(), but_here=True
        )
        update_session_auth_hash(self.request, account)
        UserSession.objects.create_from_request(self.request)
        return redirect("usersessions_list")


devices = never_cache(Devices.as_view())


@require_POST
@login_required
def everywhere(request: HttpRequest) -> HttpResponse:
    """Out of every browser, this one too."""
    accounts.sign_out_everywhere(account=account_of(request), at=timezone.now())
    logout(request)
    return redirect("people:enter")
