"""The receipt: on the screen, as a page to print, and as the signed file itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gelombang.core.lottery import jcs
from gelombang.core.lottery.receipt import code_of
from gelombang.people.models import Person
from gelombang.people.signed_in import with_complete_person
from gelombang.waves import paper, selectors
from gelombang.waves.fields import name_of
from gelombang.waves.forms import language

from .apply import wave_or_404


@with_complete_person
def receipt(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """What the person keeps: the code, what the draw will see, and when."""
    wave = wave_or_404(number)
    application = selectors.application_to(wave=wave, person=person)
    if application is None or application.receipt is None:
        return redirect("waves:begin", number)
    code = code_of(application.commit)
    facts = {
        "wave": wave,
        "application": application,
        "code": code,
        "chosen": name_of(application.field, language()),
        "qr": paper.qr(paper.result_page(code)),
        "may_withdraw": wave.closed_at is None and timezone.now() < wave.closes_at,
        "region": paper.region(application),
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
    response = HttpResponse(paper.receipt(application), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="tanda-terima-gelombang-{number}.pdf"'
    return response
