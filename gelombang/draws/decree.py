"""The decree on a draw: a document that an office prints and signs. It names the selected by the codes of their
receipts, never by name, so that it can hang on a wall; and it says which published files it follows from.

It is made from the public files alone, as they stand: with replacements in it, it is another document.
"""

import secrets
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gelombang.core.lottery.entries import parse_line
from gelombang.core.lottery.paper import read_result
from gelombang.core.lottery.receipt import code_of
from gelombang.engines import replacements
from gelombang.engines.folder import Folder
from gelombang.engines.languages import Language
from gelombang.waves import printing

from .models import Draw
from .selectors import folder_of, names_of

TYPESETTING = Path(__file__).parent / "decree.typ"
MOST = 20_000
"""Codes that are printed one by one, on some 130 pages; a longer list stays in the files, which the decree names."""


def of(draw: Draw, language: Language) -> Path | None:
    """The document, made once for each state of the draw; None where nothing was drawn or the draw is void."""
    if not draw.is_drawn or draw.is_void:
        return None
    folder = folder_of(draw)
    made = replacements.published(folder)
    kept = Path(settings.DATA_DIR) / "decrees" / f"{draw.slug}-{len(made)}-{language}.pdf"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(f".{secrets.token_hex(4)}")
        with translation.override(language):
            unfinished.write_bytes(_paper(draw, folder, language))
        unfinished.replace(kept)
    return kept


def selected(folder: Folder) -> Iterator[tuple[int, str, str]]:
    """Ticket, stratum and receipt code of everyone who is selected now, in the order of the list."""
    left, came = set[int](), set[int]()
    for made in replacements.published(folder):
        newcomers = {int(line[:12]) for line in made["selected"]}
        left = (left | set(made["vacated"])) - newcomers
        came = (came | newcomers) - set(made["vacated"])
    with (
        folder.list_path.open(encoding="ascii") as entries,
        folder.results_path.open(encoding="ascii") as results,
    ):
        pairs = zip_longest(entries, results)
        for ticket, (entry, result) in enumerate(pairs, start=1):
            won = read_result(result.rstrip("\n"), ticket).is_selected
            if ticket in came or (won and ticket not in left):
                found = parse_line(entry.rstrip("\n"), ticket)
                yield ticket, found.stratum, code_of(found.commit)


def _paper(draw: Draw, folder: Folder, language: Language) -> bytes:
    by_stratum: dict[str, list[tuple[int, str]]] = {}
    n = 0
    for ticket, stratum, code in selected(folder):
        n += 1
        by_stratum.setdefault(stratum, []).append((ticket, code))
    names = names_of(folder, language).strata
    parts = [
        [f"{names.get(stratum, stratum)} ({len(found)})", [[str(ticket), code] for ticket, code in found]]
        for stratum, found in sorted(by_stratum.items())
    ]
    drawn_at = date_format(timezone.localtime(draw.drawn_at), "j F Y, H.i.s T") if draw.drawn_at else ""
    lines = [
        (_("Applicants"), str(draw.n_entries)),
        (_("Selected"), str(n)),
        (_("Drawn on"), drawn_at),
        (_("Code of the seal"), draw.manifest_sha256),
        (_("Code of the results"), folder.outcome["results_sha256"]),
        (_("Replacements so far"), str(len(replacements.published(folder)))),
        (_("Anyone can check it at"), f"{settings.SITE_URL}/undian/{draw.slug}/"),
    ]
    heading = _("Decree on the selected")
    facts = {
        "title": f"{heading} – {draw.title}",
        "site": settings.SITE_NAME,
        "language": language,
        "rehearsal": _("A rehearsal: it shows how everything works and decides nothing.")
        if draw.rehearsal
        else "",
        "lines": lines,
        "parts": parts if n <= MOST else [],
        "about": _(
            "Whoever is selected is named by the number in the sealed list and by the code on their receipt. The "
            "list holds no names; each person finds their own line."
        )
        if n <= MOST
        else _(
            "The list is too long to be printed here. It stands in the published files, whose codes are above; "
            "it holds no names, and each person finds their own line by the code on their receipt."
        ),
        "sign": _("Place, date, name and signature of whoever decrees it"),
    }
    return printing.typeset(TYPESETTING, facts)
