"""Checking replacements where the list is not public: whether they contradict the draw, themselves or each other."""

from dataclasses import dataclass, field
from typing import Any

Place = tuple[int, int]
"""(phase, rank): a newcomer takes over both."""


@dataclass
class Places:
    """What the replacements so far made of a draw with `n` entries and so many `selected` in each phase. Whom the draw
    itself selected nobody knows here, nor which place each of them held."""

    n: int
    selected: list[int]
    _left: set[int] = field(default_factory=set)
    _came: dict[int, Place] = field(default_factory=dict)

    def follow(self, made: dict[str, Any]) -> bool:
        """Whether one more can be true, which is then counted."""
        vacated = made["vacated"]
        came = [(int(line[:12]), (int(line[15:17]), int(line[18:27]))) for line in made["selected"]]
        holds = self._can_leave(vacated) and self._can_come([ticket for ticket, _ in came], vacated)
        holds = holds and self._are_vacant([place for _, place in came], vacated)
        self._left.update(vacated)
        self._came.update(came)
        return holds

    def _can_leave(self, vacated: list[int]) -> bool:
        """Each is of the list, and gives up a place once; no more of the draw's own leave than it selected."""
        leaving = set(vacated)
        is_once = len(leaving) == len(vacated) and max(vacated) <= self.n and not self._left & leaving
        return is_once and len((self._left | leaving) - self._came.keys()) <= sum(self.selected)

    def _can_come(self, tickets: list[int], vacated: list[int]) -> bool:
        """Each is of the list, and held no place before: nobody comes twice, or back."""
        known = {*vacated, *self._left, *self._came}
        within = all(1 <= ticket <= self.n for ticket in tickets)
        return within and len(set(tickets)) == len(tickets) and not known & set(tickets)

    def _are_vacant(self, places: list[Place], vacated: list[int]) -> bool:
        """Each is a place of the draw and has one newcomer: that of a newcomer who leaves now, or one that nobody has
        taken yet, of which there are no more than others leave."""
        if len(set(places)) < len(places) or not all(map(self._is_one, places)):
            return False
        freed = {self._came[ticket] for ticket in vacated if ticket in self._came}
        others = [place for place in places if place not in freed]
        taken = set(self._came.values())
        return not taken & set(others) and len(others) <= len(vacated) - len(freed)

    def _is_one(self, place: Place) -> bool:
        phase, rank = place
        return phase <= len(self.selected) and rank <= self.selected[phase - 1]
