"""Making one person's proof from a draw's folder."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gelombang.core.lottery import jcs, receipt
from gelombang.core.lottery.cutoffs import WHOLE, Cutoff
from gelombang.core.lottery.entries import Entry, parse_line
from gelombang.core.lottery.errors import TicketOutOfRange
from gelombang.core.lottery.merkle import Tree
from gelombang.core.lottery.paper import MAX_BYTES, read_result
from gelombang.core.lottery.seed import score
from gelombang.core.lottery.selection import Order, Result

from . import columns, houses, tree
from .errors import NotDrawnYet, ProofTooLarge
from .folder import Folder

LIST_WIDTH, RESULT_WIDTH = 103, 30


class Prover:
    """Makes proofs for one draw. Opening costs little; each proof reads a few hundred lines."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.manifest = folder.manifest
        self.n = folder.manifest.n
        self._list = columns.line_bytes(folder.list_path)
        self._house_of = houses.houses_of(folder)
        self._list_tree = tree.paths_of(folder, folder.list_path, LIST_WIDTH)
        if folder.is_drawn:
            self.outcome: dict[str, Any] | None = folder.outcome
            self._results = columns.line_bytes(folder.results_path, RESULT_WIDTH)
            self._result_tree = tree.paths_of(folder, folder.results_path, RESULT_WIDTH)
            self._cutoffs = (folder.public / "result" / "cutoffs.csv").read_text("ascii").splitlines()
            self._cutoff_places = {(line[:2], line[6:10]): i for i, line in enumerate(self._cutoffs)}
            self._cutoff_tree = Tree.of_lines(self._cutoffs)
        else:
            self.outcome = None

    def line(self, ticket: int) -> str:
        if not 1 <= ticket <= self.n:
            raise TicketOutOfRange(ticket=ticket, n=self.n)
        return _text(self._list[ticket - 1])

    def entry(self, ticket: int) -> Entry:
        return parse_line(self.line(ticket), ticket)

    def result(self, ticket: int) -> Result:
        return read_result(self._result_line(ticket), ticket)

    def ticket_of_commit(self, commit: str) -> int | None:
        """The ticket of the entry with this commit (64 hex)."""
        ticket = self._first_not_below(commit)
        return ticket if ticket <= self.n and self.entry(ticket).commit == commit else None

    def ticket_of_code(self, code: str) -> int | None:
        """The ticket that a receipt code names; None when no entry has it; raises `CodeMalformed`."""
        low, high = receipt.bounds_of(code)
        ticket = self._first_not_below(low)
        return ticket if ticket <= self.n and self.entry(ticket).commit <= high else None

    def neighbours_of_code(self, code: str) -> tuple[int, int]:
        """The tickets between which the code's entry would stand; 0 and n + 1 lie outside the list."""
        ticket = self._first_not_below(receipt.bounds_of(code)[0])
        return ticket - 1, ticket

    def _first_not_below(self, commit: str) -> int:
        low, high = 1, self.n + 1
        while low < high:
            middle = (low + high) // 2
            if self.entry(middle).commit < commit:
                low = middle + 1
            else:
                high = middle
        return low

    def proof(self, ticket: int) -> dict[str, Any]:
        """The proof of docs/draw-folder.md; before the draw it proves the place in the list alone."""
        statement = self.folder.commitment if self.outcome is None else self.outcome
        proof: dict[str, Any] = {
            "version": "undian/1",
            "kind": "proof",
            "manifest": self.manifest.as_json(),
            "statement": statement,
            "entry": self._member(ticket),
        }
        if self.outcome is None:
            return proof
        result = self.result(ticket)
        proof["result"] = {"line": self._result_line(ticket), "path": _hex(self._result_tree(ticket - 1))}
        proof["cutoffs"] = [self._cutoff(index) for index in self._cutoffs_for(ticket, result)]
        if result.reason == "H":
            proof["household"] = [self._mate(mate) for mate in self._mates(ticket)]
        return proof

    def order(self, ticket: int) -> Order:
        if self.outcome is None:
            raise NotDrawnYet(draw_id=self.manifest.draw_id)
        entry = self.entry(ticket)
        return entry.band, score(self.outcome["seed"], ticket, entry.weight), ticket

    def _member(self, ticket: int) -> dict[str, Any]:
        return {"line": self.line(ticket), "ticket": ticket, "path": _hex(self._list_tree(ticket - 1))}

    def _result_line(self, ticket: int) -> str:
        return _text(self._results[ticket - 1])

    def _cutoff(self, index: int) -> dict[str, Any]:
        return {"line": self._cutoffs[index], "index": index, "path": _hex(self._cutoff_tree.path(index))}

    def _cutoffs_for(self, ticket: int, result: Result) -> list[int]:
        entry, order = self.entry(ticket), self.order(ticket)
        chosen: list[int] = []
        for phase in range(1, len(self.folder.policy.phases) + 1):
            both = self._lines_of(phase, entry.stratum)
            if result.is_selected:
                chosen += [index for index, _ in both] if phase == result.phase else []
            else:
                chosen += _telling(both, entry.groups, order)
        return chosen

    def _lines_of(self, phase: int, stratum: str) -> list[tuple[int, Cutoff]]:
        """The lines of a phase, as a whole and for a stratum, with their places in cutoffs.csv."""
        places = [self._cutoff_places[f"{phase:02d}", scope] for scope in (WHOLE, stratum)]
        return [(place, Cutoff.parse(self._cutoffs[place])) for place in places]

    def _mates(self, ticket: int) -> list[int]:
        """The members of the household that were selected first, as many as the cap."""
        mates = [mate for mate in self._house_of(self.line(ticket)[75:99]) if mate != ticket]
        winners = [mate for mate in mates if self.result(mate).is_selected]
        winners.sort(key=lambda mate: (self.result(mate).phase, self.order(mate)))
        return winners[: self.folder.policy.household_cap]

    def _mate(self, ticket: int) -> dict[str, Any]:
        path = _hex(self._result_tree(ticket - 1))
        return {**self._member(ticket), "result": self._result_line(ticket), "result_path": path}


def bytes_of(proof: dict[str, Any]) -> bytes:
    """The file of a proof; raises `ProofTooLarge` rather than give one that every verifier would refuse."""
    data = jcs.canonical(proof)
    if len(data) > MAX_BYTES:
        raise ProofTooLarge(ticket=proof["entry"]["ticket"], bytes=len(data), most=MAX_BYTES)
    return data


def _telling(both: list[tuple[int, Cutoff]], groups: int, order: Order) -> list[int]:
    """The line that shows why the phase passed an entry by; both where it was the household."""
    if not both[0][1].is_open_to(groups):
        return [both[0][0]]
    turned = [index for index, cutoff in reversed(both) if cutoff.turns_away(order)]
    return turned[:1] or [index for index, _ in both]


def _text(line: NDArray[np.uint8]) -> str:
    return bytes(line[:-1]).decode("ascii")


def _hex(path: list[bytes]) -> list[str]:
    return [sibling.hex() for sibling in path]
