"""The page for who must send an application once more, because too many send at once."""

from functools import cache

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation

from .lane import Form


def too_busy(form: Form) -> bytes:
    """The page for who must send the form once more: made once for each language, since it is for when there is no
    time; a draft and an address have nothing in them that HTML would read."""
    page = _too_busy("en" if form.path.startswith("/en/") else "id")
    return page.replace("ACTION", form.path).replace("DRAFT", form.sealed).encode()


@cache
def _too_busy(language: str) -> str:
    with translation.override(language):
        facts = {
            "style": static("portal/style.css"),
            "language": language,
            "action": "ACTION",
            "draft": "DRAFT",
        }
        return render_to_string("portal/busy.html", facts)
