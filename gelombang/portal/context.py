"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language

from gelombang.draws.contacts import link_of


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's name, whether it rehearses or is a demonstration, who runs it and how to reach them, and this page in
    the other language."""
    other = "en" if get_language() == "id" else "id"
    return {
        "site_name": settings.SITE_NAME,
        "is_rehearsing": settings.REHEARSAL,
        "is_demonstration": settings.INVENTED_PEOPLE,
        "operator_name": settings.OPERATOR_NAME,
        "operator_contact": settings.OPERATOR_CONTACT,
        "operator_link": link_of(settings.OPERATOR_CONTACT),
        "other_language": other,
        # an address that begins with two slashes leads to another site
        "other_url": translate_url(escape_leading_slashes(request.get_full_path()), other),
    }
