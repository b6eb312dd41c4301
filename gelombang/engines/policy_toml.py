"""Policies as people write them: TOML, compiled to the integers that are committed.

Names become bits, shares become whole seats by largest remainder, quotas "by entries" or "by table" become one
number per stratum, all *before* the list is committed: what is hashed holds integers only. The order of the
phases is the author's choice and is never changed.
"""

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gelombang.core.lottery.policy import MAX_PHASES, MAX_SEATS, VERSION, Phase, Policy

from .errors import PolicyFileWrong
from .folder import MAX_FEW
from .policy_file_words import syntax_problem

Table = Callable[[str], Mapping[str, Mapping[str, str]]]
"""Reads the CSV a policy names: column → stratum → text."""

Warned = tuple[str, dict[str, str | int]]
"""What somebody should look at: a key of `policy_file_words.WARNINGS`, and its facts."""

TOP = ("version", "household_cap", "total_seats", "groups", "strata", "phase")
PHASE = ("name", "groups", "quota", "otherwise", "seats", "carry")
BITS = tuple(1 << bit for bit in range(8))
NO_LIMIT = "no limit"

_SHARE = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,6})?)\s*%\s*", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,18}")
_NAME = re.compile(r"[ -~]{1,100}")
_STRATUM = re.compile(r"[0-9]{4}")
_GROUP = re.compile(r"(?![0-9.]+$)[!-+\--:<-{}~]{1,60}")  # one word as a cell of the list holds it, no number
_WORD = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_DEEP = re.compile(rf"(?<![A-Za-z0-9_-]){_WORD}(?:\.[ \t]*+{_WORD}){{16}}")
"""A name of more parts than any of ours: what reads TOML keeps each of its beginnings, so that ten thousand dots would
take the memory of the machine."""

_BY_TABLE = re.compile(r"by table\s+(\S.*)")


@dataclass(frozen=True)
class Written:
    """A policy file read, before the list is known. `groups` is name → bit, `strata` code → name."""

    source: bytes
    household_cap: int
    total_seats: int | None
    groups: Mapping[str, int]
    strata: Mapping[str, str]
    phases: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Compiled:
    """The policy in integers, and what the author should look at."""

    policy: Policy
    written: Written
    warnings: tuple[Warned, ...] = field(default=())


def read(source: bytes) -> Written:
    """Read a policy file; raises `PolicyFileWrong` at the first thing that is not as it should be."""
    document = _toml(source)
    _must_be_known(document, TOP, "")
    _must_not_be_below(document)
    for name in ("version", "household_cap", "phase"):
        if name not in document:
            raise PolicyFileWrong(where="", key=name, problem="absent")
    if document["version"] != VERSION:
        raise PolicyFileWrong(where="", key="version", problem="version")
    phases = document["phase"]
    if not isinstance(phases, list) or not phases or not all(isinstance(phase, dict) for phase in phases):
        raise PolicyFileWrong(where="", key="phase", problem="phases")
    total = document.get("total_seats")
    written = Written(
        source=source,
        household_cap=_count(document["household_cap"], "", "household_cap"),
        total_seats=None if total is None else _count(total, "", "total_seats"),
        groups=_groups(document.get("groups", {})),
        strata=_strata(document.get("strata", {})),
        phases=tuple(phases),
    )
    for phase in written.phases:
        _check_phase(phase, written)
    _check_order(written.phases)
    return written


def compile_policy(written: Written, entries: Mapping[str, int] | None, table: Table) -> Compiled:
    """The policy in integers. `entries` counts the list by stratum (None: not known yet, then "by entries" is
    refused); `table` reads the files that quotas name."""
    shares = _shares(written)
    fixed = [_fixed_seats(phase, shares.get(number)) for number, phase in enumerate(written.phases)]
    phases = []
    for number, phase in enumerate(written.phases):
        seats = shares.get(number, phase.get("seats"))
        left = None
        if written.total_seats is not None and None not in fixed[:number] + fixed[number + 1 :]:
            left = written.total_seats - sum(n or 0 for n in fixed[:number] + fixed[number + 1 :])
        quota = _quota(phase, seats if seats is not None else left, entries, table)
        phases.append(
            Phase(
                name=phase["name"],
                groups=sum({written.groups[name] for name in phase.get("groups", [])}),
                quota=quota or {},
                otherwise=_otherwise(phase),
                seats=seats,
                carry=phase.get("carry", False),
            )
        )
    policy = Policy(written.household_cap, tuple(phases))
    return Compiled(policy, written, tuple(_warnings(policy, written, entries)))


def sketch(written: Written, table: Table) -> Compiled:
    """The policy for readers, before any list: seats that go by entries stand under one stratum that is everywhere.
    Not to be committed; its hash means nothing where `sharing_of` names a phase by entries."""
    made = compile_policy(written, {"0000": 1}, table)
    of_lists = ("hopeless", "empty")
    return Compiled(made.policy, written, tuple(one for one in made.warnings if one[0] not in of_lists))


def sharing_of(written: Written) -> dict[int, str]:
    """For each phase, from 0, whose quota is not written out: "" where it goes by entries, else the table's name."""
    found = {}
    for place, phase in enumerate(written.phases):
        if isinstance(phase.get("quota"), str):
            by_table = _BY_TABLE.fullmatch(phase["quota"])
            found[place] = by_table[1].strip() if by_table else ""
    return found


def largest_remainder(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """`total` shared out in proportion to `weights` (Hamilton's method): whole parts first, then one each to the
    largest remainders; ties go to the heavier, then to the lower code.

    >>> largest_remainder(10, {"1309": 1, "1673": 1, "5305": 1})
    {'1309': 4, '1673': 3, '5305': 3}
    """
    weight = sum(weights.values())
    if weight == 0:
        return dict.fromkeys(sorted(weights), 0)
    exact = {code: Fraction(total * weights[code], weight) for code in sorted(weights)}
    parts = {code: int(share) for code, share in exact.items()}
    order = sorted(exact, key=lambda code: (parts[code] - exact[code], -weights[code], code))
    for code in order[: total - sum(parts.values())]:
        parts[code] += 1
    return parts


def _toml(source: bytes) -> dict[str, Any]:
    if len(source) > MAX_FEW:
        raise PolicyFileWrong(where="", key="", problem="too large")
    try:
        text = source.decode("utf-8-sig")
        if _DEEP.search(text):
            raise PolicyFileWrong(where="", key="", problem="too deep")
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise PolicyFileWrong(where="", key="", problem="not UTF-8") from error
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        raise PolicyFileWrong(where="", **syntax_problem(str(error))) from error


def _must_not_be_below(document: Mapping[str, Any]) -> None:
    """In TOML a line belongs to the heading above it: what is written too low is not missing."""
    tables = [("[groups]", document.get("groups")), ("[strata]", document.get("strata"))]
    phases = document.get("phase", [])
    tables += [("[[phase]]", phase) for phase in (phases if isinstance(phases, list) else [phases])]
    for name in ("version", "household_cap", "total_seats", "strata"):
        for heading, table in tables:
            if name not in document and isinstance(table, dict) and name in table:
                raise PolicyFileWrong(where="", key=name, problem="too low", near=heading)


def _where(phase: Mapping[str, Any]) -> str:
    return str(phase.get("name", "?"))[:60]


def _must_be_known(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            problem = "unknown key" if near else "unknown key far"
            raise PolicyFileWrong(where=where, key=key, problem=problem, near=", ".join(near or known))


def _count(value: Any, where: str, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_SEATS:
        raise PolicyFileWrong(where=where, key=key, problem="not a count")
    return value


def _groups(value: Any) -> dict[str, int]:
    if not isinstance(value, dict):
        raise PolicyFileWrong(where="", key="groups", problem="groups")
    for name, bit in value.items():
        if not _GROUP.fullmatch(name):
            raise PolicyFileWrong(where="groups", key=name[:60], problem="group name")
        if type(bit) is not int or bit not in BITS:
            raise PolicyFileWrong(where="groups", key=name, problem="bit")
    if len(set(value.values())) < len(value):
        raise PolicyFileWrong(where="", key="groups", problem="bit twice")
    return dict(value)


def _strata(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise PolicyFileWrong(where="", key="strata", problem="strata")
    for code, name in value.items():
        if not _STRATUM.fullmatch(code):
            raise PolicyFileWrong(where="strata", key=code[:20], problem="stratum")
        if not isinstance(name, str):
            raise PolicyFileWrong(where="strata", key=code, problem="stratum name")
    return dict(value)


def _check_phase(phase: Mapping[str, Any], written: Written) -> None:
    where = _where(phase)
    _must_be_known(phase, PHASE, where)
    name = phase.get("name")
    if not isinstance(name, str) or not name.strip() or not _NAME.fullmatch(name):
        raise PolicyFileWrong(where=where, key="name", problem="name")
    groups = phase.get("groups", [])
    if not isinstance(groups, list) or not all(isinstance(group, str) for group in groups):
        raise PolicyFileWrong(where=where, key="groups", problem="group names")
    for group in groups:
        if group not in written.groups:
            problem = "unknown group" if written.groups else "no groups"
            raise PolicyFileWrong(where=where, key=group, problem=problem, near=", ".join(written.groups))
    if not isinstance(phase.get("carry", False), bool):
        raise PolicyFileWrong(where=where, key="carry", problem="carry")
    _check_seats(phase, written, where)
    _check_quota(phase.get("quota", {}), where)
    _otherwise(phase)


def _check_order(phases: tuple[Mapping[str, Any], ...]) -> None:
    if len(phases) > MAX_PHASES:
        raise PolicyFileWrong(where="", key="phase", problem="too many phases")
    for number, phase in enumerate(phases, start=1):
        if phase.get("carry") and all(later.get("seats") is None for later in phases[number:]):
            raise PolicyFileWrong(where=_where(phase), key="carry", problem="carry to nobody")


def _check_seats(phase: Mapping[str, Any], written: Written, where: str) -> None:
    seats = phase.get("seats")
    if isinstance(seats, str):
        match = _SHARE.fullmatch(seats)
        if match is None or Fraction(match[1].replace(",", ".")) > 100:
            raise PolicyFileWrong(where=where, key="seats", problem="share")
        if written.total_seats is None:
            raise PolicyFileWrong(where=where, key="seats", problem="share of what")
    elif seats is not None:
        _count(seats, where, "seats")


def _check_quota(quota: Any, where: str) -> None:
    if isinstance(quota, str):
        if quota != "by entries" and not _BY_TABLE.fullmatch(quota):
            raise PolicyFileWrong(where=where, key="quota", problem="quota form")
        return
    if not isinstance(quota, dict):
        raise PolicyFileWrong(where=where, key="quota", problem="quota form")
    for code, limit in quota.items():
        if not _STRATUM.fullmatch(code):
            raise PolicyFileWrong(where=where, key=code, problem="stratum")
        _count(limit, where, f"quota {code}")


def _otherwise(phase: Mapping[str, Any]) -> int | None:
    """The limit of each stratum that the quota does not name: none of them where there is a quota, no limit where
    there is none, unless the author says otherwise."""
    value = phase.get("otherwise", 0 if "quota" in phase else NO_LIMIT)
    if value == NO_LIMIT:
        return None
    try:
        return _count(value, _where(phase), "otherwise")
    except PolicyFileWrong as error:
        raise PolicyFileWrong(where=_where(phase), key="otherwise", problem="otherwise") from error


def _shares(written: Written) -> dict[int, int]:
    """Seats of the phases that state a share, all rounded together so that 50 % and 50 % make the whole."""
    exact = {}
    for number, phase in enumerate(written.phases):
        match = _SHARE.fullmatch(phase["seats"]) if isinstance(phase.get("seats"), str) else None
        if match is not None:
            exact[number] = Fraction(match[1].replace(",", ".")) * (written.total_seats or 0) / 100
    parts = {number: int(share) for number, share in exact.items()}
    total = int(sum(exact.values(), Fraction(1, 2)))
    for number in sorted(exact, key=lambda n: (parts[n] - exact[n], n))[: total - sum(parts.values())]:
        parts[number] += 1
    return parts


def _fixed_seats(phase: Mapping[str, Any], share: int | None) -> int | None:
    """How many seats a phase is sure to take from the total; None where that is still to be computed."""
    if share is not None:
        return share
    if phase.get("seats") is not None:
        return int(phase["seats"])
    quota = phase.get("quota")
    return sum(quota.values()) if isinstance(quota, dict) else None


def _quota(
    phase: Mapping[str, Any], seats: int | None, entries: Mapping[str, int] | None, table: Table
) -> dict[str, int] | None:
    quota, where = phase.get("quota"), _where(phase)
    if not isinstance(quota, str):
        return quota
    by_table = _BY_TABLE.fullmatch(quota)
    if by_table is not None:
        return _from_table(by_table[1].strip(), seats, table, where)
    if entries is None:
        raise PolicyFileWrong(where=where, key="quota", problem="entries unknown")
    return largest_remainder(_seats_to_share(seats, where), entries)


def _seats_to_share(seats: int | None, where: str) -> int:
    if seats is None or seats < 0:
        raise PolicyFileWrong(where=where, key="quota", problem="nothing to share")
    return seats


def _from_table(name: str, seats: int | None, table: Table, where: str) -> dict[str, int]:
    columns = table(name)
    column = next((c for c in ("quota", "weight") if c in columns), None)
    if column is None:
        raise PolicyFileWrong(where=where, key=name, problem="table columns")
    values = {}
    most = MAX_SEATS if column == "quota" else MAX_SEATS * 1000
    for code, text in columns[column].items():
        if not _STRATUM.fullmatch(code) or not _WHOLE.fullmatch(text) or int(text) > most:
            raise PolicyFileWrong(where=f"{name}, {code[:20]}", key=column, problem="table cell")
        values[code] = int(text)
    return values if column == "quota" else largest_remainder(_seats_to_share(seats, where), values)


def _warnings(policy: Policy, written: Written, entries: Mapping[str, int] | None) -> list[Warned]:
    found: list[Warned] = []
    planned = [sum(p.quota.values()) if p.seats is None else p.seats for p in policy.phases]
    unbounded = any(p.seats is None and p.otherwise is None for p in policy.phases)
    countable = all(p.seats is not None or p.otherwise == 0 for p in policy.phases)
    if written.total_seats is not None and countable and sum(planned) != written.total_seats:
        found.append(("total", {"planned": sum(planned), "total": written.total_seats}))
    if unbounded:
        found.append(("unbounded", {}))
    names = Counter(phase.name for phase in policy.phases)
    found += [("same name", {"phase": name}) for name, n in names.items() if n > 1]
    served = 0
    for phase in policy.phases:
        served |= phase.groups
    found += [("idle group", {"group": name}) for name, bit in written.groups.items() if not served & bit]
    found += [("nothing", {"phase": phase.name}) for phase in _idle(policy)]
    if entries is not None:
        found += _stratum_warnings(policy, entries)
    return found


def _idle(policy: Policy) -> list[Phase]:
    """Phases that can select nobody: no seats, own or handed on, or no region that may have one."""
    found, handed_on = [], False
    for phase in policy.phases:
        served = phase.otherwise != 0 or any(phase.quota.values())
        if not served or (phase.seats == 0 and not handed_on):
            found.append(phase)
        handed_on = phase.carry or (handed_on and phase.seats is None)
    return found


def _stratum_warnings(policy: Policy, entries: Mapping[str, int]) -> list[Warned]:
    hopeless = sorted(code for code in entries if all(phase.limit_of(code) == 0 for phase in policy.phases))
    named = {code for phase in policy.phases for code, limit in phase.quota.items() if limit}
    empty = sorted(named - set(entries))
    found: list[Warned] = []
    if hopeless:
        people = sum(entries[code] for code in hopeless)
        found.append(("hopeless", {"n": len(hopeless), "strata": _first(hopeless), "people": people}))
    if empty:
        found.append(("empty", {"n": len(empty), "strata": _first(empty)}))
    return found


def _first(codes: list[str]) -> str:
    return ", ".join(codes[:5]) + (" …" if len(codes) > 5 else "")
