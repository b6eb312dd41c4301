"""Policies as people write them: compiled to integers, or refused in a sentence that says what to write instead."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gelombang.core.lottery.policy import Phase, Policy
from gelombang.engines.errors import PolicyFileWrong
from gelombang.engines.policy_file_words import PROBLEMS, WARNINGS, problem_words, warning_words
from gelombang.engines.policy_toml import Compiled, compile_policy, largest_remainder, read

TOP = 'version = "undian/1"\nhousehold_cap = 1\n'
OPEN = '[[phase]]\nname = "open"\nseats = 5\n'

ISSUED = """\
version = "undian/1"
household_cap = 2
total_seats = 200
groups = { disability = 1, remote = 2 }
strata = { "1309" = "Kepulauan Mentawai", "1673" = "Kota Lubuklinggau" }
[[phase]]
name = "disability reserve"
groups = ["disability"]
seats = "3 %"
carry = true
[[phase]]
name = "regions"
quota = { "1309" = 90, "1673" = 90 }
otherwise = 0
carry = true
[[phase]]
name = "left over"
seats = 14
"""


def no_table(name: str) -> Mapping[str, Mapping[str, str]]:
    raise AssertionError(name)


def compiled(
    text: str,
    entries: Mapping[str, int] | None = None,
    table: Mapping[str, Mapping[str, str]] | None = None,
) -> Compiled:
    return compile_policy(read(text.encode()), entries, no_table if table is None else lambda _: table)


def test_the_form_is_compiled() -> None:
    found = compiled(ISSUED)
    assert found.policy == Policy(
        2,
        (
            Phase("disability reserve", 1, seats=6, carry=True),
            Phase("regions", quota={"1309": 90, "1673": 90}, otherwise=0, carry=True),
            Phase("left over", seats=14),
        ),
    )
    assert found.warnings == (("idle group", {"group": "remote"}),)
    assert found.written.groups == {"disability": 1, "remote": 2}
    assert found.written.strata["1309"] == "Kepulauan Mentawai"


def test_what_is_not_said_has_its_default() -> None:
    """No groups is everybody; a quota is for the regions it names; without a quota there is no limit."""
    (one, two, three) = compiled(
        TOP + '[[phase]]\nname = "a"\n[[phase]]\nname = "b"\nquota = { "1309" = 1 }\n'
        '[[phase]]\nname = "c"\nquota = { "1309" = 1 }\notherwise = "no limit"\n'
    ).policy.phases
    assert one == Phase("a")
    assert two == Phase("b", quota={"1309": 1}, otherwise=0)
    assert three == Phase("c", quota={"1309": 1}, otherwise=None)


def test_the_order_of_phases_is_the_author_s() -> None:
    reserve, rest = '[[phase]]\nname = "r"\ngroups = ["g"]\nseats = 1\n', OPEN
    top = TOP + "groups = { g = 4 }\n"
    assert [p.groups for p in compiled(top + reserve + rest).policy.phases] == [4, 0]
    assert [p.groups for p in compiled(top + rest + reserve).policy.phases] == [0, 4]


@pytest.mark.parametrize(
    ("total", "shares", "seats"),
    [
        (200, ["3 %"], [6]),
        (200, ["3%", "97 %"], [6, 194]),
        (101, ["50 %", "50 %"], [51, 50]),
        (100, ["33.3 %", "33,3 %", "33.4 %"], [33, 33, 34]),
        (10, ["33.3 %", "33.3 %", "33.4 %"], [3, 3, 4]),
        (7, ["0 %", "100 %"], [0, 7]),
        (3, ["50 %"], [2]),
        (1, ["33 %", "33 %", "34 %"], [0, 0, 1]),
        (999_999_999, ["0.000001 %", "99.999999 %"], [10, 999_999_989]),
    ],
)
def test_shares_are_rounded_together(total: int, shares: list[str], seats: list[int]) -> None:
    phases = "".join(f'[[phase]]\nname = "p{i}"\nseats = "{share}"\n' for i, share in enumerate(shares))
    found = compiled(f"{TOP}total_seats = {total}\n{phases}").policy.phases
    assert [phase.seats for phase in found] == seats


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        # Hamilton's apportionment of 1791/92: 120 seats, census of 1790 (Balinski and Young, Fair Representation)
        (
            120,
            {
                "CT": 236841,
                "DE": 55540,
                "GA": 70835,
                "KY": 68705,
                "MD": 278514,
                "MA": 475327,
                "NH": 141822,
                "NJ": 179570,
                "NY": 331589,
                "NC": 353523,
                "PA": 432879,
                "RI": 68446,
                "SC": 206236,
                "VT": 85533,
                "VA": 630560,
            },
            {
                "CT": 8,
                "DE": 2,
                "GA": 2,
                "KY": 2,
                "MD": 9,
                "MA": 16,
                "NH": 5,
                "NJ": 6,
                "NY": 11,
                "NC": 12,
                "PA": 14,
                "RI": 2,
                "SC": 7,
                "VT": 3,
                "VA": 21,
            },
        ),
        (10, {"a": 6, "b": 6, "c": 2}, {"a": 4, "b": 4, "c": 2}),  # the Alabama paradox:
        (11, {"a": 6, "b": 6, "c": 2}, {"a": 5, "b": 5, "c": 1}),  # one seat more, and c has one fewer
        (3, {"a": 1, "b": 1, "c": 1, "d": 1}, {"a": 1, "b": 1, "c": 1, "d": 0}),
        (1, {"a": 0, "b": 0}, {"a": 0, "b": 0}),
        (0, {"a": 3}, {"a": 0}),
        (5, {}, {}),
    ],
    ids=["1791", "ten", "eleven", "ties", "nobody", "nothing", "empty"],
)
def test_largest_remainder(total: int, weights: dict[str, int], parts: dict[str, int]) -> None:
    assert largest_remainder(total, weights) == parts


@given(
    st.integers(0, 10**9),
    st.dictionaries(st.text("0123456789", min_size=4, max_size=4), st.integers(0, 10**9), min_size=1),
)
def test_largest_remainder_gives_every_seat_and_each_its_quota(total: int, weights: dict[str, int]) -> None:
    parts = largest_remainder(total, weights)
    whole = sum(weights.values())
    assert list(parts) == sorted(weights)
    if whole == 0:
        assert set(parts.values()) == {0}
        return
    assert sum(parts.values()) == total
    for code, n in parts.items():
        assert abs(n - Fraction(total * weights[code], whole)) < 1
    assert largest_remainder(total, dict(reversed(weights.items()))) == parts


def test_quotas_by_entries() -> None:
    text = TOP + '[[phase]]\nname = "regions"\nquota = "by entries"\nseats = 10\n'
    assert compiled(text, {"1309": 3, "1673": 1}).policy.phases[0].quota == {"1309": 8, "1673": 2}
    shared = text.replace("seats = 10\n", "") + '[[phase]]\nname = "rest"\nseats = 3\n'
    (regions, _) = compiled(
        shared.replace("[[", "total_seats = 10\n[[", 1), {"1309": 3, "1673": 1}
    ).policy.phases
    assert (regions.quota, regions.seats) == ({"1309": 5, "1673": 2}, None)


def test_quotas_by_table() -> None:
    text = TOP + '[[phase]]\nname = "regions"\nquota = "by table quotas.csv"\nseats = 10\n'
    table = {"quota": {"1309": "4", "1673": "6"}, "weight": {"1309": "1", "1673": "1"}}
    assert compiled(text, table=table).policy.phases[0].quota == {"1309": 4, "1673": 6}
    assert compiled(text, table={"weight": {"1309": "30", "1673": "10"}}).policy.phases[0].quota == {
        "1309": 8,
        "1673": 2,
    }


SEATS = "seats = 5"
WRONG: dict[str, list[str]] = {
    "too low": [OPEN + TOP, TOP + "[strata]\ntotal_seats = 9\n" + OPEN],
    "absent": ["", 'version = "undian/1"\n' + OPEN, "household_cap = 1\n" + OPEN, TOP],
    "version": [TOP.replace("undian/1", "undian/2") + OPEN, TOP.replace('"undian/1"', "1") + OPEN],
    "phases": [
        TOP + "phase = 3\n",
        TOP + "phase = []\n",
        TOP + "phase = [1]\n",
        TOP + '[phase]\nname = "a"\n',
    ],
    "syntax": ["x = " + "[" * 5000, "x = " + "9" * 5000],
    "written twice": [
        TOP + TOP,
        TOP + "[phase]\n[phase]\n",
        TOP + OPEN + "seats = 5\n",
        TOP + "groups = { a = 1, a = 2 }\n" + OPEN,
        TOP + OPEN + "[phase.quota]\n[[phase.quota]]\n",
    ],
    "no equals sign": [TOP + OPEN + "seats 5\n", TOP + OPEN + "seats: 5\n"],
    "not a value": [
        TOP + OPEN + "quota = by entries\n",
        TOP + OPEN + "carry = True\n",
        TOP + OPEN + "total =\n",
        TOP + "total_seats = \n" + OPEN,
    ],
    "not closed": [
        TOP + "[[phase\n",
        TOP + "[[phase]\n",
        TOP + "a = 'b\n",
        TOP + 'a = "b\n' + OPEN,
        TOP + OPEN + 'groups = ["a"\n',
        TOP + OPEN + 'quota = { "1309" = 9 \n',
    ],
    "more on the line": [TOP + OPEN + "carry = true seats = 5\n", TOP + "total_seats = 1.000.000\n" + OPEN],
    "not a statement": [TOP + "\0", TOP + OPEN + "– seats = 5\n", "= 5\n"],
    "unknown key": [TOP + OPEN + "seat = 3\n", TOP.replace("household_cap", "houshold_cap") + OPEN],
    "unknown key far": [TOP + "xyz = 3\n" + OPEN, TOP + OPEN + "[other]\n"],
    "not a count": [
        TOP.replace("= 1\n", f"= {value}\n") + OPEN
        for value in ("-1", "true", '"1"', "1.0", "1000000000", "[1]", "2026-01-01")
    ]
    + [TOP + OPEN.replace("5", value) for value in ("-1", "true", "1.5", "{ a = 1 }", "nan")]
    + [
        TOP + "total_seats = -1\n" + OPEN,
        TOP + OPEN + 'quota = { "1309" = -1 }\n',
        TOP + OPEN + 'quota = { "1309" = "2" }\n',
    ],
    "groups": [TOP + "groups = 1\n" + OPEN, TOP + 'groups = ["a"]\n' + OPEN],
    "bit": [
        TOP + f"groups = {{ a = {bit} }}\n" + OPEN
        for bit in ("0", "3", "256", "true", "1.0", '"1"', "[1]", "-1")
    ],
    "bit twice": [TOP + "groups = { a = 1, b = 1 }\n" + OPEN],
    "group name": [
        TOP + f'groups = {{ "{name}" = 1 }}\n' + OPEN
        for name in ("", "a b", "a,b", "a;b", "a|b", "2", "2.0", "é", "x" * 61)
    ],
    "strata": [TOP + "strata = 1\n" + OPEN],
    "stratum": [
        TOP + 'strata = { "139" = "x" }\n' + OPEN,
        TOP + 'strata = { "Alor" = "x" }\n' + OPEN,
        TOP + OPEN + 'quota = { "Alor" = 1 }\n',
        TOP + OPEN + 'quota = { "13091" = 1 }\n',
        TOP + OPEN + 'quota = { "١٣٠٩" = 1 }\n',
    ],
    "stratum name": [TOP + 'strata = { "1309" = 3 }\n' + OPEN],
    "name": [
        TOP + OPEN.replace('"open"', value)
        for value in ('""', '" "', '"é"', '"a\\nb"', "3", '["a"]', '"' + "x" * 101 + '"')
    ]
    + [TOP + "[[phase]]\nseats = 5\n"],
    "group names": [
        TOP + OPEN + 'groups = "a"\n',
        TOP + OPEN + "groups = [1]\n",
        TOP + OPEN + "groups = 1\n",
    ],
    "no groups": [TOP + OPEN + 'groups = ["a"]\n'],
    "unknown group": [
        TOP + "groups = { disability = 1 }\n" + OPEN + 'groups = ["disabilty"]\n',
    ],
    "carry": [TOP + OPEN + "carry = 1\n", TOP + OPEN + 'carry = "true"\n'],
    "carry to nobody": [TOP + OPEN + "carry = true\n", TOP + OPEN + 'carry = true\n[[phase]]\nname = "b"\n'],
    "too many phases": [TOP + OPEN * 100],
    "otherwise": [
        TOP + OPEN + f"otherwise = {value}\n" for value in ("-1", '"none"', "true", "0.5", "1000000000", "[]")
    ],
    "share": [
        TOP + "total_seats = 9\n" + OPEN.replace("5", f'"{share}"')
        for share in ("%", "101 %", "-1 %", "3", "1e1 %", "١ %", "3 % %")
    ],
    "share of what": [TOP + OPEN.replace("5", '"3 %"')],
    "quota form": [
        TOP + OPEN + f"quota = {value}\n" for value in ('"by entry"', '"by table"', "3", "[1]", '""')
    ],
}


@pytest.mark.parametrize("problem", WRONG)
def test_what_is_wrong_is_said(problem: str) -> None:
    for text in WRONG[problem]:
        with pytest.raises(PolicyFileWrong) as caught:
            read(text.encode())
        assert caught.value.facts["problem"] == problem, text
        for told in (problem_words(caught.value.facts, "id"), problem_words(caught.value.facts, "en")):
            assert "{key}" not in told
            assert "{near}" not in told


@pytest.mark.parametrize(
    "source", [b"\xff\xfeversion", (TOP + OPEN).encode("utf-16"), TOP.encode() + b"# \xe9\n"]
)
def test_what_is_not_utf8(source: bytes) -> None:
    with pytest.raises(PolicyFileWrong) as caught:
        read(source)
    assert caught.value.facts["problem"] == "not UTF-8"


def test_a_byte_order_mark_is_read() -> None:
    assert read(b"\xef\xbb\xbf" + (TOP + OPEN).encode()).household_cap == 1


BY = TOP + '[[phase]]\nname = "regions"\nquota = "by {}"\n'


@pytest.mark.parametrize(
    ("problem", "text", "table"),
    [
        ("entries unknown", BY.format("entries") + "seats = 9\n", None),
        ("table columns", BY.format("table a.csv"), {}),
        ("table columns", BY.format("table a.csv"), {"seats": {"1309": "1"}}),
        ("nothing to share", BY.format("table a.csv"), {"weight": {"1309": "1"}}),
        (
            "nothing to share",
            BY.format("table a.csv").replace("[[", "total_seats = 3\n[[") + OPEN,
            {"weight": {"1309": "1"}},
        ),
        *(
            ("table cell", BY.format("table a.csv"), {"quota": {"1309": cell}})
            for cell in ("", "-1", "1.5", "1 000", "٣", "1000000000", "9" * 5000, "x")
        ),
        ("table cell", BY.format("table a.csv"), {"quota": {"Alor": "1"}}),
    ],
)
def test_what_cannot_be_computed(
    problem: str, text: str, table: Mapping[str, Mapping[str, str]] | None
) -> None:
    with pytest.raises(PolicyFileWrong) as caught:
        compiled(text, None, table)
    assert caught.value.facts["problem"] == problem


def test_a_near_word_is_offered() -> None:
    for text, near in (
        (TOP + OPEN + "seat = 3\n", "seats"),
        (TOP + "household_caps = 3\n" + OPEN, "household_cap"),
    ):
        with pytest.raises(PolicyFileWrong) as caught:
            read(text.encode())
        assert caught.value.facts["near"] == near
        assert near in problem_words(caught.value.facts, "en")


def test_every_refusal_is_tested_and_said_in_both_languages() -> None:
    elsewhere = {
        "not UTF-8",
        "entries unknown",
        "table columns",
        "nothing to share",
        "table cell",
        "too large",  # these two in tests/integration/draw/test_hostile_limits.py
        "too deep",
        "stratum twice",  # of a table, in tests/unit/engines/test_policy_files.py
    }
    assert set(PROBLEMS) == set(WRONG) | elsewhere
    for indonesian, english in PROBLEMS.values():
        assert indonesian
        assert english
        assert indonesian.count("{key}") == english.count("{key}")


@pytest.mark.parametrize(
    ("text", "entries", "expected"),
    [
        (TOP + "total_seats = 6\n" + OPEN, None, ["total"]),
        (TOP + "total_seats = 5\n" + OPEN, None, []),
        (TOP + '[[phase]]\nname = "all"\n', None, ["unbounded"]),
        (TOP + OPEN + OPEN, None, ["same name"]),
        (TOP + OPEN.replace("5", "0"), None, ["nothing"]),
        (TOP + OPEN + "carry = true\n" + OPEN.replace("5", "0").replace("open", "rest"), None, []),
        (TOP + OPEN + 'quota = { "1309" = 0 }\n', None, ["nothing"]),
        (TOP + OPEN + 'quota = { "1309" = 5 }\n', {"1673": 9}, ["hopeless", "empty"]),
        (TOP + OPEN + 'quota = { "1309" = 5 }\n', {"1309": 9}, []),
        (TOP + "total_seats = 9\n" + '[[phase]]\nname = "each"\notherwise = 2\n', None, []),
    ],
)
def test_what_the_author_should_look_at(
    text: str, entries: Mapping[str, int] | None, expected: list[str]
) -> None:
    warnings = compiled(text, entries).warnings
    assert [name for name, _ in warnings] == expected
    for warning in warnings:
        for told in (warning_words(warning, "id"), warning_words(warning, "en")):
            assert "{" not in told
    assert {name for name, _ in warnings} <= set(WARNINGS)
