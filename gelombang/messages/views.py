"""Is this message real?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .selectors import confirmed


@require_safe
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """A form for the code in a message, and what the site knows of that message."""
    code = request.GET.get("kode", "")[:40]
    found = confirmed(code) if code else None
    return render(request, "messages/check.html", {"code": code, "found": found})
