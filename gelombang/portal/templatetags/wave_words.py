"""The words of a wave's page."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language

from gelombang.policy.reason_words import STATUSES

register = template.Library()


@register.filter
def status_words(status: str) -> str:
    """What a status means: sedang sekolah atau kuliah."""
    which = 1 if get_language() == "en" else 0
    return STATUSES[status][which] if status in STATUSES else status


@register.filter
def share_percent(share: float) -> str:
    """A share from 0 to 1 as a percentage with one decimal."""
    return f"{number_format(share * 100, 1)}%"
