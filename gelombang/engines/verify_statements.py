"""Checking what was published after a draw: voids, replacements, audit samples, odds, the bias report."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gelombang.core.lottery import jcs
from gelombang.core.lottery.replacement import audit_order
from gelombang.core.lottery.statement import is_signed

from . import beacon, shapes, signing, verify_chances, verify_cutoffs, verify_times
from .folder import Folder, naming, read_small
from .layout import STATEMENT
from .replacements import Standing, seed_for, standing_of
from .verify_places import Places
from .verify_ranks import Ranks

Facts = dict[str, str | int]
Check = tuple[str, bool | None, Facts]
"""(check, holds, facts)."""

MAX_CLAIM = 5_000_000
"""Entries up to which an audit sample is drawn again where only the manifest says how many there are."""


@dataclass
class _Draw:
    """The draw whose statements are checked, and what one of them computed and the next can use."""

    folder: Folder
    has_list: bool
    before: int | None = None
    """The number of the replacement that is checked alone; None: all are, from the first on."""
    _sampled: list[int] = field(default_factory=list)

    @cached_property
    def standing(self) -> Standing:
        """Before the first replacement that is checked; each moves it on, so that the list is read once for all."""
        return standing_of(self.folder, self.before or 1)

    @cached_property
    def places(self) -> Places:
        folder, policy = self.folder, self.folder.policy
        ranks = Ranks(policy, folder.counts, folder.outcome["seed"], verify_cutoffs.read(folder))
        return Places(folder.manifest.n, policy.household_cap, ranks)

    def sample(self, size: int) -> list[int]:
        """The audit sample of a draw of at least `size` entries. All entries are gone through a few times at most,
        however many samples there are: each time, sixteen times as many as were asked for are kept."""
        if size > len(self._sampled):
            n = self.folder.manifest.n
            self._sampled = audit_order(
                bytes.fromhex(self.folder.outcome["key"]), n, min(n, max(4096, 16 * size))
            )
        return sorted(self._sampled[:size])


def check(folder: Folder, names: list[str], *, has_list: bool, latest: str | None = None) -> Iterator[Check]:
    """What can be checked of the statements called `names`, all in the folder `statements`."""
    draw = _Draw(folder, has_list)
    seen: dict[str, list[tuple[int, str]]] = {}
    for name in sorted(names, key=lambda name: (len(name), name)):  # number 100 comes after number 99
        found = STATEMENT.fullmatch(name)
        if found is None:
            yield "files", False, {"file": f"statements/{name}"}
            return
        statement = jcs.parse(read_small(folder.public / "statements" / name), name)
        yield from _of_one(draw, name, statement, latest)
        if found[2]:
            seen.setdefault(found[2], []).append((int(found[3]), statement["signed_at"]))
    for kind, pairs in seen.items():
        moments = [moment for _, moment in pairs]
        gapless = [number for number, _ in pairs] == list(range(1, len(pairs) + 1))
        yield "numbered", gapless and moments == sorted(moments), {"file": kind}


def of_one(
    folder: Folder, name: str, value: Any, *, has_list: bool, latest: str | None = None
) -> Iterator[Check]:
    """What can be checked of one statement, which need not lie in the folder yet. `name` is one of `STATEMENT`."""
    found = STATEMENT.fullmatch(name)
    number = int(found[3] or 0) if found else 0
    return _of_one(_Draw(folder, has_list, number), name, value, latest)


def _of_one(draw: _Draw, name: str, value: Any, latest: str | None) -> Iterator[Check]:
    found = STATEMENT.fullmatch(name)
    kind, number = (found[1] or found[2], int(found[3] or 0)) if found else ("", 0)
    with naming(name):
        statement = shapes.check(value, kind)
    facts: Facts = {"file": name}
    yield "statement", _is_ours(draw.folder, statement), facts
    yield from verify_times.of_further(draw.folder, name, statement, latest)
    if kind not in {"void", "odds"} and not draw.folder.is_drawn:
        yield "too early", False, facts
        return
    for what, holds, more in CHECKS[kind](draw, statement, number):
        yield what, holds, {**facts, **more}


def _is_ours(folder: Folder, statement: dict[str, Any]) -> bool:
    named = (statement["operator"], statement["manifest_sha256"], statement["draw_id"])
    expected = (folder.commitment["operator"], folder.manifest.sha256(), folder.manifest.draw_id)
    return named == expected and is_signed(statement, signing.verify)


def _void(_draw: _Draw, statement: dict[str, Any], _number: int) -> Iterator[Check]:
    yield "void", None, {"reason": statement["reason"]}


def _odds(draw: _Draw, statement: dict[str, Any], _number: int) -> Iterator[Check]:
    holds = verify_chances.odds_hold(draw.folder, statement, has_list=draw.has_list)
    yield "odds" if draw.has_list else "odds alone", holds, {"seats": statement["seats"]}
    yield "odds as stated", None, {}


def _bias(draw: _Draw, statement: dict[str, Any], _number: int) -> Iterator[Check]:
    yield "bias", verify_chances.bias_is_whole(draw.folder, statement), {"n": len(statement["tests"])}
    yield "bias rule", verify_chances.bias_follows(statement), {}
    if not any(test["has_power"] for test in statement["tests"]):
        yield "bias weak", None, {}
    if not statement["passed"]:
        yield "bias failed", None, {}
    yield "bias as stated", None, {}


def _audit(draw: _Draw, statement: dict[str, Any], _number: int) -> Iterator[Check]:
    n, size, tickets = draw.folder.manifest.n, statement["size"], statement["tickets"]
    facts: Facts = {"n": len(tickets), "entries": n}
    if not 1 <= size <= n or len(tickets) != size:
        yield "audit size", False, facts
    elif not draw.has_list and n > MAX_CLAIM:
        yield "audit", None, facts
    else:
        yield "audit", draw.sample(size) == tickets, facts
    yield "audit chosen", None, facts


def _replacement(draw: _Draw, statement: dict[str, Any], number: int) -> Iterator[Check]:
    folder = draw.folder
    facts: Facts = {"n": len(statement["selected"]), "reason": statement["reason"]}
    round_, signature = statement["round"], statement["beacon_signature"]
    # the waiting list of the draw, or a later round with its signature, and nothing between
    named = statement["group"] == number and (round_ == 0) == (signature == "")
    if not named or (signature and not _is_later(folder, round_, signature)):
        yield "replacement", False, facts
        return
    yield from verify_times.of_round(folder, f"replacement-{number:02d}.json", statement)
    if draw.has_list:
        yield "replacement", draw.standing.holds(statement), facts
    else:
        seed = seed_for(folder, statement["group"], signature or None)
        yield "replacement alone", draw.places.follow(statement, seed), facts
        yield "replacement order", None, facts
    yield "replacement choice", None, facts


def _is_later(folder: Folder, round_: int, signature: str) -> bool:
    return (
        round_ > folder.manifest.round
        and beacon.is_well_formed(round_, signature)
        and beacon.verify(round_, signature) is not False
    )


CHECKS: dict[str, Callable[[_Draw, dict[str, Any], int], Iterator[Check]]] = {
    "void": _void,
    "odds": _odds,
    "bias": _bias,
    "audit": _audit,
    "replacement": _replacement,
}
