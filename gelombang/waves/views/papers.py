"""The receipt: on the screen, as a page to print, and as the signed file itself."""

import io
import json
from pathlib import Path

import segno
import typst
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gelombang.core.lottery import jcs
from gelombang.core.lottery.receipt import code_of
from gelombang.people.models import Person
from gelombang.people.signed_in import with_complete_person
from gelombang.waves import selectors
from gelombang.waves.fields import name_of
from gelombang.waves.forms import language
from gelombang.waves.models import Application

from .apply import wave_or_404

TYPESETTING = Path(__file__).parent.parent / "receipt.typ"


@with_complete_person
def receipt(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """What the person keeps: the code, what the draw will see, and when."""
    wave = wave_or_404(number)
    application = selectors.application_to(wave=wave, person=person)
    if application is None or application.receipt is None:
        return redirect("waves:begin", number)
    code = code_of(application.commit)
    page = f"{settings.SITE_URL}{reverse('waves:receipt', args=[number])}"
    facts = {
        "wave": wave,
        "application": application,
        "code": code,
        "chosen": name_of(application.field, language()),
        "qr": _qr(f"{page}#{code}"),
        "region": person.family_card.region if person.family_card else None,
    }
    return render(request, "waves/receipt.html", facts)


@with_complete_person
def receipt_file(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """The signed receipt itself, byte for byte."""
    application = selectors.application_to(wave=wave_or_404(number), person=person)
    if application is None or application.receipt is None:
        return redirect("waves:begin", number)
    response = HttpResponse(jcs.canonical(application.receipt), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="tanda-terima-gelombang-{number}.json"'
    return response


@with_complete_person
def receipt_pdf(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """The receipt to print (PDF/A-2b, PDF/UA-1)."""
    wave = wave_or_404(number)
    application = selectors.application_to(wave=wave, person=person)
    if application is None or application.receipt is None:
        return redirect("waves:begin", number)
    response = HttpResponse(_paper(application, person), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="tanda-terima-gelombang-{number}.pdf"'
    return response


def _paper(application: Application, person: Person) -> bytes:
    """The receipt on A5; what people typed is handed over as text, never as typesetting."""
    wave, code = application.wave, code_of(application.commit)
    region = person.family_card.region.name if person.family_card else ""
    lines = [
        (_("Received on"), date_format(timezone.localtime(application.submitted_at), "j F Y, H.i.s T")),
        (_("Region that counts"), region),
        (_("I want to learn"), name_of(application.field, language())),
        (_("Applications close"), date_format(timezone.localtime(wave.closes_at), "j F Y, H.i T")),
    ]
    page = f"{settings.SITE_URL}{reverse('waves:receipt', args=[wave.number])}"
    facts = {
        "title": f"{_('Receipt')} – {wave.name}",
        "site": settings.SITE_NAME,
        "language": language(),
        "rehearsal": _("A rehearsal: it shows how everything works and decides nothing.")
        if wave.is_rehearsal
        else "",
        "code_label": _("Your code"),
        "code": code,
        "lines": json.dumps([[str(label), str(words)] for label, words in lines]),
        "qr": _qr(f"{page}#{code}", inline=False),
        "qr_alt": _("QR code with the address of this receipt and its code"),
        "keep": _(
            "Keep it: write the code down, take a picture of it, or print this page. Anyone who has the code can see "
            "this result, and nothing else of you."
        ),
        "signed_label": _("Signed by the operator:"),
        "signature": (application.receipt or {}).get("signature", ""),
    }
    given = {name: str(value) for name, value in facts.items()}
    return bytes(typst.compile(TYPESETTING.read_bytes(), sys_inputs=given, pdf_standards=["a-2b", "ua-1"]))


def _qr(text: str, *, inline: bool = True) -> str:
    """The code as an inline picture; it takes the colours of the page."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", xmldecl=not inline, svgns=not inline, svgclass="qr", lineclass=None, omitsize=True
    )
    return out.getvalue().decode("utf-8")
