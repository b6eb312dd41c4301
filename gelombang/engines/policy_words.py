"""A policy in plain words, Indonesian and English: what an applicant can read before registering."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gelombang.core.lottery.policy import Phase, Policy

from .languages import Language

MANY = 8
"""Quotas up to so many are told one by one; more are summed up."""


@dataclass(frozen=True)
class Paragraph:
    """A heading and the sentences under it; `items` are read as a list, (name, seats)."""

    heading: str
    sentences: tuple[str, ...]
    items: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Names:
    """What bits, codes and phases are called, the last by the name in the policy; all may be empty."""

    groups: Mapping[int, str]
    strata: Mapping[str, str]
    phases: Mapping[str, str] = field(default_factory=dict)

    def group_list(self, mask: int, language: Language) -> str:
        names = [self.groups.get(1 << bit, str(1 << bit)) for bit in range(8) if mask >> bit & 1]
        return (" atau ", " or ")[language == "en"].join(names)


def number(value: int, language: Language) -> str:
    """1.000 in Indonesian, 1,000 in English."""
    text = f"{value:,}"
    return text if language == "en" else text.replace(",", ".")


def _seats(n: int) -> str:
    return "seat" if n == 1 else "seats"


@dataclass(frozen=True)
class Listed:
    """What the list of a draw has that the policy does not say; before there is a list it may have both."""

    bands: bool
    weights: bool


def listed_in(counts: Mapping[str, Any]) -> Listed:
    """Whether somebody in the list that counts.json sums up has a band or a weight of their own."""
    return Listed(set(counts["bands"]) - {"0"} != set(), set(counts["weights"]) - {"01"} != set())


@dataclass(frozen=True)
class Sharing:
    """How quotas come about that were not written out: `tables` phase (from 0) → file, or "" where the seats are shared
    out by entries; `is_known` False as long as there is no list to count."""

    tables: Mapping[int, str]
    is_known: bool


WRITTEN_OUT = Sharing({}, is_known=True)


def explain(
    policy: Policy,
    names: Names,
    language: Language,
    sharing: Sharing = WRITTEN_OUT,
    listed: Listed | None = None,
) -> list[Paragraph]:
    """The policy as paragraphs: first what holds for all, then phase by phase, then what may be promised. With `listed`
    bands and weights are told only where the list has them."""
    say = _Words(policy, names, language, sharing, listed)
    phases = [say.phase(place, phase) for place, phase in enumerate(policy.phases, start=1)]
    return [say.opening(), *phases, say.household(), say.promise()]


class _Words:
    def __init__(
        self, policy: Policy, names: Names, language: Language, sharing: Sharing, listed: Listed | None
    ) -> None:
        self.policy, self.names, self.language = policy, names, language
        self.sharing, self.listed = sharing, listed

    def _of(self, indonesian: str, english: str) -> str:
        return english if self.language == "en" else indonesian

    def _number(self, value: int) -> str:
        return number(value, self.language)

    def opening(self) -> Paragraph:
        n = len(self.policy.phases)
        sentences = [
            self._of(
                "Setiap pendaftar mendapat satu nomor undian acak. Nomor terkecil dipilih lebih dulu.",
                "Every applicant gets one random number. The smallest numbers are selected first.",
            ),
            self._of(
                "Undian berjalan dalam satu tahap."
                if n == 1
                else f"Undian berjalan dalam {n} tahap, satu demi satu. Yang sudah terpilih tidak ikut tahap berikutnya.",
                "The draw has one phase."
                if n == 1
                else f"The draw has {n} phases, one after the other. Anyone selected takes no part in later phases.",
            ),
        ]
        heading = self._of("Cara undian ini memilih", "How this draw selects")
        return Paragraph(heading, (*sentences, *self._before_the_number(), *self._order()))

    def _before_the_number(self) -> tuple[str, ...]:
        """Bands and weights belong to the list and not to the policy; that they count is said all the same."""
        listed = self.listed or Listed(bands=True, weights=True)
        return (self._bands(),) * listed.bands + (self._weights(),) * listed.weights

    def _bands(self) -> str:
        text = self._of(
            "urutan layanan yang lebih kecil dilayani lebih dulu: semua yang berurutan 0, lalu 1, dan seterusnya. Di dalam satu "
            "urutan, nomor undian yang menentukan.",
            "the smaller band is served first: everyone of band 0, then 1, and so on. Within a band the random number decides.",
        )
        return self._where_listed("Kalau daftar punya urutan layanan, ", "If the list has bands, ", text)

    def _weights(self) -> str:
        text = self._of(
            "bobot 2 berarti dua kertas undian di dalam kotak; yang paling kecil dipakai.",
            "weight 2 means two tickets in the drum; the smaller one counts.",
        )
        return self._where_listed("Kalau daftar punya bobot, ", "If the list has weights, ", text)

    def _where_listed(self, indonesian: str, english: str, text: str) -> str:
        """Before there is a list: only if it has them."""
        if self.listed is None:
            return self._of(indonesian, english) + text
        return text[0].upper() + text[1:]

    def _order(self) -> tuple[str, ...]:
        """Reserve first or open first: the one choice that changes most and is noticed least."""
        reserved = [place for place, phase in enumerate(self.policy.phases) if phase.groups]
        opened = [place for place, phase in enumerate(self.policy.phases) if not phase.groups]
        if not reserved or not opened:
            return ()
        first = [place for place in reserved if place < min(opened)]
        last = [place for place in reserved if place > min(opened)]
        return tuple([self._reserve_first(first)] * bool(first) + [self._open_first(last)] * bool(last))

    def _reserve_first(self, places: list[int]) -> str:
        named = self._places(places)
        return self._of(
            f"Kursi khusus (tahap {named}) dibagikan LEBIH DULU: kelompok itu pasti mendapat sekurang-kurangnya sejumlah itu, kalau pendaftarnya cukup. Anggotanya "
            "yang belum terpilih lalu ikut undian umum bersama semua orang. Kursi khusus ini batas paling rendah, bukan "
            "tambahan.",
            f"Reserved seats (phase {named}) are given FIRST: the group is sure of a minimum. Its members who are not yet "
            "selected then take part in the open draw with everybody else. This reserve is a minimum, not an addition.",
        )

    def _open_first(self, places: list[int]) -> str:
        named = self._places(places)
        return self._of(
            f"Undian umum berjalan LEBIH DULU, kursi khusus (tahap {named}) sesudahnya: kursi khusus itu menambah apa yang sudah "
            "dimenangkan kelompok itu di undian umum.",
            f"The open draw comes FIRST and reserved seats (phase {named}) after it: they come on top of what the group has "
            "won in the open draw.",
        )

    def _places(self, places: list[int]) -> str:
        return self._of(" dan ", " and ").join(str(place + 1) for place in places)

    def phase(self, place: int, phase: Phase) -> Paragraph:
        name = self.names.phases.get(phase.name, phase.name)
        heading = self._of(f"Tahap {place}: {name}", f"Phase {place}: {name}")
        sentences = [
            self._who(phase),
            *self._how_many(place, phase),
            *self._received(place),
            *self._carry(place, phase),
        ]
        items = () if self._waits_for_list(place) else self._items(phase)
        return Paragraph(heading, tuple(sentences), items)

    def _waits_for_list(self, place: int) -> bool:
        return not self.sharing.is_known and self.sharing.tables.get(place - 1) == ""

    def _who(self, phase: Phase) -> str:
        if phase.groups == 0:
            return self._of("Terbuka untuk semua pendaftar.", "Open to every applicant.")
        groups = self.names.group_list(phase.groups, self.language)
        return self._of(f"Hanya untuk kelompok: {groups}.", f"Only for the group: {groups}.")

    def _how_many(self, place: int, phase: Phase) -> list[str]:
        sentences = []
        if phase.seats is not None:
            seats = self._number(phase.seats)
            there = "There is 1 seat." if phase.seats == 1 else f"There are {seats} seats."
            sentences.append(self._of(f"Ada {seats} kursi.", there))
        sentences += self._shared(place, phase)
        if self._waits_for_list(place):
            return sentences
        if phase.quota:
            n, total = len(phase.quota), self._number(sum(phase.quota.values()))
            sentences.append(
                self._of(
                    f"Kursi dibagi menurut wilayah: {n} wilayah, bersama-sama {total} kursi.",
                    f"Seats are shared out by region: {n} {'region' if n == 1 else 'regions'}, {total} {_seats(sum(phase.quota.values()))} together.",
                )
            )
        sentences += self._otherwise(phase)
        if phase.seats is None and not phase.limits_strata:
            sentences.append(self._of("Jumlah kursi tidak dibatasi.", "The number of seats has no limit."))
        return sentences

    def _shared(self, place: int, phase: Phase) -> list[str]:
        """How the quotas of a phase come about, where its author did not write them out."""
        table = self.sharing.tables.get(place - 1)
        if table is None:
            return []
        if table:
            return [
                self._of(
                    f"Kuota tiap wilayah mengikuti tabel {table}.",
                    f"Each region's quota follows the table {table}.",
                )
            ]
        total = self._number(sum(phase.quota.values()))
        told = self._of(
            f"{total} kursi dibagi antarwilayah menurut jumlah pendaftar di tiap wilayah: wilayah dengan pendaftar dua kali lebih "
            "banyak mendapat kursi dua kali lebih banyak.",
            f"{total} {'seat is' if total == '1' else 'seats are'} shared out in proportion to the number of applicants of each region: a region with twice as many "
            "applicants gets twice as many seats.",
        )
        later = self._of(
            "Jumlahnya pasti setelah pendaftaran ditutup, sebelum daftar dikunci.",
            "The numbers are known when applications have closed, before the list is committed.",
        )
        return [told] if self.sharing.is_known else [told, later]

    def _received(self, place: int) -> list[str]:
        """What earlier phases hand on to this one, which adds to its own seats."""
        givers = [
            number
            for number, phase in enumerate(self.policy.phases[: place - 1], start=1)
            if phase.carry and self._receiver(number) == place
        ]
        if not givers:
            return []
        named = self._of(" dan ", " and ").join(map(str, givers))
        return [
            self._of(
                f"Kursi yang tidak terisi di tahap {named} ditambahkan di sini.",
                f"Seats left over in phase {named} are added here.",
            )
        ]

    def _receiver(self, place: int) -> int:
        later = enumerate(self.policy.phases[place:], start=place + 1)
        return next(number for number, phase in later if phase.seats is not None)

    def _otherwise(self, phase: Phase) -> list[str]:
        if not phase.quota and phase.otherwise is None:
            return []
        others = self._of(
            "wilayah lain" if phase.quota else "setiap wilayah", "other region" if phase.quota else "region"
        )
        if phase.otherwise is None:
            return [self._of("Wilayah lain tidak dibatasi kuota.", "Other regions have no quota.")]
        if phase.otherwise == 0:
            return [
                self._of(
                    f"Untuk {others} tidak ada kursi pada tahap ini.",
                    f"For {'any ' if phase.quota else 'every '}{others} there is no seat in this phase.",
                )
            ]
        most = self._number(phase.otherwise)
        return [
            self._of(
                f"Untuk {others} paling banyak {most} kursi.",
                f"For each {others} at most {most} {_seats(phase.otherwise)}.",
            )
        ]

    def _items(self, phase: Phase) -> tuple[tuple[str, str], ...]:
        if len(phase.quota) > MANY:
            low, high = min(phase.quota.values()), max(phase.quota.values())
            between = self._of("paling sedikit – paling banyak", "least – most")
            return ((between, f"{self._number(low)} – {self._number(high)}"),)
        return tuple((self._region(code), self._number(n)) for code, n in sorted(phase.quota.items()))

    def _region(self, code: str) -> str:
        """A name; before there is a list with its code, for those who are still writing the policy."""
        name = self.names.strata.get(code)
        if name is None:
            return code
        return f"{name} ({code})" if self.listed is None else name

    def _carry(self, place: int, phase: Phase) -> list[str]:
        if not phase.carry:
            last = place == len(self.policy.phases)
            return (
                []
                if last and phase.groups == 0
                else [
                    self._of(
                        "Kursi yang tidak terisi pada tahap ini tidak dipindahkan.",
                        "Seats left over in this phase are not handed on.",
                    )
                ]
            )
        receiver = self._receiver(place)
        return [
            self._of(
                f"Kursi yang tidak terisi dipindahkan ke tahap {receiver}.",
                f"Seats left over are handed on to phase {receiver}.",
            )
        ]

    def household(self) -> Paragraph:
        heading = self._of("Satu keluarga", "One household")
        cap = self.policy.household_cap
        if cap == 0:
            text = self._of(
                "Tidak ada batas berapa orang dari satu keluarga boleh terpilih.",
                "There is no limit on how many of one household may be selected.",
            )
            return Paragraph(heading, (text,))
        return Paragraph(
            heading,
            (
                self._of(
                    f"Dari satu keluarga paling banyak {cap} orang dapat terpilih.",
                    f"Of one household at most {cap} {'person' if cap == 1 else 'people'} can be selected.",
                ),
                self._of(
                    "Karena itu, peluang tiap anggota keluarga besar lebih kecil daripada orang yang mendaftar sendiri.",
                    "So each member of a large household has a smaller chance than someone who applies alone.",
                ),
            ),
        )

    def promise(self) -> Paragraph:
        same = self._what_counts()
        *first, last = same or [""]
        indonesian = f"{', '.join(first)}{',' * (len(first) > 1)} dan {last}" if first else last
        english = f"{', '.join(first)} and {last}" if first else last
        return Paragraph(
            self._of("Yang dijanjikan", "What is promised"),
            (
                self._of(
                    f"Dua pendaftar dengan {indonesian} yang sama punya peluang yang persis sama. Waktu mendaftar tidak berpengaruh.",
                    f"Two applicants with the same {english} have exactly the same chance. The time of applying has no influence.",
                )
                if same
                else self._of(
                    "Semua pendaftar punya peluang yang persis sama. Waktu mendaftar tidak berpengaruh.",
                    "All applicants have exactly the same chance. The time of applying has no influence.",
                ),
            ),
        )

    def _what_counts(self) -> list[str]:
        """What a chance depends on: only what this draw uses, and of the list, where it is known, what it has."""
        listed = self.listed or Listed(bands=True, weights=True)
        phases = self.policy.phases
        told = (
            (any(phase.limits_strata for phase in phases), "wilayah", "region"),
            (listed.bands, "urutan layanan", "band"),
            (any(phase.groups for phase in phases), "kelompok", "groups"),
            (listed.weights, "bobot", "weight"),
            (self.policy.household_cap > 0, "susunan keluarga", "household composition"),
        )
        return [self._of(indonesian, english) for counts, indonesian, english in told if counts]
