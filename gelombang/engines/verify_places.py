"""Checking replacements where the list is not public: whether they contradict the draw, its cut-offs, themselves or
each other. Who is the next, and whose household or stratum has room, only the list can show."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from gelombang.core.lottery.selection import Order

from .verify_ranks import Place, Ranks


@dataclass
class Places:
    """What the replacements so far made of a draw with `n` entries; `cap` is the household cap, 0 for none."""

    n: int
    cap: int
    ranks: Ranks
    _left: set[int] = field(default_factory=set)
    _came: dict[int, Place] = field(default_factory=dict)
    _reached: dict[tuple[str, int], Order] = field(default_factory=dict)
    """By seed and phase: the order before which nobody waits any more."""

    def follow(self, made: dict[str, Any], seed: str) -> bool:
        """Whether one more can be true, which is then counted. `seed` is what orders it: the draw's, or a later one."""
        vacated = made["vacated"]
        came = [(int(line[:12]), (int(line[15:17]), int(line[18:27]))) for line in made["selected"]]
        holds = self._can_leave(vacated) and self._can_come([ticket for ticket, _ in came], vacated)
        holds = holds and self._are_vacant([place for _, place in came], vacated)
        holds = holds and self._are_next(came, seed)
        self._left.update(vacated)
        self._came.update(came)
        return holds and self.ranks.have_room(self._came_into())

    def _can_leave(self, vacated: list[int]) -> bool:
        """Each is of the list, was selected, and gives up a place once; no more of the draw's own leave than it
        selected."""
        leaving = set(vacated)
        if len(leaving) < len(vacated) or max(vacated) > self.n or self._left & leaving:
            return False
        if len((self._left | leaving) - self._came.keys()) > sum(self.ranks.selected):
            return False
        return all(map(self.ranks.can_be_selected, leaving - self._came.keys()))

    def _can_come(self, tickets: list[int], vacated: list[int]) -> bool:
        """Each is of the list, and held no place before: nobody comes twice, or back."""
        known = {*vacated, *self._left, *self._came}
        within = all(1 <= ticket <= self.n for ticket in tickets)
        return within and len(set(tickets)) == len(tickets) and not known & set(tickets)

    def _are_vacant(self, places: list[Place], vacated: list[int]) -> bool:
        """Each is a place of the draw, has one newcomer, and can be that of one of those who leave, in their order."""
        if len(set(places)) < len(places) or not all(map(self.ranks.is_place, places)):
            return False
        taken, leaving = set(self._came.values()), iter(vacated)
        return all(any(self._can_have_left(ticket, place, taken) for ticket in leaving) for place in places)

    def _can_have_left(self, ticket: int, place: Place, taken: set[Place]) -> bool:
        if ticket in self._came:
            return self._came[ticket] == place
        return place not in taken and self.ranks.can_have_held(ticket, place)

    def _are_next(self, came: list[tuple[int, Place]], seed: str) -> bool:
        """Each newcomer can have been turned away by the phase; and where it limits no stratum, those who come into it
        come in the order of their numbers. A household gets room again when another leaves, so that with a cap this
        holds within one replacement."""
        if self.cap:
            self._reached.clear()
        for ticket, (phase, _) in came:
            if not self.ranks.can_wait_for(ticket, phase):
                return False
            if self.ranks.is_free[phase - 1]:
                first, last = self.ranks.bounds_of(ticket, seed)
                before = self._reached.get((seed, phase), first)
                if last < before:
                    return False
                self._reached[seed, phase] = max(before, first)
        return True

    def _came_into(self) -> list[int]:
        into = Counter(phase for phase, _ in self._came.values())
        return [into[phase] for phase in range(1, len(self.ranks.selected) + 1)]
