"""The members of each kind of statement and of counts.json: what must be there and of what form.

A verifier that reads on over a text where a number belongs says in the end something that is not true, or breaks.
docs/draw-folder.md has the table.
"""

from collections.abc import Mapping
from typing import Any

from gelombang.core.lottery.errors import StatementInvalid
from gelombang.core.lottery.forms import Test, is_flag, is_hash, is_said, is_text, like, named, whole
from gelombang.core.lottery.manifest import MAX_ENTRIES
from gelombang.core.lottery.statement import check_members

from .errors import CountsDisagree


def _list(test: Test, least: int = 0) -> Test:
    return lambda value: isinstance(value, list) and len(value) >= least and all(map(test, value))


def _dict(name: str, test: Test) -> Test:
    return named(like(name), test)


def _with(shape: Mapping[str, Test], *, alone: bool = False) -> Test:
    def test(value: Any) -> bool:
        if not isinstance(value, dict) or (alone and set(value) != set(shape)):
            return False
        return all(name in value and one(value[name]) for name, one in shape.items())

    return test


HEX64 = is_hash
COUNT = whole(0, MAX_ENTRIES)


def decimal(places: int, most: str = "[1-9][0-9]{0,11}") -> Test:
    """A number as it is written: just so many decimals, so that none can be rounded away; never below 0."""
    return like(rf"(?:0|{most})\.[0-9]{{{places}}}")


SHARE = decimal(9, "1")
"""Chances and their errors."""

FILES = _dict(r"[a-z._]{1,40}", HEX64)
RESULT = like(r"[0-9]{12},W,(?!00)[0-9]{2},(?!0{9})[0-9]{9},-")
_MEMBER = "b[0-9]g[0-9]{1,3}w[0-9]{1,2}"
COMPOSITION = like(rf"-|[1-9][0-9]{{0,11}}|{_MEMBER}(?:\+{_MEMBER})+")
"""A household's size, or what each of its members is; "-" where no cap makes it matter."""

BAND, GROUPS, WEIGHT = "[0-9]", "[0-9a-f]{2}", "0[1-9]|[1-5][0-9]|6[0-2]"
"""As they stand in a line of the list."""

KINDS: dict[str, dict[str, Test]] = {
    "commitment": {"publish": like("full|reduced|roots"), "rehearsal": is_flag, "files": FILES},
    "outcome": {
        "commitment_sha256": HEX64,
        "round": whole(0),
        "beacon_signature": like("[0-9a-f]{96}"),
        "ceremony": is_text,
        "key": HEX64,
        "seed": like("[0-9a-f]{40}"),
        "household_cap": whole(0),
        "n_cutoffs": COUNT,
        "selected": _list(COUNT),
        "results_sha256": HEX64,
        "results_root": HEX64,
        "cutoffs_root": HEX64,
        "files": FILES,
    },
    "odds": {
        "method": like("closed-form|re-draws"),
        "redraws": whole(0),
        "seats": decimal(6),
        "classes": _list(
            _with(
                {
                    "stratum": like("[0-9]{4}"),
                    "band": whole(0, 9),
                    "groups": like("[0-9a-f]{2}"),
                    "weight": whole(1, 62),
                    "composition": COMPOSITION,
                    "entries": whole(1),
                    "probability": SHARE,
                    "standard_error": SHARE,
                }
            )
        ),
    },
    "bias": {
        "tests": _list(
            _with(
                {
                    "name": is_text,
                    "statistic": decimal(3),
                    "p_value": decimal(6, "1"),
                    "detail": is_text,
                    "has_power": is_flag,
                }
            )
        ),
        "redraws": whole(0),
        "false_alarm_rate": like(r"0\.001000"),
        "passed": is_flag,
    },
    "void": {"reason": is_said},
    "replacement": {
        "group": whole(1),
        "round": whole(0),
        "beacon_signature": like("([0-9a-f]{96})?"),
        "reason": is_said,
        "vacated": _list(whole(1), least=1),
        "selected": _list(RESULT),
    },
    "audit": {"size": COUNT, "tickets": _list(whole(1))},
}

COUNTS: dict[str, Test] = {
    "entries": COUNT,
    "households": COUNT,
    "strata": _dict("[0-9]{4}", _with({"entries": whole(1), "households": whole(1)}, alone=True)),
    "bands": _dict(BAND, whole(1)),
    "groups": _dict(GROUPS, whole(1)),
    "weights": _dict(WEIGHT, whole(1)),
    "household_sizes": _dict("[1-9][0-9]{0,11}", whole(1)),
}


ABOUT: dict[str, Test] = {
    "title": is_text,
    "groups": named(is_text, is_text),
    "strata": named(is_text, is_text),
    "notice_hours": whole(0),
}


def check_about(about: Any) -> dict[str, Any]:
    """about.json if it has the members that must be there, and in `repeats`, if that is there, a hash; raises
    `StatementInvalid`."""
    for name, test in ABOUT.items():
        if not isinstance(about, dict) or name not in about or not test(about[name]):
            raise StatementInvalid(member=name)
    if "repeats" in about and not is_hash(about["repeats"]):
        raise StatementInvalid(member="repeats")
    return dict(about)


def check(statement: Any, kind: str) -> dict[str, Any]:
    """`statement` if it has every member of its kind in the right form; raises `StatementInvalid`."""
    checked = check_members(statement, kind)
    for name, test in KINDS[kind].items():
        if name not in checked or not test(checked[name]):
            raise StatementInvalid(member=name)
    return checked


def check_counts(counts: Any, n: int) -> dict[str, Any]:
    """counts.json if its members are the right ones and each of its divisions adds up to `n` entries and to its
    households; raises `StatementInvalid` or `CountsDisagree`."""
    if not isinstance(counts, dict):
        raise StatementInvalid(member="counts.json")
    for name in sorted(set(counts) | set(COUNTS)):
        if name not in COUNTS or name not in counts or not COUNTS[name](counts[name]):
            raise StatementInvalid(member=name)
    strata, sizes = counts["strata"].values(), counts["household_sizes"].items()
    entries = [sum(counts[name].values()) for name in ("bands", "groups", "weights")]
    entries += [sum(one["entries"] for one in strata), sum(int(size) * many for size, many in sizes)]
    homes = {sum(one["households"] for one in strata), sum(many for _, many in sizes)}
    crowded = any(one["households"] > one["entries"] for one in strata)
    if crowded or {counts["entries"], *entries} != {n} or homes != {counts["households"]}:
        raise CountsDisagree(n=n)
    return counts
