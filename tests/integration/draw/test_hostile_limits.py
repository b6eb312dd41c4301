"""What hostile files may cost both verifiers, and whose word counts for them."""

import json
from pathlib import Path
from typing import Any

import pytest

from gelombang.core.lottery import replacement
from gelombang.engines import policy_toml, replacements, verify_statements
from gelombang.engines.errors import PolicyFileWrong
from gelombang.engines.folder import MAX_FEW, Folder
from tests.factories import draw_folder as made
from tests.factories.draws import command
from tests.factories.hostile import answers, rehearsal, sample_of
from tests.factories.hostile_cases import NOW, committed_anew, put
from tests.factories.verifier import tool, verify


def said(capsys: pytest.CaptureFixture[str], *paths: object) -> tuple[str, str]:
    """What the command and the one file say, in English."""
    capsys.readouterr()
    command("verify", *paths, "--now", NOW, "--lang", "en")
    return capsys.readouterr().out, verify(*paths, "--now", NOW)[1]


# ---- policy.toml ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (b"a" + b".a" * 16 + b" = 1", "too deep"),
        (b"a" + b" .\ta" * 30_000 + b" = 1", "too deep"),
        (b"[a" + b".'a b'" * 20_000 + b"]", "too deep"),
        (b'x = {a."b"' + b'."c.d"' * 20_000 + b" = 1}", "too deep"),
        (b"#" + b"x" * MAX_FEW, "too large"),
    ],
)
def test_a_policy_that_would_take_the_memory_of_the_machine(source: bytes, problem: str) -> None:
    with pytest.raises(PolicyFileWrong) as refused:
        policy_toml.read(source)
    assert refused.value.facts["problem"] == problem


@pytest.mark.parametrize(
    "word", ["x" * 900_000, "'" * 60_000, "\"'" * 60_000, "a." * 15 + "a", ". " * 300_000]
)
def test_dots_and_quotes_are_counted_quickly(word: str) -> None:
    with pytest.raises(PolicyFileWrong) as refused:
        policy_toml.read(f"# www.a.b.c.d.e ...... 1.2.3.4.5\n{word}".encode())
    assert refused.value.facts["problem"] != "too deep"


def test_both_read_small_files_only_up_to_their_limit(tmp_path: Path) -> None:
    folder = rehearsal()
    large = made.jcs({**json.loads(folder.files["about.json"]), "note": "x" * MAX_FEW})
    committed_anew(folder, about_json=large)
    assert answers(folder.write(tmp_path / "a") / "public") == (0, 0), "names of strata may take more"
    for k, name in enumerate(("manifest.json", "commitment.json", "result/outcome.json", "policy.toml")):
        folder = rehearsal()
        folder.files[name] += b" " * MAX_FEW
        public = folder.write(tmp_path / str(k)) / "public"
        assert answers(public) == (1, 1)
        assert f"{MAX_FEW} bytes" in verify(public)[1]


# ---- samples --------------------------------------------------------------------------------------------------------
def test_all_samples_together_are_drawn_a_few_times_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Level roots: how many entries there are is only a claim, and each audit statement is small."""
    drawn: list[int] = []

    def order(key: bytes, n: int, size: int) -> list[int]:
        drawn.append(size)
        return replacement.audit_order(key, n, size)

    def least(size: int, keyed: Any) -> list[int]:
        drawn.append(size)
        found: list[int] = known(size, keyed)
        return found

    known = tool.least
    monkeypatch.setattr(verify_statements, "audit_order", order)
    monkeypatch.setattr(tool, "least", least)
    folder = rehearsal(publish="roots")
    for k in range(1, 61):
        folder.add(f"audit-{k:02d}", "audit", size=k, tickets=sample_of(folder, k))
    public = folder.write(tmp_path) / "public"
    assert answers(public) == (3, 3)
    assert len(drawn) == 2
    wrong = sample_of(folder, 61)[1:]
    folder.add("audit-61", "audit", size=60, tickets=wrong)
    assert answers(folder.write(tmp_path) / "public") == (1, 1)


# ---- whose word -----------------------------------------------------------------------------------------------------
STRANGER = made.Operator(b"\x09" * 32)
MOVED: dict[str, Any] = {"group": 1, "round": 0, "beacon_signature": "", "reason": "x", "selected": []}


def winner(folder: made.DrawFolder) -> int:
    return next(int(line[:12]) for line in folder.results if line[13] == "W")


@pytest.mark.parametrize("how", ["stranger", "broken", "other draw"])
def test_a_stranger_voids_nothing_and_moves_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    for name, kind, members in (
        ("void", "void", {"reason": "x"}),
        ("replacement-01", "replacement", MOVED | {"vacated": [winner(rehearsal())]}),
    ):
        folder = rehearsal()
        signed = folder.sign(kind, **members)
        if how == "stranger":
            signed = STRANGER.sign(kind, folder.draw_id, folder.hash, **members)
        elif how == "broken":
            signed["reason"] = "y"
        else:
            signed = folder.operator.sign(kind, folder.draw_id, "ab" * 32, **members)
        folder.files[f"statements/{name}.json"] = made.jcs(signed)
        public = folder.write(tmp_path / kind) / "public"
        proof = put(tmp_path / "proof.json", folder.proof(winner(folder)))
        assert answers(proof, public, "--now", NOW) == (1, 1)
        for text in said(capsys, proof, public):
            assert "!!!" not in text
            assert "VOID" not in text


@pytest.mark.parametrize("which", ["left", "came"])
def test_a_receipt_beside_replacements_tells_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], which: str
) -> None:
    folder = rehearsal()
    gone = winner(folder)
    plain = Folder.open(folder.write(tmp_path / "plain") / "public")
    lines = replacements.standing_of(plain, 1).fill([gone], None)
    folder.add("replacement-01", "replacement", **{**MOVED, "vacated": [gone], "selected": lines})
    public = folder.write(tmp_path / "draw") / "public"
    newcomer = int(lines[0][:12])
    ticket = gone if which == "left" else newcomer
    receipt = put(tmp_path / "receipt.json", folder.receipt(ticket, "0" * 32))
    proof = put(tmp_path / "proof.json", folder.proof(ticket))
    loud = {
        "left": f"!!! TICKET {gone} GAVE THIS PLACE UP; ticket {newcomer} has it",
        "came": f"!!! TICKET {newcomer} HAS MOVED UP SINCE THE DRAW",
    }[which]
    for paper in (receipt, proof):
        assert answers(paper, public, "--now", NOW) == (0, 0)
        assert all(loud in text for text in said(capsys, paper, public))
    other = put(tmp_path / "other.json", folder.receipt(winner(folder) + 1, "0" * 32))
    assert all("!!!" not in text for text in said(capsys, other, public))


# ---- folders and bundles --------------------------------------------------------------------------------------------
def audits(folder: made.DrawFolder, names: int) -> made.DrawFolder:
    """With samples of one until there are so many files."""
    tickets = sample_of(folder, 1)
    for k in range(1, names - len(folder.files) + 1):
        folder.add(f"audit-{k:02d}", "audit", size=1, tickets=tickets)
    return folder


@pytest.mark.parametrize(("names", "code"), [(1998, 0), (1999, 2), (2000, 2)])
def test_a_bundle_and_its_folder_hold_as_many_names(tmp_path: Path, names: int, code: int) -> None:
    """Two folders are names as well."""
    folder = audits(rehearsal(), names)
    assert len(folder.files) == names
    assert answers(folder.bundle(tmp_path / "b.zip")) == (code, code)
    assert answers(folder.write(tmp_path / "draw") / "public") == (code, code)


def test_a_bundle_with_a_second_draw_inside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = rehearsal()
    folder.files |= {f"public/{name}": data for name, data in folder.files.items()}
    bundle = folder.bundle(tmp_path / "b.zip")
    assert answers(bundle) == (2, 2)
    for text in (*said(capsys, bundle), capsys.readouterr().err):
        assert "/gelombang-" not in text, "a place that nobody has given says nothing to anybody"
