"""What both verifiers say, beyond the exit code: notes that no file can spare the reader, evidence, and refusals."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from gelombang.core.lottery.forms import is_plain
from gelombang.core.lottery.paper import MAX_BYTES
from tests.factories import draw_folder as made
from tests.factories.draws import command
from tests.factories.hostile import answers, rehearsal, resign
from tests.factories.hostile_cases import NOW, committed_anew, put
from tests.factories.hostile_papers import receipt
from tests.factories.verifier import tool, vector, verify

LATER = 657413
"""The round that came out at 11.00.03 on 15 September 2023."""


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[str, str]:
    """What the command and the one file say, in English."""
    capsys.readouterr()
    command("verify", *arguments, "--now", NOW, "--lang", "en")
    return capsys.readouterr().out, verify(*arguments, "--now", NOW)[1]


def real(signed: str, drawn: str, notice: int = 0, **more: Any) -> made.DrawFolder:
    known = vector(7)
    own: dict[str, Any] = {"draw_id": "wave-1", "rehearsal": False, "close_time": signed, **more}
    folder = made.DrawFolder(known["expect"]["list"], known["policy"], **own)
    about = {**json.loads(folder.files["about.json"]), "notice_hours": notice}
    committed_anew(folder, about_json=made.jcs(about))
    resign(folder, "commitment.json", signed)
    resign(folder, "result/outcome.json", drawn)
    return folder


# ---- notes
@pytest.mark.parametrize(
    ("signed", "short"), [("2023-09-12T11:00:03Z", False), ("2023-09-12T11:00:04Z", True)]
)
def test_a_real_list_out_for_less_than_three_days(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], signed: str, short: bool
) -> None:
    """Whatever about.json promises."""
    public = real(signed, "2023-09-15T11:00:03Z", round_=LATER).write(tmp_path) / "public"
    assert answers(public, "--now", NOW) == (0, 0)
    assert ["at least 72 hours before" in text for text in said(capsys, public)] == [short] * 2


def test_a_rehearsal_may_be_as_short_as_it_likes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    public = rehearsal().write(tmp_path) / "public"
    assert not any("72 hours" in text for text in said(capsys, public))


@pytest.mark.parametrize("at", ["2023-09-15T11:00:03Z", "2023-09-15T12:00:03Z", "2023-09-15T13:00:00Z"])
def test_a_later_round_is_always_somebody_s_choice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], at: str
) -> None:
    """However soon after its round the replacement is signed: who waits for a round that pleases signs at once."""
    folder = real("2023-08-23T15:30:00Z", "2023-08-23T16:30:00Z", publish="roots", round_=1000)
    members: dict[str, Any] = {"group": 1, "reason": "x", "vacated": [1], "selected": []}
    members |= {"round": LATER, "beacon_signature": made.SIGNATURES[LATER]}
    folder.add("replacement-01", "replacement", at=at, **members)
    public = folder.write(tmp_path) / "public"
    assert answers(public, "--now", NOW) == (3, 3)
    for text in said(capsys, public):
        assert "A round comes out every three seconds" in text
        assert ("its number was known" in text) == (at > "2023-09-15T12:00:03Z")


HIDDEN = (
    " ",
    "!\u200b",
    "dadu 3\u200b",
    "dadu\u202e 3",
    "dadu\u00a03",
    "dadu 3 ",
    "dadu  3",
    "dadu\n3",
    "e\u0301 3",
    *(f"dadu 3{hidden}4" for hidden in "\u2065\ufff0\ufffc\uffff\ue000\u0378\U000e0080\U0010fffe"),
    *(f"dadu 3{hidden}4" for hidden in "\U0001d159\U00013441\U00013442\U00016fe4"),
    "\U00013441",
)


PLAIN = ("dadu 3, 1, 6", "\u00e9 3", "五")


@pytest.mark.parametrize("text", [*HIDDEN, *PLAIN])
def test_both_take_the_same_texts_for_plain(text: str) -> None:
    assert is_plain(text) == (text in PLAIN) != tool.hides(text)


@pytest.mark.parametrize("text", ["dadu 3\u200b", "dadu 3, 1, 6"])
def test_a_ceremony_s_text_that_nobody_could_write_down(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    """Whoever adds to it what witnesses do not see can try texts until the result pleases."""
    folder = rehearsal(beacon=False, ceremony=text)
    public, proof = folder.write(tmp_path) / "public", put(tmp_path / "p.json", folder.proof(1))
    assert answers(public, "--now", NOW) == (3, 3)
    for arguments in ((public,), (proof,)):
        told = ["No witness can hear it" in words for words in said(capsys, *arguments)]
        assert told == [text in HIDDEN] * 2


OTHER_KIND = {(True, False): "follows a REHEARSAL", (False, True): "rehearsal follows the real draw"}


@pytest.mark.parametrize("kinds", [(True, False), (False, True), (True, True), (False, False)])
def test_a_chain_through_a_draw_of_the_other_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kinds: tuple[bool, bool]
) -> None:
    """Told by previous.json, or, where there is only the hash, by both draws together."""
    hall: dict[str, Any] = {"beacon": False, "ceremony": "dadu 3"}
    names = [f"{'rehearsal-' if kind else ''}{k}" for k, kind in enumerate(kinds)]
    first = rehearsal(5, draw_id=names[0], rehearsal=kinds[0], **hall)
    told = OTHER_KIND.get(kinds)
    one = first.write(tmp_path / "one") / "public"
    ways: list[dict[str, Any]] = [{"prev": made.jcs(first.manifest)}, {"prev_hash": first.hash}]
    for k, before in enumerate(ways):
        second = rehearsal(draw_id=names[1], rehearsal=kinds[1], **hall, **before)
        two = second.write(tmp_path / str(k)) / "public"
        assert answers(one, two, "--now", NOW) == (3, 3)
        for text in said(capsys, one, two):
            assert [words in text for words in OTHER_KIND.values()] == [
                words == told for words in OTHER_KIND.values()
            ]


def test_a_draw_before_that_closes_later(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = vector(5)
    more = {"draw_id": "rehearsal-1", "close_time": "2030-01-01T00:00:00Z"}
    first = made.DrawFolder(known["expect"]["list"], known["policy"], **more)  # type: ignore[arg-type]
    public = rehearsal(prev=made.jcs(first.manifest)).write(tmp_path) / "public"
    assert answers(public, "--now", NOW) == (0, 0)
    assert all("only at 2030-01-01T00:00:00Z" in text for text in said(capsys, public))


@pytest.mark.parametrize("kind", ["proof", "before", "outcome", "receipt"])
def test_a_paper_of_a_rehearsal_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    for name, is_real in (("rehearsal-sample", False), ("wave-1", True)):
        more: dict[str, Any] = {"draw_id": name, "rehearsal": not is_real, "round_": LATER}
        folder = rehearsal(**more, close_time="2023-09-10T00:00:00Z")
        resign(folder, "commitment.json", "2023-09-10T00:00:00Z")
        papers = {
            "proof": folder.proof(1),
            "before": folder.proof(1, drawn=False),
            "outcome": folder.outcome,
            "receipt": receipt(folder),
        }
        path = put(tmp_path / "paper.json", papers[kind])
        assert answers(path, "--now", NOW) == (3, 3)
        for text in said(capsys, path):
            assert ("not a real draw" in text) == (not is_real)


# ---- evidence
def test_two_statements_of_one_manifest_are_evidence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In two folders, in papers, or one in each."""
    plain, other = rehearsal(), rehearsal()
    resign(other, "result/outcome.json", "2026-02-03T00:00:00Z")
    one, two = plain.write(tmp_path / "a") / "public", other.write(tmp_path / "b") / "public"
    assert answers(one, two, "--now", NOW) == (1, 1)
    assert all("TWO OUTCOMES OF ONE MANIFEST" in text for text in said(capsys, one, two))
    again = rehearsal()
    resign(again, "commitment.json", "2026-02-01T00:00:01Z")
    proofs = [put(tmp_path / f"{k}.json", f.proof(1, drawn=False)) for k, f in enumerate((plain, again))]
    for given in (proofs, [proofs[1], one]):
        assert answers(*given, "--now", NOW) == (1, 1)
        assert all("TWO COMMITMENTS OF ONE MANIFEST" in text for text in said(capsys, *given))
    assert answers(proofs[0], one, "--now", NOW) == (0, 0)
    assert not any("ONE MANIFEST" in text for text in said(capsys, proofs[0], one))


# ---- names, limits, the command line
@pytest.mark.parametrize("name", ["rehearsal-a/b", "rehearsal-a\\b", "rehearsal-/", "rehearsal-.."])
def test_a_name_that_no_folder_can_bear(tmp_path: Path, name: str) -> None:
    """The folder and its bundle are one draw."""
    folder = rehearsal(draw_id=name)
    public = folder.write(tmp_path / "draw") / "public"
    packed = tmp_path / "ours.zip"
    assert command("bundle", public, "--out", packed) == 0
    assert packed.read_bytes() == folder.bundle(tmp_path / "theirs.zip").read_bytes()
    assert answers(public) == answers(packed) == (0, 0)


@pytest.mark.parametrize("name", [".", ".."])
def test_a_real_draw_called_like_no_folder(tmp_path: Path, name: str) -> None:
    folder = real("2023-09-10T00:00:00Z", "2023-09-15T11:00:03Z", draw_id=name, round_=LATER)
    assert answers(folder.bundle(tmp_path / "b.zip"), "--now", NOW) == (0, 0)


TIMES = ["", " ", "2026-03-01", "2026-03-01T00:00:00+00:00", "2026-03-01 00:00:00Z", " 2026-03-01T00:00:00Z",
         "2026-02-30T00:00:00Z", "2026-03-01T00:00:00z", "20260301T000000Z"]  # fmt: skip


@pytest.mark.parametrize("at", TIMES)
def test_the_present_is_written_in_one_way(tmp_path: Path, at: str) -> None:
    public = rehearsal().write(tmp_path) / "public"
    assert answers(public, "--now", at) == (2, 2)
    assert answers(public, "--now", NOW) == (0, 0)


def test_a_zero_byte_in_a_path(tmp_path: Path) -> None:
    public = rehearsal().write(tmp_path) / "public"
    assert answers(f"{public}\0") == (2, 2)
    assert answers(public, "--auditors", "\0") == (2, 2)


def test_no_proof_is_written_that_nobody_would_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A household of which a hundred were selected: the proof of one more would list them all."""
    cap, n = 160, 300
    house, digests = "ab" * 12, [hashlib.sha256(b"%d" % k).hexdigest() for k in range(n)]
    lines = sorted(f"{d},1309,0,00,{house if k < cap + 5 else d[:24]},{'62' if k < cap + 5 else '01'}"
                   for k, d in enumerate(digests))  # fmt: skip
    phase = {"name": "a", "groups": 0, "quota": {}, "otherwise": None, "seats": n - 5, "carry": False}
    folder = made.DrawFolder(lines, {"version": "undian/1", "household_cap": cap, "phases": [phase]})
    public = folder.write(tmp_path / "draw") / "public"
    lost = next(t for t, row in enumerate(folder.results, 1) if row[28] == "H")
    out = tmp_path / "proof.json"
    capsys.readouterr()
    assert command("prove", public, "--ticket", lost, "--out", out, "--lang", "en") == 2
    assert f"more than the {MAX_BYTES}" in "".join(capsys.readouterr()).replace(",", "")
    assert not out.exists()
    won = next(t for t, row in enumerate(folder.results, 1) if row[13] == "W")
    assert command("prove", public, "--ticket", won, "--out", out) == 0
    assert answers(out, public) == (0, 0)
