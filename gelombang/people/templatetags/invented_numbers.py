"""Numbers that a visitor of a demonstration can fill in: nobody has them."""

from typing import Any

from django import template
from django.conf import settings

from gelombang.people import invented

register = template.Library()
STRATUM = "5305"


@register.inclusion_tag("people/_invented.html", takes_context=True)
def invented_numbers(context: template.Context, sitting: int = 0) -> dict[str, Any]:
    """Identity number, birth date and family card of the visitor's own, or of a sitting at a desk; nothing where people
    are real."""
    if not settings.INVENTED_PEOPLE:
        return {}
    n = invented.DESKS + sitting if sitting else invented.OWN + int(context["request"].user.pk or 0)
    return {
        "nik": invented.nik(n, STRATUM),
        "kk": invented.kk(n, STRATUM),
        "born_on": invented.born_on(n),
        "step": context["request"].resolver_match.url_name.removeprefix("desk_").removeprefix("correct_"),
    }
