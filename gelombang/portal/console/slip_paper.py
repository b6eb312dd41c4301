"""The paper that somebody without a device takes home from a desk: the receipt of their wave, and the slip."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from gelombang.core.lottery.receipt import code_of
from gelombang.people.models import Slip
from gelombang.people.services import slips
from gelombang.waves import paper
from gelombang.waves import selectors as waves
from gelombang.waves.models import Application

TEMPLATE = Path(__file__).parent / "slip.typ"


def host() -> str:
    """The site's address as people type it."""
    return urlsplit(settings.SITE_URL).netloc or settings.SITE_URL


def made(slip: Slip, code: str) -> bytes:
    """One page: above, what was joined last and how to see its result; below, the slip."""
    person = slip.person
    last = waves.last_joined(person)
    receipt = code_of(last.commit) if last else ""
    claim = reverse("people:claim")
    facts = {
        "title": f"{_('Receipt')} – {last.wave.name}" if last else _("Registered at a desk"),
        "rehearsal": paper.rehearsal(last) if last else "",
        "name": person.name,
        "receipt_label": _("Receipt code"),
        "receipt": receipt,
        "lines": paper.lines(last) if last else [],
        "qr": paper.qr(paper.result_page(receipt), inline=False) if last else "",
        "qr_alt": _("QR code with the address at which the result can be seen"),
        "result": _(
            "Result: scan this with any phone, or type the receipt code at %(place)s, or ask at a desk. Whoever has "
            "the code sees the result and nothing else of you."
        )
        % {"place": f"{host()}{reverse('portal:result')}"},
        "slip_title": _("Slip: the account is yours"),
        "code_label": _("Slip code, only for you"),
        "code": slips.shown(code),
        "steps": [
            (
                "1",
                _("With a phone, your own or borrowed, go to %(place)s") % {"place": f"{host()}{claim}"},
            ),
            ("2", _("Type this code and your date of birth.")),
            (
                "3",
                _("Type an e-mail or mobile number that is yours. From then on you go on by yourself."),
            ),
        ],
        "claim_qr": paper.qr(f"{settings.SITE_URL}{claim}", inline=False),
        "claim_alt": _("QR code with the address of the page for slips"),
        "until": _("It works until %(day)s and once. Lost? A desk gives you a new one.")
        % {"day": paper.moment(slip.until_at, "j F Y")},
        "free": _("Taking part is free. Nobody may ask you for this code, and nobody can sell you a seat."),
        "fold": _("Fold here: give the lower half to nobody"),
        "number": f"{_('Slip')} {slip.pk}",
    }
    return paper.typeset(TEMPLATE, facts)


def receipt(application: Application) -> bytes:
    """The receipt alone, for whoever has a slip already; any phone sees the result by its QR code."""
    return paper.receipt(application)
