"""What of several draws is for the reader to look at: a void not seen, one list drawn twice, a change of keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.manifest import Manifest
from gelombang.engines.finding_words import LOOK_MARK
from gelombang.engines.folder import Folder, read_small

from .screen import Screen


@dataclass(frozen=True)
class Given:
    """A draw of the chain: its manifest and commitment, the manifest before it (None: not there), and whether it was
    declared void."""

    manifest: Manifest
    commitment: dict[str, Any]
    previous: Manifest | None
    is_void: bool

    @classmethod
    def of(cls, folder: Folder, *, is_void: bool) -> "Given":
        try:
            previous = Manifest.parse(read_small(folder.public / "previous.json"))
        except (LotteryError, OSError):
            previous = None
        return cls(folder.manifest, folder.commitment, previous, is_void)

    @property
    def drawn_from(self) -> tuple[str, int, bool]:
        """What two draws that could stand for each other share: list, round, and whether they are rehearsals."""
        return self.manifest.list_root, self.manifest.round, self.commitment["rehearsal"]


def is_clear(screen: Screen, draws: list[Given]) -> bool:
    """Whether nothing among the draws given leaves open which result counts; each thing said."""
    unseen, twins = list(_with_unseen_void(draws)), list(_twins(draws))
    for name in unseen:
        screen.say(
            f"{LOOK_MARK} {name} adalah undian ulang, tetapi pembatalan yang pertama tidak diberikan di sini: "
            "berikan juga undian yang pertama.",
            f"{LOOK_MARK} {name} was drawn again, but the void of the first was not given here: "
            "give the first draw too.",
        )
    for one, other in twins:
        screen.say(
            f"{LOOK_MARK} {one} dan {other} mengundi daftar yang sama dengan ronde yang sama, dan keduanya tidak "
            "dibatalkan. Yang mana yang berlaku? Siapa pun yang punya dua hasil dapat memilih.",
            f"{LOOK_MARK} {one} and {other} draw the same list by the same round, and neither is void. "
            "Which one counts? Whoever has two results can choose.",
        )
    if len({given.commitment["operator"] for given in draws}) > 1:
        screen.say(
            f"{LOOK_MARK} Undian-undian ini ditandatangani kunci yang berlainan. Tanyakan mengapa kuncinya berganti.",
            f"{LOOK_MARK} These draws are signed by different keys. Ask why the key changed.",
        )
    return not unseen and not twins


def _with_unseen_void(draws: list[Given]) -> Iterable[str]:
    hashes = {given.manifest.sha256() for given in draws}
    for given in draws:
        again = given.previous is not None and given.previous.draw_id == given.manifest.draw_id
        if again and given.manifest.prev not in hashes:
            yield given.manifest.draw_id


def _twins(draws: list[Given]) -> Iterable[tuple[str, str]]:
    in_force = [given for given in draws if given.manifest.n and not given.is_void]
    for one, other in combinations(in_force, 2):
        names = one.manifest.draw_id, other.manifest.draw_id
        if one.drawn_from == other.drawn_from and names[0] != names[1]:
            yield names
