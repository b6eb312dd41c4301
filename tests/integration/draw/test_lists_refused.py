"""Words for nothing, zero bytes, files that may not be read: each is told with what to do about it."""

import errno
from pathlib import Path

import pytest

from tests.integration.draw.test_district import Said, fix, households, said

__all__ = ["said"]  # a fixture


def test_words_for_nothing_are_not_to_be_made_equal(tmp_path: Path, said: Said) -> None:
    assert fix(tmp_path, households(tmp_path, "N/A", "n/a", "tidak ada", "Tidak Ada", "K1")) == 0
    text = said()
    assert "nearly the same" not in text
    assert "! 4 people have a word for nothing" in text
    assert "do not write them the same" in text


def test_an_x_among_lettered_households_is_one_of_them(tmp_path: Path, said: Said) -> None:
    assert fix(tmp_path, households(tmp_path, "W", "X", "X", "Y", "Y")) == 0
    assert "word for" not in said()


def test_the_words_that_are_not_shown_are_counted(tmp_path: Path, said: Said) -> None:
    words = ["-", "--", "NA", "N/A", "none", "NULL", "nil", "nihil", "kosong", "tidak ada", "xx"]
    assert fix(tmp_path, households(tmp_path, *words, *words)) == 2
    assert ", and 2 others. All with" in said()


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EACCES, "You have no permission"), (errno.EFBIG, "ulimit -f")]
)
def test_what_the_system_refuses_says_what_to_do(
    tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(path: Path) -> None:
        raise OSError(number, "no", str(path))

    monkeypatch.setattr("gelombang.engines.misread.must_be_named_right", refuse)
    monkeypatch.setattr("os.access", lambda *_, **__: False)  # click's own words are half English
    assert fix(tmp_path, households(tmp_path, "K1")) == 2
    assert words in said()


def test_zero_bytes_are_named(tmp_path: Path, said: Said) -> None:
    listed = tmp_path / "l.csv"
    for text, row in (("id,household\nA,K\nB,L\n\0\0", 4), ("id,household\nA,K\nB,\0\n", 3)):
        listed.write_text(text)
        assert fix(tmp_path, listed) == 2
        told = said()
        assert "zero byte" in told
        assert f"Row {row}" in told
