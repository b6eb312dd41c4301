"""Paper: the receipt of an application, and what other papers have in common with it.

What people typed is handed over as text, never as typesetting. PDF/A-2b and PDF/UA-1, so that it can be kept and read
aloud.
"""

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gelombang.core.lottery.receipt import code_of
from gelombang.regions.selectors import strata_names

from . import printing
from .fields import name_of
from .models import Application

RECEIPT = Path(__file__).parent / "receipt.typ"


def result_page(code: str) -> str:
    """Where a receipt's QR code leads: to where the application with this code stands, for whoever has it."""
    return f"{settings.SITE_URL}{reverse('portal:result')}?kode={code}"


def receipt(application: Application) -> bytes:
    """The receipt on A5; its QR code leads to the result."""
    wave, code = application.wave, code_of(application.commit)
    return typeset(
        RECEIPT,
        {
            "title": f"{_('Receipt')} – {wave.name}",
            "rehearsal": rehearsal(application),
            "code_label": _("Your code"),
            "code": code,
            "lines": lines(application),
            "qr": qr(result_page(code), inline=False),
            "qr_alt": _("QR code with the address at which the result can be seen"),
            "keep": _(
                "Keep it: write the code down, take a picture of it, or print this page. Anyone who has the code can "
                "see this result, and nothing else of you."
            ),
            "signed_label": _("Signed by the operator:"),
            "signature": _in_groups((application.receipt or {}).get("signature", "")),
        },
    )


def _in_groups(signature: str) -> str:
    """Sixteen digits and a space: a line of paper ends only where something does."""
    return " ".join(signature[start : start + 16] for start in range(0, len(signature), 16))


def region(application: Application) -> str:
    """The name of the region that was submitted, whatever the card says since."""
    return strata_names([application.stratum]).get(application.stratum, application.stratum)


def lines(application: Application) -> list[tuple[str, str]]:
    """Label and words of what a receipt says."""
    return [
        (_("Received on"), moment(application.submitted_at, "j F Y, H.i.s T")),
        (_("Region that counts"), region(application)),
        (_("I want to learn"), name_of(application.field, _language())),
        (_("Applications close"), moment(application.wave.closes_at, "j F Y, H.i T")),
    ]


def rehearsal(application: Application) -> str:
    """What is said of a rehearsal; empty for a real wave."""
    if not application.wave.is_rehearsal:
        return ""
    return _("A rehearsal: it shows how everything works and decides nothing.")


def typeset(template: Path, facts: Mapping[str, object]) -> bytes:
    """The page that a template makes of these facts."""
    given = {"site": settings.SITE_NAME, "language": _language(), **facts}
    return printing.typeset(template, given)


def moment(at: datetime | None, form: str) -> str:
    """A time in the site's zone."""
    return date_format(timezone.localtime(at), form) if at is not None else ""


def qr(text: str, *, inline: bool = True) -> str:
    """The code as an inline picture; it takes the colours of the page."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", xmldecl=not inline, svgns=not inline, svgclass="qr", lineclass=None, omitsize=True
    )
    return out.getvalue().decode("utf-8")


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"
