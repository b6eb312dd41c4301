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


@register.filter
def way_words(consent: Consent) -> str:
    """How a person agreed to what was read out to them."""
    words = {
        Consent.Way.SPOKEN: _("Read out to you at a desk; you said yes."),
        Consent.Way.SIGNED: _("Read out to you at a desk; you signed the sheet."),
        Consent.Way.THUMBPRINT: _("Read out to you at a desk; you put your thumbprint on the sheet."),
    }
    return words.get(Consent.Way(consent.way), "")
