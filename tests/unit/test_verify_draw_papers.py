"""Proofs, receipts, further statements, levels and chains, as tools/verify_draw.py sees them."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.factories import draw_folder as made
from tests.factories.verifier import bare, failed, report, tool, vector, verify


def put(path: Path, value: Any) -> Path:
    path.write_bytes(made.jcs(value))
    return path


def checks(*arguments: object) -> dict[str, str]:
    return {row["check"]: row["mark"] for row in report(*arguments)["checks"]}


# ---- proofs ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", range(1, 22))
def test_true_proofs_of_every_kind_of_entry(number, tmp_path):
    folder = made.from_vector(vector(number))
    tickets = {(r[13:17], r[28]): int(r[:12]) for r in folder.results}  # one for each phase and reason
    for ticket in tickets.values():
        found = report(put(tmp_path / "p.json", folder.proof(ticket)))
        assert found["exit"] == 3, (folder.results[ticket - 1], found["checks"])
        assert failed(tmp_path / "p.json") == set()


def test_a_proof_beside_its_folder_and_beside_another(tmp_path):
    folder, other = made.from_vector(vector(7)), made.from_vector(vector(9))
    paper = put(tmp_path / "p.json", folder.proof(3))
    marks = checks(folder.write(tmp_path / "a"), paper)
    assert (marks["p_folder"], marks["p_open"]) == ("good", "good")
    assert failed(paper, other.write(tmp_path / "b")) >= {"p_folder"}


def test_a_proof_before_the_draw(tmp_path):
    folder = made.from_vector(vector(7))
    found = report(put(tmp_path / "p.json", folder.proof(3, drawn=False)))
    assert found["exit"] == 3
    assert "p_before" in {row["check"] for row in found["checks"]}


@pytest.mark.parametrize("reason", ["W", "Q", "N", "H"])
def test_every_changed_byte_of_a_proof_is_found(reason, tmp_path):
    folder = made.from_vector(vector({"Q": 6}.get(reason, 7)))
    ticket = next(int(r[:12]) for r in folder.results if reason in (r[13], r[28]))
    data = made.jcs(folder.proof(ticket))
    assert failed(put(tmp_path / "p.json", folder.proof(ticket))) == set()
    for place in range(0, len(data), 1 if reason == "W" else 5):
        changed = bytearray(data)
        changed[place] ^= 1 << place % 7
        (tmp_path / "p.json").write_bytes(changed)
        code, text = verify(tmp_path / "p.json")
        assert code in (1, 2), (place, data[place - 20 : place + 20])
        assert "Traceback" not in text


def leave_out(proof: dict[str, Any]) -> None:
    del proof["cutoffs"][0]


def other_result(proof: dict[str, Any]) -> None:
    proof["result"]["line"] = proof["result"]["line"].replace(",L,", ",W,").replace(",N", ",-")


def negative(proof: dict[str, Any]) -> None:
    proof["entry"]["ticket"] = -1


def huge(proof: dict[str, Any]) -> None:
    proof["entry"]["path"] = ["0" * 64] * 10_000


def strange(proof: dict[str, Any]) -> None:
    proof["cutoffs"] = [[]]


def surplus(proof: dict[str, Any]) -> None:
    proof["name"] = "Siti"


@pytest.mark.parametrize("lie", [leave_out, other_result, negative, huge, strange, surplus])
def test_a_proof_that_lies_is_refused(lie, tmp_path):
    folder = made.from_vector(vector(7))
    ticket = next(int(r[:12]) for r in folder.results if r[28] == "N")
    proof = copy.deepcopy(folder.proof(ticket))
    lie(proof)
    code = 2 if lie is huge else 1  # what is too long is not even read
    assert verify(put(tmp_path / "p.json", proof))[0] == code


def test_a_loser_who_should_have_won_is_seen_from_the_proof_alone(tmp_path):
    """The operator signs a wrong result: a winner's line is swapped with that of the best loser."""
    known = vector(5)
    results = list(known["expect"]["results"])
    key = made.keys(known["expect"]["list"], known["expect"]["seed"])
    winner = min((k for k, r in enumerate(results) if r[13] == "W"), key=key.__getitem__)
    loser = max((k for k, r in enumerate(results) if r[13] == "L"), key=key.__getitem__)
    first = f"{winner + 1:012d}{results[loser][12:]}"
    results[loser], results[winner] = f"{loser + 1:012d}{results[winner][12:]}", first
    folder = made.DrawFolder(known["expect"]["list"], known["policy"], results=results, round_=known["round"])
    assert "p_lost" in failed(put(tmp_path / "p.json", folder.proof(winner + 1)))


# ---- receipts -------------------------------------------------------------------------------------------------------
def salt_of(known: dict[str, Any], folder: made.DrawFolder, ticket: int) -> tuple[str, str]:
    for person in known["applicants"]:
        if (
            made.sha(b"undian/1/commit\0" + bytes.fromhex(person["salt"]) + person["ident"].encode())
            == folder.lines[ticket - 1][:64]
        ):
            return person["salt"], person["ident"]
    raise AssertionError


def test_a_receipt_alone_beside_its_folder_and_with_the_identity(tmp_path, monkeypatch):
    known = vector(7)
    folder = made.from_vector(known)
    salt, identity = salt_of(known, folder, 5)
    paper, root = put(tmp_path / "r.json", folder.receipt(5, salt)), folder.write(tmp_path / "a")
    assert (report(paper)["exit"], checks(paper)["c_alone"]) == (3, "skip")
    marks = checks(paper, root)
    assert (marks["c_line"], marks["c_result"], marks["c_draw"]) == ("good", "look", "good")
    monkeypatch.setattr(tool.getpass, "getpass", lambda _prompt: identity)
    assert checks(paper, root, "--identity")["c_identity"] == "good"
    assert identity not in verify(paper, root, "--identity")[1]
    monkeypatch.setattr(tool.getpass, "getpass", lambda _prompt: "3201010190009999")
    assert failed(paper, "--identity") == {"c_identity"}


def test_every_changed_byte_of_a_receipt_is_found(tmp_path):
    data = made.jcs(made.from_vector(vector(7)).receipt(5, "0" * 32))
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1 << place % 7
        (tmp_path / "r.json").write_bytes(changed)
        assert verify(tmp_path / "r.json")[0] in (1, 2), place


def test_an_entry_that_was_dropped_or_altered_is_found(tmp_path):
    known = vector(7)
    lines = known["expect"]["list"]
    whole = made.DrawFolder(lines, known["policy"])
    paper = put(tmp_path / "r.json", whole.receipt(5, "0" * 32))
    dropped = made.DrawFolder([*lines[:4], *lines[5:]], known["policy"])
    assert failed(paper, dropped.write(tmp_path / "a")) == {"c_absent"}
    lighter = made.DrawFolder([*lines[:4], lines[4][:100] + "01", *lines[5:]], known["policy"])
    assert failed(paper, lighter.write(tmp_path / "b")) == {"c_line"}


def test_receipt_codes_follow_the_document():
    code = tool.receipt_code("f" * 64)
    assert len(code) == 19
    assert code.startswith("ZZZZ-ZZZZ-ZZZZ-ZZ")
    assert code[17:].strip("0123456789ABCDEFGHJKMNPQRSTVWXYZ") == ""


# ---- levels ---------------------------------------------------------------------------------------------------------
def test_level_roots_with_and_without_the_auditors_files(tmp_path):
    known = vector(7)
    folder = made.DrawFolder(known["expect"]["list"], known["policy"], publish="roots")
    root = folder.write(tmp_path / "a")
    public = root / "public"
    assert report(public)["exit"] == 3
    assert checks(public)["cutoffs_policy"] == "good"
    for with_list in (report(public, "--auditors", root / "auditors"), report(root)):
        assert with_list["exit"] == 0
        assert "results_match" in {row["check"] for row in with_list["checks"]}
    assert verify(public, "--auditors", public)[0] == 2
    data = bytearray(folder.auditors["results.csv"])
    data[40] ^= 1
    (root / "auditors" / "results.csv").write_bytes(data)
    assert failed(public, "--auditors", root / "auditors") == failed(root) == {"results_match"}


def test_level_roots_finds_cutoffs_that_break_the_policy(tmp_path):
    known = vector(7)
    richer = copy.deepcopy(known["policy"])
    richer["phases"][3]["seats"] += 1
    folder = made.DrawFolder(known["expect"]["list"], known["policy"], publish="roots")
    other = made.DrawFolder(known["expect"]["list"], richer, publish="roots")
    folder.outcome = folder.sign("outcome", **{
        **{k: v for k, v in folder.outcome.items() if k not in tool.SHAPE_STATEMENT},
        **{k: other.outcome[k] for k in ("files", "cutoffs_root", "n_cutoffs", "selected")},
    })  # fmt: skip
    folder.files["result/cutoffs.csv"] = other.files["result/cutoffs.csv"]
    folder.files["result/outcome.json"] = made.jcs(folder.outcome)
    assert failed(folder.write(tmp_path) / "public") >= {"cutoffs_policy"}


def test_level_reduced_must_hold_no_more_than_the_policy_uses(tmp_path):
    known = vector(5)
    folder = made.DrawFolder(known["expect"]["list"], known["policy"], publish="reduced")
    assert failed(folder.write(tmp_path / "a")) == {"reduced"}
    lines = [f"{x[:65]}0000,{x[70]},00,{x[:24]},{x[100:]}" for x in known["expect"]["list"]]
    assert failed(made.DrawFolder(lines, known["policy"], publish="reduced").write(tmp_path / "b")) == set()


def test_a_ceremony_without_a_beacon_needs_no_library(tmp_path):
    known = vector(5)
    folder = made.DrawFolder(known["expect"]["list"], known["policy"], beacon=False, ceremony="6 6 1")
    done = bare(folder.write(tmp_path), "--lang", "en")
    assert done.returncode == 3
    assert "witnesses" in done.stdout


def test_a_commitment_without_a_result_says_so(tmp_path):
    folder = made.rehearsal_of(vector(7))
    folder.files = {k: v for k, v in folder.files.items() if not k.startswith("result/")}
    marks = checks(folder.write(tmp_path))
    assert (marks["no_result"], marks["late"]) == ("skip", "look")
    assert verify(tmp_path)[0] == 3


# ---- statements -----------------------------------------------------------------------------------------------------
def drawn() -> made.DrawFolder:
    known = vector(7)
    return made.DrawFolder(known["expect"]["list"], known["policy"])


def sample_of(folder: made.DrawFolder, size: int) -> list[int]:
    seed = made.sha(b"undian/1/audit\0" + bytes.fromhex(folder.key))[:40]
    return sorted(sorted(range(1, len(folder.lines) + 1), key=lambda t: made.score(seed, t, 1))[:size])


def test_audit_samples(tmp_path):
    folder = drawn()
    folder.add("audit-01", "audit", size=20, tickets=sample_of(folder, 20))
    assert failed(folder.write(tmp_path)) == set()
    folder.add(
        "audit-01", "audit", size=20, tickets=sorted({*sample_of(folder, 21)} - {sample_of(folder, 20)[3]})
    )
    assert failed(folder.write(tmp_path)) == {"audit_sample"}


def test_a_replacement_is_computed_again(tmp_path):
    folder = drawn()
    gone, rank = next((int(r[:12]), r[18:27]) for r in folder.results if r[13:17] == "W,03")
    line, cap = folder.lines[gone - 1], folder.policy["household_cap"]
    house = [
        folder.lines[int(r[:12]) - 1][75:99] for r in folder.results if r[13] == "W" and int(r[:12]) != gone
    ]
    waiting = [k for k in sorted(made.keys(folder.lines, folder.seed)) if folder.results[k[2] - 1][13] == "L"]
    same = [t for _, _, t in waiting if folder.lines[t - 1][65:69] == line[65:69]]
    came = next(t for t in same if house.count(folder.lines[t - 1][75:99]) < cap)
    more = {"group": 1, "round": 0, "beacon_signature": "", "reason": "mundur", "vacated": [gone]}
    folder.add("replacement-01", "replacement", **more, selected=[f"{came:012d},W,03,{rank},-"])
    assert failed(folder.write(tmp_path)) == set()
    wrong = next(t for t in same if t != came)
    folder.add("replacement-01", "replacement", **more, selected=[f"{wrong:012d},W,03,{rank},-"])
    assert failed(folder.write(tmp_path)) == {"replacement_right"}
    folder.add("replacement-01", "replacement", **{**more, "vacated": [came]}, selected=[])
    assert failed(folder.write(tmp_path)) == {"replacement_vacated"}


def test_odds_must_count_every_entry_and_sum_to_the_seats(tmp_path):
    known = vector(5)
    folder = made.DrawFolder(known["expect"]["list"], known["policy"])
    groups: dict[tuple[str, ...], int] = {}
    for row in (x.split(",") for x in folder.lines):
        groups[row[1], row[2], row[3], row[5]] = groups.get((row[1], row[2], row[3], row[5]), 0) + 1
    names = ("stratum", "band", "groups", "weight")
    classes = [
        {
            **dict(zip(names, (key[0], int(key[1]), key[2], int(key[3])), strict=True)),
            "composition": "-",
            "entries": n,
            "probability": "0.275000000",
            "standard_error": "0.000000000",
        }
        for key, n in groups.items()
    ]
    more = {"method": "closed-form", "redraws": 0, "seats": "11.000000"}
    folder.add("odds", "odds", **more, classes=classes)
    assert failed(folder.write(tmp_path)) == set()
    folder.add("odds", "odds", **more, classes=[{**c, "probability": "0.300000000"} for c in classes])
    assert failed(folder.write(tmp_path)) == {"odds_sum"}
    folder.add("odds", "odds", **more, classes=classes[1:])
    assert "odds_form" in failed(folder.write(tmp_path))


def test_a_statement_by_another_key_or_for_another_draw_is_found(tmp_path):
    folder = drawn()
    folder.files["statements/void.json"] = made.jcs(
        made.Operator(b"\1" * 32).sign("void", folder.draw_id, folder.hash, reason="x")
    )
    assert failed(folder.write(tmp_path)) == {"same_operator"}
    folder.files["statements/void.json"] = made.jcs(folder.operator.sign("void", "x", "0" * 64, reason="x"))
    assert failed(folder.write(tmp_path)) == {"same_draw", "same_manifest"}


# ---- chains ---------------------------------------------------------------------------------------------------------
def chain(
    tmp_path: Path, *, name: str = "rehearsal-2", void: bool = False, round_: int = 657413
) -> list[Path]:
    known = vector(5)
    first = made.DrawFolder(known["expect"]["list"], known["policy"], draw_id="rehearsal-1")
    if void:
        first.add("void", "void", reason="listrik padam")
    second = made.DrawFolder(
        known["expect"]["list"][1:],
        known["policy"],
        draw_id=name,
        round_=round_,
        prev=first.files["manifest.json"],
    )
    return [first.write(tmp_path / "1"), second.write(tmp_path / "2")]


def test_a_chain_in_either_order(tmp_path):
    folders = chain(tmp_path)
    assert failed(*folders) == failed(*folders[::-1]) == set()
    assert checks(*folders)["chain_link"] == "good"


def test_a_broken_chain_and_a_draw_drawn_twice(tmp_path):
    folders = chain(tmp_path / "a")
    other = drawn().write(tmp_path / "other")
    assert failed(folders[0], other) == {"chain_link"}
    assert failed(*chain(tmp_path / "b", name="rehearsal-1")) == {"chain_again"}
    assert failed(*chain(tmp_path / "c", name="rehearsal-1", void=True)) == set()
    assert failed(*chain(tmp_path / "d", name="rehearsal-1", void=True, round_=1000)) == {
        "chain_again",
        "prev_same",
    }


def test_several_proofs_and_receipts_beside_several_draws(tmp_path):
    """Each paper is held against its own draw, whatever else is given."""
    known = vector(5)
    roots = chain(tmp_path)
    first = made.DrawFolder(known["expect"]["list"], known["policy"], draw_id="rehearsal-1")
    papers = [put(tmp_path / f"{t}.json", first.proof(t)) for t in (1, 2)]
    receipt = put(tmp_path / "r.json", first.receipt(3, "0" * 32))
    assert verify(*papers)[0] == 3
    found = report(*roots, *papers, receipt)
    assert found["exit"] == 3
    assert checks(*roots, *papers, receipt)["chain_shared"] == "look"  # the two lists are of one list
    assert failed(*roots, *papers, receipt) == set()
    assert verify(roots[1], *papers)[0] == 1
    json.dumps(report(papers[0]))
