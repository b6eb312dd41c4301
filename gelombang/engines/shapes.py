"""The members of each kind of statement and of counts.json: what must be there and of what form.

A verifier that reads on over a text where a number belongs says in the end something that is not true, or breaks.
docs/draw-folder.md has the table.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from gelombang.core.lottery.errors import StatementInvalid
from gelombang.core.lottery.jcs import SAFE_INTEGER
from gelombang.core.lottery.manifest import MAX_ENTRIES
from gelombang.core.lottery.statement import check_members

Test = Callable[[Any], bool]


def _text(pattern: str) -> Test:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _integer(low: int, high: int = SAFE_INTEGER) -> Test:
    return lambda value: type(value) is int and low <= value <= high


def _list(test: Test, least: int = 0) -> Test:
    return lambda value: isinstance(value, list) and len(value) >= least and all(map(test, value))


def _dict(name: str, test: Test) -> Test:
    names = _text(name)
    return lambda value: isinstance(value, dict) and all(names(k) and test(v) for k, v in value.items())


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _with(shape: Mapping[str, Test], *, alone: bool = False) -> Test:
    def test(value: Any) -> bool:
        if not isinstance(value, dict) or (alone and set(value) != set(shape)):
            return False
        return all(name in value and one(value[name]) for name, one in shape.items())

    return test


HEX64 = _text("[0-9a-f]{64}")
COUNT = _integer(0, MAX_ENTRIES)
DECIMAL = _text(r"-?[0-9]{1,30}(\.[0-9]{1,60})?")
FILES = _dict(r"[a-z._]{1,40}", HEX64)
RESULT = _text(r"[0-9]{12},W,[0-9]{2},[0-9]{9},-")
TALLY = _dict("[0-9a-f]{1,12}", _integer(1))

KINDS: dict[str, dict[str, Test]] = {
    "commitment": {"publish": _text("full|reduced|roots"), "rehearsal": _is_bool, "files": FILES},
    "outcome": {
        "commitment_sha256": HEX64,
        "round": _integer(0),
        "beacon_signature": _text("[0-9a-f]{96}"),
        "ceremony": _is_text,
        "key": HEX64,
        "seed": _text("[0-9a-f]{40}"),
        "household_cap": _integer(0),
        "n_cutoffs": COUNT,
        "selected": _list(COUNT),
        "results_sha256": HEX64,
        "results_root": HEX64,
        "cutoffs_root": HEX64,
        "files": FILES,
    },
    "odds": {
        "method": _text("closed-form|re-draws"),
        "redraws": _integer(0),
        "seats": DECIMAL,
        "classes": _list(
            _with({"entries": _integer(1), "probability": DECIMAL, "standard_error": DECIMAL}),
        ),
    },
    "bias": {
        "tests": _list(
            _with(
                {
                    "name": _is_text,
                    "statistic": DECIMAL,
                    "p_value": DECIMAL,
                    "detail": _is_text,
                    "has_power": _is_bool,
                }
            )
        ),
        "false_alarm_rate": DECIMAL,
        "passed": _is_bool,
    },
    "void": {"reason": _is_said},
    "replacement": {
        "group": _integer(1),
        "round": _integer(0),
        "beacon_signature": _text("([0-9a-f]{96})?"),
        "reason": _is_said,
        "vacated": _list(_integer(1), least=1),
        "selected": _list(RESULT),
    },
    "audit": {"size": COUNT, "tickets": _list(_integer(1))},
}

COUNTS: dict[str, Test] = {
    "entries": COUNT,
    "households": COUNT,
    "strata": _dict("[0-9]{4}", _with({"entries": _integer(1), "households": _integer(1)}, alone=True)),
    "bands": TALLY,
    "groups": TALLY,
    "weights": TALLY,
    "household_sizes": _dict("[1-9][0-9]{0,11}", _integer(1)),
}


def check(statement: Any, kind: str) -> dict[str, Any]:
    """`statement` if it has every member of its kind in the right form; raises `StatementInvalid`."""
    checked = check_members(statement, kind)
    for name, test in KINDS[kind].items():
        if name not in checked or not test(checked[name]):
            raise StatementInvalid(member=name)
    return checked


def check_counts(counts: Any, n: int) -> dict[str, Any]:
    """counts.json if its members are the right ones and each of its divisions adds up to `n` entries and to its
    households; raises `StatementInvalid`."""
    if not isinstance(counts, dict):
        raise StatementInvalid(member="counts.json")
    for name in sorted(set(counts) | set(COUNTS)):
        if name not in COUNTS or name not in counts or not COUNTS[name](counts[name]):
            raise StatementInvalid(member=name)
    strata, sizes = counts["strata"].values(), counts["household_sizes"].items()
    entries = [sum(counts[name].values()) for name in ("bands", "groups", "weights")]
    entries += [sum(one["entries"] for one in strata), sum(int(size) * many for size, many in sizes)]
    homes = {sum(one["households"] for one in strata), sum(many for _, many in sizes)}
    if {counts["entries"], *entries} != {n} or homes != {counts["households"]}:
        raise StatementInvalid(member="entries")
    return counts
