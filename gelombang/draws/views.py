"""The public register of draws: lists, one draw, proofs, downloads."""

import re
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from gelombang.core.lottery import jcs
from gelombang.core.lottery.errors import CodeMalformed
from gelombang.engines.folder import sha256_of

from . import attempts, checks, decree, selectors
from .downloads import download
from .forms import CheckForm
from .models import Draw

PER_PAGE = 20
VERIFIER = (
    Path(__file__).parent / "verify_draw.py",
    Path(__file__).parent.parent.parent / "tools" / "verify_draw.py",
)
"""The one-file checking program: in an installed package, and in a checkout."""


def register(request: HttpRequest) -> HttpResponse:
    """All draws."""
    page = Paginator(selectors.register(), PER_PAGE).get_page(request.GET.get("page"))
    rehearsals = [draw.rehearsal for draw in page]
    return render(
        request, "draws/register.html", {"page": page, "all_rehearsals": any(rehearsals) and all(rehearsals)}
    )


def find(request: HttpRequest) -> HttpResponse:
    """Where the draw of a name has its page here, for the check of a proof that was brought to another draw's."""
    name, seal = request.GET.get("undian", ""), request.GET.get("segel", "")
    found = attempts.by_name(name, seal) if name.isprintable() and seal.isprintable() else None
    if found is None:
        raise Http404(_("There is no such draw."))
    title = attempts.told_title(found)
    return JsonResponse({"url": f"{reverse('draws:draw', args=[found.slug])}#periksa", "title": title})


def draw(request: HttpRequest, slug: str) -> HttpResponse:
    """One draw and how to check it."""
    return render(request, "draws/draw.html", _page_of(_draw(slug)))


def check(request: HttpRequest, slug: str) -> HttpResponse:
    """The check on the server, for browsers without JavaScript; also what a receipt's QR leads to."""
    found = _draw(slug)
    data = request.POST if request.method == "POST" else request.GET
    form = CheckForm(data or None, request.FILES or None)
    context = {"draw": found, "form": form, "answer": None}
    if form.is_bound and form.is_valid():
        try:
            context["answer"] = _checked(found, form.cleaned_data["code"], form.cleaned_data["proof"])
        except checks.Refused as refused:
            form.add_error(refused.field, refused.words)
    response = render(request, "draws/check.html", context)
    patch_cache_control(response, private=True, no_store=True)  # it may hold somebody's code
    return response


def _checked(found: Draw, code: str, uploaded: "UploadedFile[bytes] | None") -> checks.Answer:
    """The code where both were given, which no form of ours does."""
    language = selectors.language()
    if uploaded is None or code:
        return checks.of_code(found, code, language)
    return checks.of_proof(found, uploaded.read(), language)


def proof(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The proof that a receipt code names."""
    found = _draw(slug)
    prover = selectors.prover_of(found)
    try:
        ticket = prover.ticket_of_code(code)
    except CodeMalformed as error:
        raise Http404(_("That code cannot be right.")) from error
    if ticket is None:
        raise Http404(_("No entry has this code."))
    response = HttpResponse(jcs.canonical(prover.proof(ticket)), content_type="application/json")
    name = re.sub(r"[^A-Za-z0-9-]", "", code)
    response["Content-Disposition"] = f'attachment; filename="bukti-{slug}-{name}.json"'
    patch_cache_control(response, private=True, no_store=True)
    return response


def bundle(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The whole public folder in one zip."""
    path = checks.bundle_of(_draw(slug))
    if path is None:
        raise Http404(_("The bundle is not packed yet. Download the files one by one."))
    return download(request, path, "application/zip", name=f"{slug}.zip", attachment=True)


def decree_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The selected by their codes, as they stand now, to print and to sign."""
    path = decree.of(_draw(slug), selectors.language())
    if path is None:
        raise Http404(_("There is no decree: nothing was drawn, or the draw is void."))
    return download(request, path, "application/pdf", name=f"keputusan-{slug}.pdf", attachment=True)


def file(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """One public file. A list is kept rather than shown: a phone would labour at a page of it."""
    path = selectors.file_of(selectors.folder_of(_draw(slug)), name)
    if path is None:
        raise Http404(_("There is no such file."))
    kind = {"json": "application/json", "csv": "text/csv"}.get(path.suffix[1:], "text/plain")
    return download(request, path, f"{kind}; charset=utf-8", name=path.name, attachment=path.suffix == ".csv")


def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It may reach above its own address, since it keeps the home page too, and only what a
    page of a draw asks it to keep."""
    script = (Path(__file__).parent / "static" / "draws" / "worker.js").read_text("utf-8")
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = reverse("portal:home")
    patch_cache_control(response, no_cache=True)
    return response


def verifier(request: HttpRequest) -> HttpResponseBase:
    """The one-file checking program."""
    path = _verifier()
    if path is None:
        raise Http404(_("There is no such file."))
    return download(request, path, "text/x-python; charset=utf-8", name="verify_draw.py", attachment=True)


def _verifier() -> Path | None:
    return next((place for place in VERIFIER if place.is_file()), None)


def _draw(slug: str) -> Draw:
    found = selectors.by_slug(slug)
    if found is None:
        raise Http404(_("There is no such draw."))
    return found


def _page_of(found: Draw) -> dict[str, object]:
    folder = selectors.folder_of(found)
    before, after = selectors.neighbours(found)
    repeated, redo = attempts.repeats(found)
    bundle, verifier = checks.packed(found), _verifier()
    return {
        "draw": found,
        "manifest": folder.manifest,
        "committed": folder.commitment["signed_at"],
        "timeline": selectors.timeline(found, folder),
        "round_url": selectors.round_url(folder),
        "outcome": folder.outcome if found.is_drawn else None,
        "n_replacements": selectors.n_replacements(folder),
        "outcome_sha256": selectors.outcome_sha256(found),
        "policy": selectors.policy_words(folder),
        "regions": selectors.regions(folder),
        "odds": selectors.odds(folder),
        "shares": selectors.shares(folder),
        "bias": selectors.bias(folder),
        "downloads": selectors.downloads(folder),
        "bundle_size": bundle.stat().st_size if bundle.exists() else None,
        "bundle_sha256": checks.sum_of(bundle),
        "verifier_sha256": sha256_of(verifier) if verifier else "",
        "source_url": settings.SOURCE_URL,
        "samples": selectors.sample_codes(found),
        "names": selectors.page_names(found, folder, selectors.language()),
        "time_zone": settings.TIME_ZONE,
        "before": before,
        "after": after,
        "repeated": repeated,
        "redo": redo,
        "others": attempts.others_of(found),
        "form": CheckForm(),
    }
