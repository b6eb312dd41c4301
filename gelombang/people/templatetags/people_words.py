"""The words of pages about people."""

from django import template
from django.utils.translation import gettext as _

from gelombang.people.models import Consent

register = template.Library()


@register.filter
def purpose_words(consent: Consent) -> str:
    """What a person allowed."""
    words = {
        Consent.Purpose.TAKING_PART: _("My data are used for the programme."),
        Consent.Purpose.SURVEYS: _("I may be asked later how I am doing."),
        Consent.Purpose.NEWS: _("I may be sent news."),
    }
    return words[Consent.Purpose(consent.purpose)]
