"""Translations without gettext programs: `python -m tools.messages update|compile|check`.

The source language is English; each folder of `gelombang/locale/` is a translation. `update` collects what the
code and the templates say, `compile` writes the `.mo` files that Django reads, `check` says what is missing. The
`.mo` files are committed, so that nobody needs a compiler to run the site (docs/adr/0003-translations.md).
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "gelombang"
LOCALE = SOURCE / "locale"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
FORMATTING = re.compile(r"%\([a-z_]+\)[a-z]|\{[a-z_]+\}")


def extracted(source: Path = SOURCE) -> Catalog:
    """What the Python files and the templates under `source` say, each message with the files that say it."""
    catalog = Catalog(charset="utf-8")
    for path in sorted(source.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and path.is_file():
            for context, message in messages_in(path):
                catalog.add(message, locations=[(str(path.relative_to(source.parent)), 0)], context=context)
    return catalog


def messages_in(path: Path) -> Iterator[tuple[str | None, str | tuple[str, ...]]]:
    """The (context, message) pairs of one file, in order."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = re.sub(r"^[ \t]+", "", templatize(text, origin=str(path)), flags=re.MULTILINE)
    elif "gettext" not in text:
        return
    options = {"encoding": "utf-8"}
    for _, message, _, context in extract("python", io.BytesIO(text.encode()), KEYWORDS, options=options):
        yield context, message


def translations(locale: Path = LOCALE) -> Iterator[Path]:
    """The `.po` file of each language."""
    yield from sorted(locale.glob("*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    """The catalog in a `.po` file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, abort_invalid=True)


def compiled(path: Path) -> bytes:
    """The bytes of the `.mo` file that belongs to a `.po` file."""
    buffer = io.BytesIO()
    write_mo(buffer, read(path))
    return buffer.getvalue()


def written(path: Path, catalog: Catalog) -> None:
    """Write a `.po` file without dates and line numbers, which only make differences to read."""
    with path.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)


def complaints(path: Path, source: Catalog) -> list[str]:
    """What one translation lacks, a sentence each."""
    catalog, found = read(path), []
    for message in source:
        if not message.id:
            continue
        translation = catalog.get(message.id, context=message.context)
        if problem := lack(message, translation):
            found.append(f"{path.parent.parent.name}: {problem}: {message.id!r}")
    mo = path.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(path):
        found.append(f"{mo.name} of {path.parent.parent.name} is not compiled from django.po: make messages")
    return found


def lack(message: Message, translation: Message | None) -> str | None:
    """What is wrong with the translation of a message, or None."""
    if translation is None:
        return "not in django.po (make messages)"
    if translation.fuzzy:
        return "marked fuzzy"
    texts = translation.string if isinstance(translation.string, tuple | list) else [translation.string or ""]
    if not texts or not all(texts):
        return "not translated"
    ids = message.id if isinstance(message.id, tuple | list) else [message.id]
    wanted = set(FORMATTING.findall(ids[-1]))
    if any(set(FORMATTING.findall(text)) != wanted for text in texts):
        return "other placeholders than the source"
    return None


def main(act: str) -> int:
    """Do one act; returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gelombang.settings")
    django.setup()
    source = extracted()
    found: list[str] = []
    for path in translations():
        if act == "update":
            catalog = read(path)
            source.creation_date = catalog.creation_date  # or every run makes a difference
            catalog.update(source, no_fuzzy_matching=True)
            written(path, catalog)
        elif act == "compile":
            path.with_suffix(".mo").write_bytes(compiled(path))
        else:
            found += complaints(path, source)
    if not list(translations()):
        found.append(f"There is no translation under {LOCALE.relative_to(ROOT)}.")
    print("\n".join(found) or f"{len(source)} messages, {act}: done")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
