"""Replacements of a published draw: who moves up, from the public files alone.

A later replacement starts from where the earlier ones left off: their newcomers hold places, and whoever
vacated one does not come back.
"""

from dataclasses import dataclass
from typing import Any

from gelombang.core.lottery import jcs, seed, statement
from gelombang.core.lottery.errors import LotteryError

from . import beacon, columns, shapes, signing
from .errors import SignatureForged, SignatureMissing
from .folder import Folder, read_small
from .run import RESULT_WIDTH
from .succession import Succession


@dataclass
class Standing:
    """A draw as it stands after the replacements so far; `group` is the number of the next."""

    folder: Folder
    succession: Succession
    group: int = 1

    def fill(self, vacated: list[int], signature: str | None) -> list[str]:
        """The result lines of those who move up, who hold their places from now on. `signature`: of the later round
        that orders the waiting list, or None for the order of the draw."""
        later = seed_for(self.folder, self.group, signature)
        self.group += 1
        return self.succession.fill(vacated, later)

    def follow(self, made: dict[str, Any]) -> None:
        """Take over a replacement as it was published."""
        self.succession.follow(made)
        self.group = max(self.group, made["group"] + 1)

    def holds(self, made: dict[str, Any]) -> bool:
        """Whether a published replacement follows from the draw and those before it; it is made on the way."""
        signature = made["beacon_signature"] or None
        if (signature is None) != (made["round"] == 0):
            raise SignatureMissing(round=made["round"])
        if signature is not None:
            if made["round"] <= self.folder.manifest.round or not beacon.is_well_formed(
                made["round"], signature
            ):
                raise SignatureForged(round=made["round"])
            if beacon.verify(made["round"], signature) is False:
                return False
        is_next = self.group == made["group"]
        return bool(self.fill(made["vacated"], signature) == made["selected"] and is_next)


def seed_for(folder: Folder, group: int, signature: str | None) -> str:
    """What orders the waiting list: the seed of the draw, or for its replacement `group` that of a later round."""
    outcome = folder.outcome
    if signature is None:
        return str(outcome["seed"])
    return seed.seed_of(seed.replacement_key(bytes.fromhex(outcome["key"]), group, signature))


def standing_of(folder: Folder, before: int | None = None) -> Standing:
    """The standing before replacement number `before`; None: after all that are published. The list is read once."""
    standing = Standing(folder, Succession.of(folder))
    for name, made in folder.statements().items():
        if name.startswith("replacement-") and (before is None or made["group"] < before):
            standing.follow(made)
    return standing


@dataclass(frozen=True)
class Since:
    """What replacements made of one ticket after the draw. `left`: it gave up a place, which `holder` has now (None:
    nobody); else it moved up. `place` is that of a result line, behind the ticket; replacement `group` says so."""

    ticket: int
    left: bool
    holder: int | None
    place: str
    group: int

    @property
    def file(self) -> str:
        return f"statements/replacement-{self.group:02d}.json"

    @property
    def facts(self) -> dict[str, str | int]:
        """For its sentence."""
        phase, rank = int(self.place[3:5] or 0), int(self.place[6:15] or 0)
        return {
            "ticket": self.ticket,
            "holder": self.holder or 0,
            "phase": phase,
            "rank": rank,
            "file": self.file,
            "number": self.group,
        }


def since(folder: Folder, ticket: int, line: str) -> Since | None:
    """What the published replacements made of a ticket with this result line; None where they do not name it."""
    place, found = line[12:], None
    for made in published(folder):
        came = _places(made)
        for taken, newcomer in came.items():
            if newcomer == ticket:
                place, found = taken, Since(ticket, False, ticket, taken, made["group"])
        given_up = {ticket, found.holder} if found is not None and found.left else {ticket}
        if given_up & set(made["vacated"]):
            found = Since(ticket, True, came.get(place), place, made["group"])
    return found


def successions(folder: Folder, made: dict[str, Any]) -> list[tuple[int, int | None]]:
    """(who gave a place up, who has it then or None) of a published replacement, in the order of the places. A newcomer
    takes over phase and rank, so that both tell which place it was."""
    earlier = [one for one in published(folder) if one["group"] < made["group"]]
    held = {ticket: place for one in earlier for place, ticket in _places(one).items()}
    lines = columns.line_bytes(folder.results_path, RESULT_WIDTH)
    came = _places(made)
    return [
        (ticket, came.get(held.get(ticket) or lines[ticket - 1, 12:-1].tobytes().decode("ascii")))
        for ticket in made["vacated"]
    ]


def published(folder: Folder) -> list[dict[str, Any]]:
    """The replacements in a folder, in their order, as far as they are well formed and signed by its operator for this
    draw: of any other `verify` says that it is false."""
    paths = (folder.public / "statements").glob("replacement-*.json")
    named = (folder.commitment["operator"], folder.manifest.sha256())
    found = []
    for path in sorted(paths, key=lambda path: (len(path.name), path.name)):
        try:
            made = shapes.check(jcs.parse(read_small(path), path.name), "replacement")
        except (LotteryError, OSError):
            continue
        own = (made["operator"], made["manifest_sha256"]) == named
        if own and statement.is_signed(made, signing.verify):
            found.append(made)
    return found


def _places(made: dict[str, Any]) -> dict[str, int]:
    """Who moved up into which place: the result line behind the ticket → the ticket."""
    return {line[12:]: int(line[:12]) for line in made["selected"]}


def holds(folder: Folder, made: dict[str, Any]) -> bool:
    """Whether a published replacement follows from the draw and the replacements before it."""
    return standing_of(folder, made["group"]).holds(made)
