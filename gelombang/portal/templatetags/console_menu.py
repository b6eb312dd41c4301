"""The menu of the console, also on the staff pages of other stages."""

from typing import Any

from django import template

from gelombang.people import selectors as people
from gelombang.portal.console.frame import menu_of

register = template.Library()


@register.simple_tag(takes_context=True)
def console_menu(context: template.Context) -> list[dict[str, Any]]:
    """What the view has made; else by the reader's permissions and the page's own `here`."""
    if "menu" in context:
        return list(context["menu"])
    return menu_of(people.permissions_of(context["request"].user), str(context.get("here", "")))
