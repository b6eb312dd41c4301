"""What several draws say of each other: whether they are one chain, and what is for the reader to look at: a void not
seen, one list drawn twice, a change of keys. What a previous.json tells of a draw that was not given counts too."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.manifest import FIRST, Manifest
from gelombang.engines.compare import in_common, voided_at
from gelombang.engines.finding_words import LOOK_MARK, MARKS, kind_words
from gelombang.engines.folder import Folder, read_small

from .screen import Screen


@dataclass(frozen=True)
class Given:
    """A draw of the chain: its manifest and commitment, the manifest before it (None: not there), and when it was
    declared void (None: it was not)."""

    manifest: Manifest
    commitment: dict[str, Any]
    previous: Manifest | None
    voided_at: str | None = None
    folder: Folder | None = None

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None

    @property
    def repeats(self) -> str | None:
        """The manifest (SHA-256) of the void draw that this one says it repeats."""
        try:
            return None if self.folder is None else self.folder.about.get("repeats")
        except (LotteryError, OSError):
            return None

    @classmethod
    def of(cls, folder: Folder, *, is_void: bool) -> "Given":
        try:
            previous = Manifest.parse(read_small(folder.public / "previous.json"))
        except (LotteryError, OSError):
            previous = None
        return cls(
            folder.manifest, folder.commitment, previous, voided_at(folder) if is_void else None, folder
        )


@dataclass(frozen=True)
class Known:
    """A manifest that the draws given show. `given` is its draw; None where only the previous.json of `shown_by` tells
    of it, so that nobody here can see whether it was declared void."""

    manifest: Manifest
    given: Given | None
    shown_by: Given | None = None

    @property
    def is_void(self) -> bool:
        return self.given is not None and self.given.is_void

    @property
    def drawn_from(self) -> tuple[str, bool]:
        """What two draws that could stand for each other share: the list, and whether they are rehearsals."""
        return self.manifest.list_root, self.manifest.is_rehearsal


def holds(screen: Screen, draws: list[Given]) -> bool:
    """Each draw names the one before it, and a name is used again only for a later round after a void. The draws may be
    given in any order."""
    linked_all = True
    ordered = in_order(draws)
    for earlier, later in pairwise(given.manifest for given in ordered):
        linked = later.prev == earlier.sha256()
        linked_all &= linked
        screen.say(
            f"{MARKS[linked]} {later.draw_id} {'menyambung' if linked else 'TIDAK menyambung'} ke {earlier.draw_id}.",
            f"{MARKS[linked]} {later.draw_id} {'follows' if linked else 'does NOT follow'} {earlier.draw_id}.",
        )
    if len(ordered) > 1 and ordered[0].manifest.prev != FIRST:
        screen.say(
            f"{LOOK_MARK} Undian terlama yang diberikan bukan awal rantai; yang lebih lama tidak diperiksa.",
            f"{LOOK_MARK} The oldest draw given is not the start of the chain; what came before was not checked.",
        )
    again = [_is_drawn_again(screen, first, later) for first, later in _again(known_of(draws))]
    return linked_all and all(again) and _repeat_their_own(screen, draws)


def _repeat_their_own(screen: Screen, draws: list[Given]) -> bool:
    """Whether what draws say they repeat is, as far as it is given, a draw of their name; each such draw named."""
    names = {given.manifest.sha256(): given.manifest.draw_id for given in draws}
    holds = True
    for given in draws:
        name, repeated = given.manifest.draw_id, given.repeats
        if repeated is None:
            continue
        if repeated not in names:
            screen.say(
                f"{LOOK_MARK} {name} mengulang undian batal yang manifesnya {repeated}; undian itu tidak diberikan di "
                "sini.",
                f"{LOOK_MARK} {name} repeats a void draw, whose manifest is {repeated}; that draw was not given here.",
            )
        elif names[repeated] != name or repeated == given.manifest.sha256():
            holds = False
            screen.say(
                f"✗ {name} menyebut mengulang {names[repeated]}, yang bukan undian dengan namanya.",
                f"✗ {name} says it repeats {names[repeated]}, which is no draw of its name.",
            )
    return holds


def known_of(draws: list[Given]) -> list[Known]:
    """Every manifest that the draws show, oldest first: one of a draw that was not given stands before the draw that
    has it as its previous.json."""
    seen, found = {given.manifest.sha256() for given in draws}, list[Known]()
    for given in in_order(draws):
        before = given.previous
        if before is not None and before.sha256() == given.manifest.prev and before.sha256() not in seen:
            seen.add(before.sha256())
            found.append(Known(before, None, given))
        found.append(Known(given.manifest, given))
    return found


def _again(known: list[Known]) -> Iterator[tuple[Known, Known]]:
    """Each draw and the one before it of the same name, whatever lies between."""
    named: dict[str, Known] = {}
    for later in known:
        first = named.get(later.manifest.draw_id)
        if first is not None:
            yield first, later
        named[later.manifest.draw_id] = later


def _is_drawn_again(screen: Screen, first: Known, again: Known) -> bool:
    """Whether a name may be there again, as far as can be seen; of a void that was not seen `is_clear` tells."""
    rounds = first.manifest.round, again.manifest.round
    is_later = rounds[0] < rounds[1] or rounds[1] == 0
    is_early = first.is_void and not _is_after_void(first, again)
    holds = is_later and (first.is_void or first.given is None) and not is_early
    name = again.manifest.draw_id
    if is_early:
        screen.say(
            f"✗ {name} dikunci lagi SEBELUM undian yang pertama dibatalkan. Siapa pun yang punya dua hasil dapat "
            "memilih.",
            f"✗ {name} was committed again BEFORE the first was declared void. Whoever has two results can choose.",
        )
    elif holds and first.is_void:
        screen.say(
            f"✓ {name} muncul dua kali: yang lebih dulu dibatalkan sebelum yang kedua dikunci, dan yang kedua memakai "
            "ronde yang lebih akhir.",
            f"✓ {name} occurs twice: the earlier was void before the second was committed, and the second has a later "
            "round.",
        )
    elif not holds and first.shown_by is not again.given:  # else the draw's own check has said it
        screen.say(
            f"✗ Nama {name} dipakai dua kali, padahal yang lebih dulu tidak dibatalkan atau rondenya tidak lebih awal.",
            f"✗ The draw id {name} is used twice, although the earlier one is not void or its round is not earlier.",
        )
    return holds


def _is_after_void(first: Known, again: Known) -> bool:
    """Whether a draw was committed no earlier than the one before it was declared void, as far as both can be seen."""
    if first.given is None or first.given.voided_at is None or again.given is None:
        return True
    return bool(first.given.voided_at <= again.given.commitment["signed_at"])


def in_order(draws: list[Given]) -> list[Given]:
    """As their manifests link them, oldest first; what no link reaches stays in the order given."""
    after = {given.manifest.prev: given for given in draws}
    hashes = {given.manifest.sha256() for given in draws}
    ordered: list[Given] = []
    for start in [given for given in draws if given.manifest.prev not in hashes] + draws:
        here: Given | None = start
        while here is not None and not any(here is one for one in ordered):
            ordered.append(here)
            here = after.get(here.manifest.sha256())
    return ordered


def is_clear(screen: Screen, draws: list[Given]) -> bool:
    """Whether nothing among the draws given leaves open which result counts; each thing said."""
    known = known_of(draws)
    unseen = [later.manifest.draw_id for first, later in _again(known) if first.given is None]
    twins = list(_twins(known))
    for name in unseen:
        screen.say(
            f"{LOOK_MARK} {name} adalah undian ulang, tetapi pembatalan yang pertama tidak diberikan di sini: "
            "berikan juga undian yang pertama.",
            f"{LOOK_MARK} {name} was drawn again, but the void of the first was not given here: "
            "give the first draw too.",
        )
    for earlier, later in _of_two_kinds(draws):
        screen.say(*(f"{LOOK_MARK} {pair}" for pair in kind_words(later.is_rehearsal, earlier.draw_id)))
    for name in _unchanged(known):
        screen.say(
            f"{LOOK_MARK} {name} mengundi lagi daftar yang sama, tanpa satu perubahan pun.",
            f"{LOOK_MARK} {name} draws the same list again, without one change.",
        )
    for one, other in twins:
        screen.say(
            f"{LOOK_MARK} {one} dan {other} mengundi daftar yang sama, dan pembatalan salah satunya tidak terlihat di "
            "sini. Yang mana yang berlaku? Siapa pun yang punya dua hasil dapat memilih; daftar yang jujur tidak "
            "pernah muncul lagi.",
            f"{LOOK_MARK} {one} and {other} draw the same list, and no void of either was seen here. Which one counts? "
            "Whoever has two results can choose; the list of an honest draw never comes again.",
        )
    shared = list(_shared(draws))
    for one, other, n in shared:
        screen.say(
            f"{LOOK_MARK} {n} entri ada dalam daftar {one} dan juga {other}, dan pembatalan salah satunya tidak "
            "terlihat di sini. Yang mana yang berlaku untuk mereka? Entri yang jujur tidak pernah muncul lagi dengan "
            "nama lain.",
            f"{LOOK_MARK} {n} entries are in the lists of both {one} and {other}, and no void of either was seen here. "
            "Which one counts for them? An honest entry never comes again under another name.",
        )
    if len({given.commitment["operator"] for given in draws}) > 1:
        screen.say(
            f"{LOOK_MARK} Undian-undian ini ditandatangani kunci yang berlainan. Tanyakan mengapa kuncinya berganti.",
            f"{LOOK_MARK} These draws are signed by different keys. Ask why the key changed.",
        )
    return not unseen and not twins and not shared


def _unchanged(known: list[Known]) -> list[str]:
    """Names whose void draw had the very list of the one that repeats it: receipts, and so their salts, stay valid."""
    same = [pair for pair in _again(known) if pair[0].drawn_from == pair[1].drawn_from and pair[0].is_void]
    return [again.manifest.draw_id for _, again in same]


def _of_two_kinds(draws: list[Given]) -> Iterator[tuple[Manifest, Manifest]]:
    """A real draw that follows a rehearsal, or the reverse, where only its `prev` tells: of a previous.json the draw's
    own check has said it."""
    known = {given.manifest.sha256(): given.manifest for given in draws}
    for later in draws:
        earlier = known.get(later.manifest.prev)
        if (
            earlier is not None
            and later.previous is None
            and earlier.is_rehearsal != later.manifest.is_rehearsal
        ):
            yield earlier, later.manifest


def _shared(draws: list[Given]) -> Iterator[tuple[str, str, int]]:
    """Two names whose different lists share entries, and how many; as far as both lists are there."""
    in_force = [given for given in in_order(draws) if not given.is_void]
    for one, other in combinations(in_force, 2):
        first, second = one.manifest, other.manifest
        if first.draw_id == second.draw_id or first.is_rehearsal != second.is_rehearsal:
            continue
        if first.list_root != second.list_root and one.folder is not None and other.folder is not None:
            n = in_common(one.folder, other.folder)
            if n:
                yield first.draw_id, second.draw_id, n


def _twins(known: list[Known]) -> Iterator[tuple[str, str]]:
    """Two names for one list. Salts are new for each draw, so that no honest list is like another."""
    in_force = [one for one in known if one.manifest.n and not one.is_void]
    for one, other in combinations(in_force, 2):
        names = one.manifest.draw_id, other.manifest.draw_id
        if one.drawn_from == other.drawn_from and names[0] != names[1]:
            yield names
