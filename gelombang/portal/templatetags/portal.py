"""Tags that every template has at hand."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import NoReverseMatch, Resolver404, resolve, reverse, translate_url
from django.utils.translation import get_language, override

register = template.Library()


@dataclass(frozen=True)
class LanguageLink:
    """A language of the site, and the address of the present page in it."""

    code: str
    name: str
    url: str
    current: bool


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """The present page in each language; where a page has no other language, the home page in it."""
    request = context.get("request")
    path = request.get_full_path() if request is not None else "/"
    known = request is not None and exists(request.path_info)
    links = []
    for code, name in settings.LANGUAGES:
        with override(code):
            url = translate_url(path, code) if known else reverse("home")
        links.append(LanguageLink(code, name, url, current=code == get_language()))
    return links


def exists(path: str) -> bool:
    """Whether the site has a page at this path."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


@register.simple_tag
def url_if_any(name: str) -> str:
    """The address of a page by its name, or nothing where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
