"""The members of each kind of statement and of counts.json: what must be there and of what form.

A verifier that reads on over a text where a number belongs says in the end something that is not true, or breaks.
docs/draw-folder.md has the table.
"""

from collections.abc import Mapping
from typing import Any

from gelombang.core.lottery.errors import StatementInvalid
from gelombang.core.lottery.forms import Test, is_flag, is_hash, is_text, like, named, whole
from gelombang.core.lottery.manifest import MAX_ENTRIES
from gelombang.core.lottery.statement import check_members


def _list(test: Test, least: int = 0) -> Test:
    return lambda value: isinstance(value, list) and len(value) >= least and all(map(test, value))


def _dict(name: str, test: Test) -> Test:
    return named(like(name), test)


def _is_said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _with(shape: Mapping[str, Test], *, alone: bool = False) -> Test:
    def test(value: Any) -> bool:
        if not isinstance(value, dict) or (alone and set(value) != set(shape)):
            return False
        return all(name in value and one(value[name]) for name, one in shape.items())

    return test


HEX64 = is_hash
COUNT = whole(0, MAX_ENTRIES)
DECIMAL = like(r"-?[0-9]{1,30}(\.[0-9]{1,60})?")
FILES = _dict(r"[a-z._]{1,40}", HEX64)
RESULT = like(r"[0-9]{12},W,[0-9]{2},[0-9]{9},-")
TALLY = _dict("[0-9a-f]{1,12}", whole(1))

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
        "seats": DECIMAL,
        "classes": _list(
            _with({"entries": whole(1), "probability": DECIMAL, "standard_error": DECIMAL}),
        ),
    },
    "bias": {
        "tests": _list(
            _with(
                {
                    "name": is_text,
                    "statistic": DECIMAL,
                    "p_value": DECIMAL,
                    "detail": is_text,
                    "has_power": is_flag,
                }
            )
        ),
        "false_alarm_rate": DECIMAL,
        "passed": is_flag,
    },
    "void": {"reason": _is_said},
    "replacement": {
        "group": whole(1),
        "round": whole(0),
        "beacon_signature": like("([0-9a-f]{96})?"),
        "reason": _is_said,
        "vacated": _list(whole(1), least=1),
        "selected": _list(RESULT),
    },
    "audit": {"size": COUNT, "tickets": _list(whole(1))},
}

COUNTS: dict[str, Test] = {
    "entries": COUNT,
    "households": COUNT,
    "strata": _dict("[0-9]{4}", _with({"entries": whole(1), "households": whole(1)}, alone=True)),
    "bands": TALLY,
    "groups": TALLY,
    "weights": TALLY,
    "household_sizes": _dict("[1-9][0-9]{0,11}", whole(1)),
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
