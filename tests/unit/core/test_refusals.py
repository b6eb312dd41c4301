"""What has no meaning is refused, member by member: manifest, policy, statement, line, list, seed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gelombang.core.lottery import jcs, seed, statement
from gelombang.core.lottery.beacon import NO_BEACON
from gelombang.core.lottery.entries import Entry, commit_to, handle_of, parse_line, parse_list
from gelombang.core.lottery.errors import (
    CeremonyMismatch,
    HouseholdAcrossStrata,
    LineMalformed,
    ListNotSorted,
    ManifestInvalid,
    NotAWinner,
    NotCanonical,
    PolicyInvalid,
    SignatureMalformed,
    StatementInvalid,
    TicketOutOfRange,
)
from gelombang.core.lottery.manifest import Manifest
from gelombang.core.lottery.policy import Phase, Policy
from gelombang.core.lottery.replacement import audit_sample
from gelombang.core.lottery.replacement import replace as move_up
from gelombang.core.lottery.selection import select

ZEROS = "00" * 32
NOT_OBJECTS: list[Any] = [None, [], "text", 1]
MANIFEST = Manifest("d", 3, ZEROS, ZEROS, ZEROS, "2026-01-31T17:00:00Z", round=1000)
HALL = replace(MANIFEST, beacon=NO_BEACON, round=0, ceremony=True)

WRONG_MEMBERS: list[tuple[str, list[Any]]] = [
    ("version", ["undian/2", 1, None, ""]),
    ("draw_id", ["", "a" * 129, "é", "a\nb", 1, None, ["d"]]),
    ("prev", ["", ZEROS[1:], ZEROS + "0", "G" * 64, "A" * 64, None, 0]),
    ("n", [-1, 10**12, "3", True, None, 3.0]),
    ("list_root", ["", "0x" + ZEROS[2:], None, 7]),
    ("list_sha256", ["", ZEROS.upper().replace("0", "A"), None]),
    ("policy_sha256", ["", ZEROS + "\n", None]),
    (
        "close_time",
        [
            "",
            "2026-01-31T17:00:00",
            "2026-02-30T17:00:00Z",
            "2026-01-31T17:00:00+07:00",
            "2026-01-31 17:00:00Z",
            5,
        ],
    ),
    ("ceremony", [0, 1, "false", None]),
    ("beacon", [None, [], "drand", {}, {"type": "drand"}, {"type": ["none"]}, {"type": None}]),
]


@pytest.mark.parametrize(
    ("member", "value"), [(m, value) for m, values in WRONG_MEMBERS for value in values], ids=str
)
def test_manifest(member: str, value: Any) -> None:
    for whole in (MANIFEST, HALL):
        with pytest.raises(ManifestInvalid):
            Manifest.from_json({**whole.as_json(), member: value})


@pytest.mark.parametrize("manifest", [MANIFEST, HALL], ids=["beacon", "ceremony"])
def test_a_manifest_names_its_beacon_whole(manifest: Manifest) -> None:
    beacon = manifest.beacon.as_json(manifest.round)
    assert Manifest.from_json(manifest.as_json()) == manifest
    for member, value in beacon.items():
        others: list[Any] = (
            [None, "x", -1, 2**53, [], True] if member == "round" else [None, "x", 5, [], True]
        )
        if value in (0, 1):
            others += [float(value), bool(value)]  # equal to Python, other bytes to everybody else
        for other in others:
            with pytest.raises(ManifestInvalid):
                Manifest.from_json({**manifest.as_json(), "beacon": {**beacon, member: other}})
        less = {name: beacon[name] for name in beacon if name != member}
        for wrong in (less, {**beacon, "more": 1}):
            with pytest.raises(ManifestInvalid):
                Manifest.from_json({**manifest.as_json(), "beacon": wrong})


@pytest.mark.parametrize("member", MANIFEST.as_json())
def test_a_manifest_has_exactly_its_members(member: str) -> None:
    whole = MANIFEST.as_json()
    for wrong in ({name: whole[name] for name in whole if name != member}, {**whole, member + "x": 1}):
        with pytest.raises(ManifestInvalid):
            Manifest.from_json(wrong)
    for wrong_kind in NOT_OBJECTS:
        with pytest.raises(ManifestInvalid):
            Manifest.from_json(wrong_kind)


def test_a_manifest_needs_chance_from_somewhere() -> None:
    """With neither beacon nor ceremony the seed would be known beforehand."""
    with pytest.raises(ManifestInvalid):
        replace(HALL, ceremony=False)
    with pytest.raises(ManifestInvalid):
        replace(MANIFEST, round=0)
    with pytest.raises(ManifestInvalid):
        replace(HALL, round=1)


def test_a_manifest_is_read_from_its_own_bytes_only() -> None:
    assert Manifest.parse(MANIFEST.canonical()) == MANIFEST
    with pytest.raises(NotCanonical):
        Manifest.parse(MANIFEST.canonical() + b"\n")


PHASE = Phase("open", 1, {"1309": 2}, 0, 5, carry=False)
POLICY = Policy(1, (PHASE, Phase("left", seats=1)))

WRONG_PHASES: list[tuple[str, Any]] = [
    ("name", None),
    ("name", 1),
    ("name", "é"),
    ("name", "a\nb"),
    ("name", "\x7f"),
    ("groups", -1),
    ("groups", 256),
    ("groups", True),
    ("groups", None),
    ("groups", "1"),
    ("groups", 1.0),
    ("quota", None),
    ("quota", []),
    ("quota", {"1309": -1}),
    ("quota", {"1309": None}),
    ("quota", {"1309": True}),
    ("quota", {"1309": "2"}),
    ("quota", {"1309": 10**9}),
    ("quota", {"139": 1}),
    ("quota", {"13090": 1}),
    ("quota", {"13 9": 1}),
    ("quota", {"١٣٠٩": 1}),
    ("quota", {"": 1}),
    ("otherwise", -1),
    ("otherwise", True),
    ("otherwise", "0"),
    ("otherwise", 10**9),
    ("otherwise", 0.5),
    ("seats", -1),
    ("seats", True),
    ("seats", "5"),
    ("seats", 10**9),
    ("seats", [5]),
    ("carry", None),
    ("carry", 0),
    ("carry", "true"),
]


@pytest.mark.parametrize(("member", "value"), WRONG_PHASES, ids=str)
def test_policy_phase(member: str, value: Any) -> None:
    whole = POLICY.canonical()
    document = jcs.parse(whole)
    document["phases"][0][member] = value
    with pytest.raises(PolicyInvalid) as caught:
        Policy.from_json(document)
    assert str(caught.value.facts["where"]).startswith("phase 1")


@pytest.mark.parametrize("member", ["name", "groups", "quota", "otherwise", "seats", "carry"])
def test_a_phase_has_exactly_its_members(member: str) -> None:
    document = jcs.parse(POLICY.canonical())
    document["phases"][1].pop(member)
    with pytest.raises(PolicyInvalid):
        Policy.from_json(document)
    document = jcs.parse(POLICY.canonical())
    document["phases"][1][member + "s"] = 0
    with pytest.raises(PolicyInvalid):
        Policy.from_json(document)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("version", "undian/2"),
        ("version", None),
        ("household_cap", -1),
        ("household_cap", True),
        ("household_cap", None),
        ("household_cap", "1"),
        ("household_cap", 10**9),
        ("phases", []),
        ("phases", None),
        ("phases", {}),
        ("phases", [None]),
        ("phases", [[]]),
        ("phases", [PHASE.as_json()] * 100),
    ],
    ids=str,
)
def test_policy(member: str, value: Any) -> None:
    with pytest.raises(PolicyInvalid):
        Policy.from_json({**jcs.parse(POLICY.canonical()), member: value})


def test_carried_seats_need_somebody_to_take_them() -> None:
    for phases in (
        (replace(PHASE, carry=True),),
        (replace(PHASE, carry=True), Phase("b", quota={"1309": 1})),
    ):
        with pytest.raises(PolicyInvalid) as caught:
            Policy(1, phases)
        assert caught.value.facts == {"where": "phase 1", "problem": "carry without receiver"}
    Policy(1, (replace(PHASE, carry=True), Phase("b"), Phase("c", seats=0)))


SIGNED = statement.sign(
    statement.unsigned("void", "d", ZEROS, "2026-01-31T17:00:00Z", reason="dobel"), ZEROS, lambda _: bytes(64)
)


@pytest.mark.parametrize(
    ("member", "values"),
    [
        ("version", ["undian/2", None, 1]),
        ("kind", ["vote", None, 1, ["void"]]),
        ("draw_id", [None, 1, []]),
        ("manifest_sha256", ["", "A" * 64, None, ZEROS + "00"]),
        ("operator", ["", "g" * 64, None, 7]),
        ("signature", ["", ZEROS, None, 7]),
        ("signed_at", ["", "yesterday", "2026-13-01T00:00:00Z", None, 0]),
    ],
)
def test_statement(member: str, values: list[Any]) -> None:
    assert statement.check_members(SIGNED, "void") == SIGNED
    less = {name: SIGNED[name] for name in SIGNED if name != member}
    for wrong in (less, *({**SIGNED, member: value} for value in values)):
        with pytest.raises(StatementInvalid) as caught:
            statement.check_members(wrong)
        assert caught.value.facts == {"member": member}


def test_a_statement_of_another_kind() -> None:
    with pytest.raises(StatementInvalid):
        statement.check_members(SIGNED, "outcome")
    for wrong in NOT_OBJECTS:
        with pytest.raises(StatementInvalid):
            statement.check_members(wrong)


@pytest.mark.parametrize("member", [name for name in SIGNED if name != "signature"])
def test_a_signature_covers_every_member(member: str) -> None:
    assert statement.message_of({**SIGNED, member: "changed"}) != statement.message_of(SIGNED)
    assert statement.message_of({**SIGNED, "more": 1}) != statement.message_of(SIGNED)
    assert statement.message_of({**SIGNED, "signature": "changed"}) == statement.message_of(SIGNED)


LINE = Entry("ab" * 32, "1309", 0, 3, "cd" * 12, 7).line()
BREAK: dict[str, Callable[[str], str]] = {
    "shorter": lambda line: line[:-1],
    "longer": lambda line: line + "0",
    "line end": lambda line: line + "\n",
    "capitals": lambda line: line.upper(),
    "weight 0": lambda line: line[:-2] + "00",
    "weight 63": lambda line: line[:-2] + "63",
    "letters for a stratum": lambda line: line.replace("1309", "13O9"),
    "other digits": lambda line: line.replace("1309", "١٣٠٩"),
    "other comma": lambda line: line.replace(",", ";"),
    "empty": lambda _line: "",
}


@pytest.mark.parametrize("how", BREAK)
def test_a_line(how: str) -> None:
    assert parse_line(LINE).line() == LINE
    with pytest.raises(LineMalformed) as caught:
        parse_line(BREAK[how](LINE), 9)
    assert caught.value.facts == {"line": 9}


def test_a_list() -> None:
    rows = [Entry(f"{i:064x}", "1309", 0, 0, f"{i // 2:024x}", 1) for i in range(4)]
    lines = [row.line() for row in rows]
    assert list(parse_list(lines)) == rows
    for wrong, line in (([*lines[:2], lines[1]], 3), ([lines[1], lines[0]], 2)):
        with pytest.raises(ListNotSorted) as caught:
            list(parse_list(wrong))
        assert caught.value.facts == {"line": line}
    with pytest.raises(HouseholdAcrossStrata) as across:
        list(parse_list([*lines[:3], rows[3]._replace(stratum="1673").line()]))
    assert across.value.facts == {"ticket": 4, "other": 3}


def test_salts_and_weights_have_their_size() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        commit_to("x", bytes(15))
    for weight in (0, 63, -1):
        with pytest.raises(ValueError, match="1 to 62"):
            seed.score("00" * 20, 1, weight)
    assert handle_of("K1", bytes(32)) != handle_of("K1", bytes(31) + b"\1")


@pytest.mark.parametrize(
    "signature", ["", "ab" * 47, "AB" * 48, "ab" * 48 + "\n", "0x" + "ab" * 47, "zz" * 48]
)
def test_a_signature_that_is_none(signature: str) -> None:
    for make in (
        lambda: seed.key_of(ZEROS, 1, signature, ""),
        lambda: seed.replacement_key(bytes(32), 1, signature),
    ):
        with pytest.raises(SignatureMalformed) as caught:
            make()
        assert caught.value.facts == {"length": len(signature)}


def test_a_ceremony_counts_exactly_when_announced() -> None:
    seed.check_ceremony(announced=True, ceremony="3 1 6")
    seed.check_ceremony(announced=False, ceremony="")
    for announced, text in ((True, ""), (False, "3 1 6")):
        with pytest.raises(CeremonyMismatch):
            seed.check_ceremony(announced=announced, ceremony=text)


def test_only_a_winner_gives_up_a_place() -> None:
    policy = Policy(0, (Phase("open", seats=1),))
    rows = [Entry(f"{i:064x}", "1309", 0, 0, f"{i:024x}", 1) for i in range(3)]
    scores = ["1", "2", "3"]
    selected = select(policy, rows, scores)
    for vacated, gone in (([2], []), ([1, 1], []), ([1], [1])):
        with pytest.raises(NotAWinner):
            move_up(policy, rows, selected, scores, vacated, gone)
    for ticket in (0, -1, 4):
        with pytest.raises(TicketOutOfRange):
            move_up(policy, rows, selected, scores, [ticket])
    (filled,) = move_up(policy, rows, selected, scores, [1], gone=[2])
    assert filled.moves_up == 3
    (nobody,) = move_up(policy, rows, selected, scores, [1], gone=[2, 3])
    assert nobody.moves_up is None


@pytest.mark.parametrize("size", [0, -1, 6])
def test_an_audit_sample_is_of_the_list(size: int) -> None:
    assert audit_sample(bytes(32), 5, 5) == [1, 2, 3, 4, 5]
    with pytest.raises(TicketOutOfRange):
        audit_sample(bytes(32), 5, size)
