"""Where programs call, every address through `answers.answered`; what is no address of ours is a fault in JSON too."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from ninja.responses import NinjaJSONEncoder

from gelombang.portal import problems

from .answers import answered
from .calls import api


@cache
def _document() -> bytes:
    import json

    return json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder).encode()


def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return HttpResponse(_document(), content_type="application/json")


def _served(pattern: URLPattern) -> URLPattern:
    return URLPattern(pattern.pattern, answered(pattern.callback), pattern.default_args, pattern.name)


app_name = "api"
urlpatterns = [
    path("openapi.json", answered(document), name="document"),
    *(_served(one) for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"),
    re_path(r"", answered(problems.no_such), name="elsewhere"),
]
