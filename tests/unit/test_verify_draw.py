"""tools/verify_draw.py on the known answers, and its own primitives against other libraries."""

from __future__ import annotations

import json
import string
import sys

import pytest
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import draw_folder as made
from tests.factories.verifier import TOOL, VECTORS, bare, failed, report, tool, vector, verify

REFUSE = json.loads((VECTORS / "refuse.json").read_bytes())


@pytest.mark.parametrize("number", range(22))
def test_every_known_answer_is_verified_and_its_intermediate_values_are_recomputed(number, tmp_path):
    known = vector(number)
    folder = made.from_vector(known)
    assert made.select(folder.lines, folder.policy, folder.seed) == known["expect"]["results"]
    # the known answers use past rounds without the name of a rehearsal
    assert failed(folder.write(tmp_path)) == {"rehearsal_name"}
    expect = known["expect"]
    manifest = expect["manifest"].encode()
    assert tool.sha256(manifest).hex() == expect["manifest_hash"]
    assert (
        tool.draw_key(manifest, known["round"], known["beacon_signature"], known["ceremony"]).hex()
        == expect["key"]
    )
    entries = tool.Entries("".join(x + "\n" for x in expect["list"]).encode())
    report_ = tool.Report("en", quiet=True)
    read = tool.read_list(report_, entries.data, json.loads(manifest))
    draw = tool.Draw(read, known["policy"], expect["seed"])
    assert [draw.result(i).decode() for i in range(entries.n)] == expect["results"]
    assert [p.accepted["----"] for p in draw.phases] == expect["taken_by_phase"]
    for ticket, score in expect["scores"].items():
        assert tool.score_of(expect["seed"], int(ticket), entries.weight(int(ticket) - 1)).hex() == score
    for ticket, path in expect["proofs"].items():
        line = expect["list"][int(ticket) - 1].encode()
        assert tool.path_root(line, int(ticket) - 1, entries.n, path) == expect["list_root"]


@pytest.mark.parametrize("case", REFUSE["inclusion"], ids=lambda case: case["what"])
def test_inclusion_proofs_true_and_wrong(case):
    root = tool.path_root(case["line"].encode(), case["ticket"] - 1, case["n"], case["path"])
    shape = tool.SHAPE_ENTRY
    formed = shape["line"](case["line"]) and shape["ticket"](case["ticket"])
    assert (formed and root == case["list_root"]) is case["accept"]


@pytest.mark.parametrize("library", [name for name, _ in tool.bls_libraries()])
@pytest.mark.parametrize("case", REFUSE["beacon"], ids=lambda case: case["what"])
def test_beacon_signatures_true_and_wrong_with_each_library(case, library):
    check = dict(tool.bls_libraries())[library]
    assert tool.beacon_valid(case["round"], case["signature"], check) is case["accept"]


def test_a_panic_inside_a_library_is_a_refusal():
    class Panic(BaseException):
        pass

    def check(_round, _signature):
        raise Panic

    assert tool.beacon_valid(1000, "b" * 96, check) is False


def test_the_file_needs_the_standard_library_alone_and_says_what_it_did_not_check(tmp_path):
    folder = made.rehearsal_of(vector(7)).write(tmp_path)
    for lang, words in (("en", "was NOT checked"), ("id", "TIDAK diperiksa")):
        done = bare(folder, "--lang", lang)
        assert (done.returncode, done.stderr) == (3, ""), done.stdout
        assert words in done.stdout
        assert "https://api.drand.sh/52db9ba7" in done.stdout
        assert "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587" in done.stdout


def test_the_language_follows_the_environment_and_output_survives_ascii(tmp_path):
    folder = made.from_vector(vector(8)).write(tmp_path)
    for value, word in (("id_ID.UTF-8", "KESIMPULAN"), ("en_GB.UTF-8", "VERDICT"), ("C", "KESIMPULAN")):
        done = bare(folder, env={"LANG": value, "PYTHONUTF8": "0"})
        assert word in done.stdout
        assert "Traceback" not in done.stderr


def test_every_sentence_has_both_languages_with_the_same_fields():
    for table in (tool.TEXT, tool.WHERE):
        for key, pair in table.items():
            fields = [
                sorted({f for _, f, _, _ in string.Formatter().parse(text) if f is not None}) for text in pair
            ]
            assert fields[0] == fields[1], key
            assert all(text.strip() for text in pair), key
    source = TOOL.read_text(encoding="utf-8")
    assert [key for key in tool.TEXT if source.count(f'"{key}"') < 2 and not key.startswith("reason_")] == []


def test_usage_errors_are_sentences_with_exit_code_2(tmp_path):
    folder = made.from_vector(vector(1)).write(tmp_path / "a")
    (tmp_path / "x.json").write_text("[1]")
    (tmp_path / "y.json").write_text('{"kind":"other"}')
    cases = [[], ["--lang", "fr", folder], [tmp_path / "none"], [folder, "--operator", "ab"], [tmp_path / "x.json"],
             [tmp_path / "y.json"], [folder, "--identity"], [folder, "--auditors", tmp_path / "none"]]  # fmt: skip
    for arguments in cases:
        code, text = verify(*arguments)
        assert code == 2, arguments
        assert "Traceback" not in text


def test_the_operators_key_can_be_pinned(tmp_path):
    folder = made.rehearsal_of(vector(1))
    root = folder.write(tmp_path)
    assert failed(root, "--operator", folder.operator.public) == set()
    assert failed(root, "--operator", "0" * 64) == {"given_operator"}


def test_json_output_carries_the_exit_code_and_every_check(tmp_path):
    found = report(made.rehearsal_of(vector(3)).write(tmp_path))
    assert (found["exit"], found["verdict"]) == (0, "good")
    assert {"seed", "results_match", "cutoffs_match", "bls"} <= {row["check"] for row in found["checks"]}


# ---- primitives -----------------------------------------------------------------------------------------------------
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 63), st.integers(1, 255))
@settings(max_examples=40, deadline=None)
def test_ed25519_agrees_with_another_library(secret, message, place, flip):
    key = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert tool.ed25519_valid(public, message, signature)
    wrong = bytearray(signature)
    wrong[place] ^= flip
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(public).verify(bytes(wrong), message)
    assert not tool.ed25519_valid(public, message, bytes(wrong))
    assert not tool.ed25519_valid(public, message + b"x", signature)


def test_ed25519_rfc8032_vectors_and_strictness():
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert tool.ed25519_valid(public, b"\x72", signature)
    s = int.from_bytes(signature[32:], "little") + tool.L
    assert not tool.ed25519_valid(public, b"\x72", signature[:32] + s.to_bytes(32, "little")), (
        "S must be below L"
    )
    identity = b"\1" + bytes(31)
    assert not tool.ed25519_valid(identity, b"m", identity + bytes(32)), (
        "a key of small order signs everything"
    )
    assert tool.point_decode((tool.P + 1).to_bytes(32, "little")) is None, "y must be canonical"
    assert tool.point_decode(b"\1" + bytes(30) + b"\x80") is None, "x = 0 has no sign"
    assert not tool.ed25519_valid(public, b"", b"")


NAMES = st.text(st.characters(max_codepoint=127))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def names_in(value):
    if isinstance(value, dict):
        return [*value, *(name for item in value.values() for name in names_in(item))]
    return [name for item in value for name in names_in(item)] if isinstance(value, list) else []


@given(VALUES)
@settings(max_examples=200)
def test_canonical_json_agrees_with_another_library(value):
    assert tool.jcs(value) == rfc8785.dumps(value)
    if all(name.isascii() for name in names_in(value)):
        assert tool.parse(rfc8785.dumps(value), "x") == value
    else:
        with pytest.raises(tool.Problem, match="r_names"):
            tool.parse(rfc8785.dumps(value), "x")


def test_names_of_members_are_ascii():
    with pytest.raises(tool.Problem, match="r_names"):
        tool.parse('{"é":1}'.encode(), "x")


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_merkle_root_agrees_with_the_definition(leaves):
    tree = tool.Tree()
    for leaf in leaves:
        tree.add(leaf)
    assert tree.root() == made.merkle(leaves).hex()
    for index in range(len(leaves)):
        assert tool.path_root(leaves[index], index, len(leaves), made.path(leaves, index)) == tree.root()


@given(st.lists(st.integers(0, 30), max_size=200))
def test_buckets_group_in_order(values):
    got = [list(group) for group in tool.buckets(len(values), 31, lambda i: values[i])]
    assert [i for group in got for i in group] == sorted(range(len(values)), key=lambda i: (values[i], i))


def test_ties_fall_to_the_ticket(monkeypatch):
    lines = "".join(f"{t:064x},0001,{t % 2},00,{t:024x},01\n" for t in range(1, 3000)).encode()
    monkeypatch.setattr(tool, "score_of", lambda _seed, ticket, _weight: bytes([ticket % 5]) + bytes(31))
    _, order = tool.order_of(tool.Entries(lines), "00")
    assert list(order) == sorted(range(2999), key=lambda i: ((i + 1) % 2, (i + 1) % 5, i))


def test_python_3_9_grammar():
    import ast

    ast.parse(TOOL.read_text(encoding="utf-8"), feature_version=(3, 9))
    assert sys.version_info >= (3, 9)
