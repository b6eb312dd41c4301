"""Several draws, draws done again, replacements by a later round; each with the exit code of both verifiers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.factories import draw_folder as made
from tests.factories.hostile_cases import NOW, Arguments, Case, of, said
from tests.factories.verifier import vector

OTHER_KEY = b"\x09" * 32


def drawn(
    number: int = 7, *, key: bytes | None = None, void: bool | str = False, **more: Any
) -> made.DrawFolder:
    """A draw of a known list, perhaps signed by another key, perhaps void (since a time)."""
    known = vector(number)
    maker = made.DrawFolder if key is None else _signed_by(key)
    folder = maker(known["expect"]["list"], known["policy"], **more)
    if void:
        at = void if isinstance(void, str) else made.SIGNED_AT
        folder.add("void", "void", at=at, reason="listrik padam")
    return folder


def _signed_by(key: bytes) -> type[made.DrawFolder]:
    class Signed(made.DrawFolder):
        def sign(self, kind: str, **members: Any) -> dict[str, Any]:
            self.operator = made.Operator(key)
            return super().sign(kind, **members)

    return Signed


def written(*folders: made.DrawFolder, turned: bool = False) -> Callable[[Path], Arguments]:
    def build(place: Path) -> Arguments:
        paths: Arguments = [f.write(place / str(k)) / "public" for k, f in enumerate(folders)]
        return paths[::-1] if turned else paths

    return build


def pair(
    *, number: int = 7, second: dict[str, Any] | None = None, alone: bool = False, **first: Any
) -> Callable[[Path], Arguments]:
    """Two draws in a chain, or the second alone."""

    def build(place: Path) -> Arguments:
        one = drawn(**first)
        more = {"round_": 657413, **(second or {})}
        two = drawn(number, prev=made.jcs(one.manifest), **more)
        return written(*([two] if alone else [one, two]), turned=number == 7)(place)

    return build


LATER = "2026-02-01T00:00:01Z"
SAME, ANOTHER = {"round_": 1000}, "rehearsal-sample-2"
CHAINS = [
    Case("drawn again after a void", 0, pair(void=True)),
    Case("drawn again, void in the second of the commitment", 0, pair(void=made.SIGNED_AT)),
    Case("drawn again, void a second after the commitment", 1, pair(void=LATER)),
    Case("another list again, void after the commitment", 1, pair(number=5, void=LATER)),
    Case("drawn again without a void", 1, pair()),
    Case("drawn again, the void not given", 3, pair(void=True, alone=True)),
    Case("another draw, the first not given", 0, pair(number=5, alone=True, second={"draw_id": ANOTHER})),
    Case("one list twice, the first not given", 3, pair(alone=True, second={"draw_id": ANOTHER})),
    Case("one list twice by one round", 3, pair(second={**SAME, "draw_id": ANOTHER})),
    Case("one list twice by one round, a space more", 3, pair(second={**SAME, "draw_id": "rehearsal- sample"})),
    Case("one list twice by one round, one void", 0, pair(void=True, second={**SAME, "draw_id": ANOTHER})),
    Case("one list twice by two rounds", 3, pair(second={"draw_id": ANOTHER})),
    Case("one list twice by two rounds, one void", 0, pair(void=True, second={"draw_id": ANOTHER})),
    Case("two lists by one round", 0, pair(number=5, second={**SAME, "draw_id": ANOTHER})),
    Case("two keys", 0, pair(number=5, second={"draw_id": ANOTHER, "key": OTHER_KEY})),
    Case("a space before the name", 1, written(drawn(draw_id=" rehearsal-sample"))),
    Case("a space after the name", 1, written(drawn(draw_id="rehearsal-sample "))),
    Case("a space in the name", 0, written(drawn(draw_id="rehearsal- sample"))),
]  # fmt: skip


def between(
    *given: int, void: bool | str = False, rounds: tuple[int, int] = (1000, 657413), empty: bool = False
) -> Callable[[Path], Arguments]:
    """A draw, another one, and the first again; of these the `given`, in this order."""

    def build(place: Path) -> Arguments:
        first = drawn(void=void, round_=rounds[0])
        known = vector(5)
        lines = [] if empty else known["expect"]["list"]
        other = made.DrawFolder(lines, known["policy"], draw_id=ANOTHER, prev=made.jcs(first.manifest))
        lines = vector(7)["expect"]["list"][:80]
        again = made.DrawFolder(lines, vector(7)["policy"], prev=made.jcs(other.manifest), round_=rounds[1])
        draws = first, other, again
        return written(*(draws[k] for k in given))(place)

    return build


BACK = (657413, 1000)
BETWEEN = [
    Case("again after another draw, all given", 0, between(0, 1, 2, void=True)),
    Case("again after another draw, in another order", 0, between(2, 0, 1, void=True)),
    Case("again after another draw, void after the commitment", 1, between(2, 0, 1, void=LATER)),
    Case("again after another draw, no void", 1, between(0, 1, 2)),
    Case("again after another draw, the first not given", 3, between(1, 2)),
    Case("again after another draw, the first not given, turned", 3, between(2, 1)),
    Case("again after an empty draw, the first not given", 3, between(1, 2, empty=True)),
    Case("again by an earlier round after another draw, all given", 1, between(0, 1, 2, rounds=BACK)),
    Case("again by an earlier round after a void and another draw", 1, between(0, 1, 2, void=True, rounds=BACK)),
    Case("again by an earlier round, the first not given", 1, between(1, 2, rounds=BACK, empty=True)),
    Case("again by the same round, the first not given", 1, between(1, 2, rounds=(1000, 1000))),
    Case("again after another draw, alone", 0, between(2)),
]  # fmt: skip


def repeating(of: str, *given: int, name: str = "rehearsal-sample") -> Callable[[Path], Arguments]:
    """A void draw, another one, and one that says it repeats `of`; of these the `given`."""

    def build(place: Path) -> Arguments:
        first, known = drawn(void=True), vector(5)
        other = made.DrawFolder(
            known["expect"]["list"], known["policy"], draw_id=ANOTHER, prev=made.jcs(first.manifest)
        )
        said = {"first": first.hash, "other": other.hash}.get(of, of)
        again = drawn(draw_id=name, round_=657413, prev=made.jcs(other.manifest), about={"repeats": said})
        draws = first, other, again
        return written(*(draws[k] for k in given))(place)

    return build


REPEATS = [
    Case("says what it repeats", 0, repeating("first", 0, 1, 2)),
    Case("says what it repeats, alone", 0, repeating("first", 2)),
    Case("says it repeats a draw of another name", 1, repeating("other", 0, 1, 2)),
    Case("says it repeats one under its old name", 1, repeating("first", 0, 1, 2, name="rehearsal-sample-3")),
    Case("says it repeats what is no hash", 1, repeating("the first", 0, 1, 2)),
]


def more_or_less(*, void: bool = False, take: int = 80) -> Callable[[Path], Arguments]:
    """Two names whose lists share some entries."""

    def build(place: Path) -> Arguments:
        known, first = vector(7), drawn(void=void)
        lines = sorted([*known["expect"]["list"][:take], *vector(5)["expect"]["list"][:1]])
        other = made.DrawFolder(
            lines, known["policy"], draw_id=ANOTHER, prev=made.jcs(first.manifest), round_=657413
        )
        return written(other, first)(place)

    return build


SHARED = [
    Case("one list but for an entry more, two names", 3, more_or_less(take=120)),
    Case("one entry in two lists", 3, more_or_less(take=1)),
    Case("entries in two lists, one void", 0, more_or_less(void=True)),
]


def emptied(place: Path) -> Arguments:
    known = vector(7)
    return written(made.DrawFolder([], known["policy"]))(place)


EMPTY = [Case("nobody in the list", 0, emptied)]
TIMES = [
    Case(f"now is {at}", code, lambda place, at=at: [*of()(place), "--now", at])  # type: ignore[misc]
    for at, code in (("9999-12-31T23:59:59Z", 0), ("9999-12-31T23:50:00Z", 0), ("0999-01-01T00:00:00Z", 1),
                     ("0001-01-01T00:00:00Z", 1))
]  # fmt: skip
TIMES += [Case("void in the year 999", 1, of(said("void", "0999-01-01T00:00:00Z", reason="x")))]


def moved_by(round_: int) -> Callable[[Path], Arguments]:
    """A rehearsal's replacement by a later round that was out long before the outcome was signed."""

    def build(place: Path) -> Arguments:
        folder = drawn(publish="roots")
        signature = made.SIGNATURES[round_]
        members = {"group": 1, "round": round_, "beacon_signature": signature, "reason": "x", "vacated": [1]}
        line = "000000000002,W,01,000000001,-"
        folder.files["statements/replacement-01.json"] = made.jcs(
            folder.sign("replacement", at=NOW, selected=[line], **members)
        )
        return written(folder)(place)

    return build


def unshown(void: str | None, **more: Any) -> Callable[[Path], Arguments]:
    """A real draw whose result was never shown, perhaps void since a time. Its round is out a few minutes after the
    chain began."""

    def build(place: Path) -> Arguments:
        folder = early(close_time="2023-08-23T15:10:00Z", draw_id="wave-1", rehearsal=False, **more)
        folder.files = {name: data for name, data in folder.files.items() if not name.startswith("result/")}
        if void:
            folder.add("void", "void", at=void, reason="listrik padam")
        return written(folder)(place)

    return build


def early(**more: Any) -> made.DrawFolder:
    class Early(made.DrawFolder):
        def sign(self, kind: str, *, at: str = "2023-08-23T15:30:00Z", **members: Any) -> dict[str, Any]:
            return super().sign(kind, at=at, **members)

    known = vector(7)
    return Early(known["expect"]["list"], known["policy"], **more)


UNSHOWN = [
    Case("never shown, not void", 3, unshown(None)),
    Case("never shown, void before the round", 0, unshown("2023-08-23T15:59:23Z")),
    Case("never shown, void when the round was out", 3, unshown("2023-08-23T15:59:24Z")),
    Case("never shown, void much later, roots", 3, unshown("2026-02-01T00:00:00Z", publish="roots")),
]
REPLACED = [Case("a rehearsal's replacement by a known round", 3, moved_by(657413))]
CASES = [*CHAINS, *BETWEEN, *EMPTY, *TIMES, *UNSHOWN, *REPEATS, *SHARED, *REPLACED]
