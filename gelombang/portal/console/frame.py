"""What every page of the console has: the menu that the reader's roles open, and who the reader is."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy

from gelombang.engines.languages import Language
from gelombang.people import selectors as people
from gelombang.people.roles import Permission
from gelombang.people.signed_in import account_of

MENU = (
    ("today", gettext_lazy("Today"), "portal:office_today", None),
    ("waves", gettext_lazy("Waves"), "portal:office_waves", Permission.WAVES_SEE),
    ("desk", gettext_lazy("Desk"), "portal:office_desk", Permission.PEOPLE_REGISTER),
    ("desks", gettext_lazy("Desks in numbers"), "portal:office_desks", Permission.DESKS_SEE),
    ("people", gettext_lazy("People"), "portal:office_people", Permission.PEOPLE_SEARCH),
    ("cases", gettext_lazy("Cases"), "portal:office_cases", Permission.CASES_DECIDE),
    ("grievances", gettext_lazy("Complaints"), "portal:office_grievances", Permission.GRIEVANCES_ANSWER),
    ("take", gettext_lazy("Take a complaint"), "portal:office_grievance_take", Permission.GRIEVANCES_TAKE),
    ("messages", gettext_lazy("Messages"), "portal:office_messages", Permission.MESSAGES_SEE),
    ("trail", gettext_lazy("Trail"), "portal:office_trail", Permission.AUDIT_SEE),
    ("roles", gettext_lazy("Roles"), "people:roles", Permission.ROLES_GIVE),
)


def page(
    request: HttpRequest, template: str, here: str, facts: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the console; `here` is the entry of the menu that it belongs to."""
    allowed = people.permissions_of(account_of(request))
    menu = menu_of(allowed, here)
    can = {permission.value: True for permission in allowed}
    given = {"menu": menu, "can": can, "me": str(account_of(request)), **facts}
    return render(request, f"portal/console/{template}.html", given, status=status)


def menu_of(allowed: frozenset[Permission], here: str) -> list[dict[str, Any]]:
    """The entries that these permissions open; `here` is the one that is looked at."""
    return [
        {"name": name, "url": url, "here": key == here}
        for key, name, url, permission in MENU
        if permission is None or permission in allowed
    ]


def language() -> Language:
    """id or en."""
    return "en" if (get_language() or "id").startswith("en") else "id"
