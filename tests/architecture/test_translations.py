"""The check of the translations finds what is missing; `make check` applies it to ours."""

from pathlib import Path

import pytest

from tools.messages import compiled, complaints, extracted

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    package = tmp_path / "package"
    package.mkdir()
    (package / "page.html").write_text('{% load i18n %}\n  <p>{% translate "Your result" %}</p>\n')
    (package / "act.py").write_text(
        'from django.utils.translation import gettext as _\nx = _("%(n)s seats")\n'
    )
    return package


def po(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "id" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + body)
    path.with_suffix(".mo").write_bytes(compiled(path))
    return path


GOOD = 'msgid "Your result"\nmsgstr "Hasil Anda"\n\nmsgid "%(n)s seats"\nmsgstr "%(n)s kursi"\n'


def test_a_complete_translation_passes(tmp_path: Path, source: Path) -> None:
    assert complaints(po(tmp_path, GOOD), extracted(source)) == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (GOOD.replace("Hasil Anda", ""), "not translated"),
        (GOOD.replace("Your", "Our"), "not in django.po"),
        ("#, fuzzy\n" + GOOD, "fuzzy"),
        (GOOD.replace('msgstr "%(n)s', 'msgstr "%(m)s'), "placeholders"),
    ],
)
def test_an_incomplete_translation_is_found(tmp_path: Path, source: Path, body: str, complaint: str) -> None:
    (found,) = complaints(po(tmp_path, body), extracted(source))
    assert complaint in found


def test_a_stale_compiled_file_is_found(tmp_path: Path, source: Path) -> None:
    path = po(tmp_path, GOOD)
    path.with_suffix(".mo").write_bytes(b"")
    (found,) = complaints(path, extracted(source))
    assert "not compiled" in found
