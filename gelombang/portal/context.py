"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language


def site(request: HttpRequest) -> dict[str, str]:
    """The site's name, and this page's address in the other language."""
    other = "en" if get_language() == "id" else "id"
    return {
        "site_name": settings.SITE_NAME,
        "other_language": other,
        # an address that begins with two slashes leads to another site
        "other_url": translate_url(escape_leading_slashes(request.get_full_path()), other),
    }
