"""A policy in plain words, Indonesian and English: what an applicant can read before registering."""

from collections.abc import Mapping
from dataclasses import dataclass

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
    """What bits and codes are called; both may be empty."""

    groups: Mapping[int, str]
    strata: Mapping[str, str]

    def group_list(self, mask: int, language: Language) -> str:
        names = [self.groups.get(1 << bit, str(1 << bit)) for bit in range(8) if mask >> bit & 1]
        return (" atau ", " or ")[language == "en"].join(names)


def number(value: int, language: Language) -> str:
    """1.000 in Indonesian, 1,000 in English."""
    text = f"{value:,}"
    return text if language == "en" else text.replace(",", ".")


def explain(policy: Policy, names: Names, language: Language) -> list[Paragraph]:
    """The policy as paragraphs: first what holds for all, then phase by phase, then what may be promised."""
    say = _Words(policy, names, language)
    phases = [say.phase(place, phase) for place, phase in enumerate(policy.phases, start=1)]
    return [say.opening(), *phases, say.household(), say.promise()]


class _Words:
    def __init__(self, policy: Policy, names: Names, language: Language) -> None:
        self.policy, self.names, self.language = policy, names, language

    def _of(self, indonesian: str, english: str) -> str:
        return english if self.language == "en" else indonesian

    def _number(self, value: int) -> str:
        return number(value, self.language)

    def opening(self) -> Paragraph:
        n = len(self.policy.phases)
        sentences = [
            self._of(
                "Setiap pendaftar mendapat satu nomor undian acak. Nomor yang lebih kecil dilayani lebih dulu.",
                "Every applicant gets one random number. Smaller numbers are served first.",
            ),
            self._of(
                "Undian berjalan dalam satu tahap."
                if n == 1
                else f"Undian berjalan dalam {n} tahap, satu demi satu. Yang sudah terpilih tidak ikut tahap berikutnya.",
                "The draw has one phase."
                if n == 1
                else f"The draw has {n} phases, one after the other. Who is selected takes no part in later phases.",
            ),
        ]
        order = self._order()
        return Paragraph(self._of("Cara undian ini memilih", "How this draw selects"), (*sentences, *order))

    def _order(self) -> tuple[str, ...]:
        """Reserve first or open first: the one choice that changes most and is noticed least."""
        reserved = [place for place, phase in enumerate(self.policy.phases) if phase.groups]
        opened = [place for place, phase in enumerate(self.policy.phases) if not phase.groups]
        if not reserved or not opened:
            return ()
        if min(reserved) < min(opened):
            text = self._of(
                "Kursi khusus dibagikan LEBIH DULU: kelompok itu dijamin mendapat jumlah paling sedikit. Anggotanya yang belum "
                "terpilih lalu ikut undian umum bersama semua orang.",
                "Reserved seats are given FIRST: the group is sure of a minimum. Its members who are not yet selected "
                "then take part in the open draw with everybody else.",
            )
        else:
            text = self._of(
                "Undian umum berjalan LEBIH DULU, kursi khusus sesudahnya: kursi khusus itu menambah apa yang sudah dimenangkan "
                "kelompok itu di undian umum.",
                "The open draw comes FIRST and reserved seats after it: they come on top of what the group has won in "
                "the open draw.",
            )
        return (text,)

    def phase(self, place: int, phase: Phase) -> Paragraph:
        heading = self._of(f"Tahap {place}: {phase.name}", f"Phase {place}: {phase.name}")
        sentences = [self._who(phase), *self._how_many(phase), *self._carry(place, phase)]
        return Paragraph(heading, tuple(sentences), self._items(phase))

    def _who(self, phase: Phase) -> str:
        if phase.groups == 0:
            return self._of("Terbuka untuk semua pendaftar.", "Open to every applicant.")
        groups = self.names.group_list(phase.groups, self.language)
        return self._of(f"Hanya untuk kelompok: {groups}.", f"Only for the group: {groups}.")

    def _how_many(self, phase: Phase) -> list[str]:
        sentences = []
        if phase.seats is not None:
            seats = self._number(phase.seats)
            sentences.append(self._of(f"Ada {seats} kursi.", f"There are {seats} seats."))
        if phase.quota:
            n, total = len(phase.quota), self._number(sum(phase.quota.values()))
            sentences.append(
                self._of(
                    f"Kursi dibagi menurut wilayah: {n} wilayah, bersama-sama {total} kursi.",
                    f"Seats are shared out by region: {n} regions, {total} seats together.",
                )
            )
        sentences += self._otherwise(phase)
        if phase.seats is None and not phase.limits_strata:
            sentences.append(self._of("Jumlah kursi tidak dibatasi.", "The number of seats has no limit."))
        return sentences

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
                f"Untuk {others} paling banyak {most} kursi.", f"For each {others} at most {most} seats."
            )
        ]

    def _items(self, phase: Phase) -> tuple[tuple[str, str], ...]:
        if len(phase.quota) > MANY:
            low, high = min(phase.quota.values()), max(phase.quota.values())
            between = self._of("paling sedikit – paling banyak", "least – most")
            return ((between, f"{self._number(low)} – {self._number(high)}"),)
        return tuple(
            (
                f"{self.names.strata.get(code, '')} ({code})".strip() if code in self.names.strata else code,
                self._number(n),
            )
            for code, n in sorted(phase.quota.items())
        )

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
        later = enumerate(self.policy.phases[place:], start=place + 1)
        receiver = next(number for number, phase in later if phase.seats is not None)
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
                    "Karena itu, peluang tiap anggota keluarga besar sedikit lebih kecil daripada orang yang mendaftar sendiri.",
                    "So each member of a large household has a somewhat smaller chance than someone who applies alone.",
                ),
            ),
        )

    def promise(self) -> Paragraph:
        return Paragraph(
            self._of("Yang dijanjikan", "What is promised"),
            (
                self._of(
                    "Dua pendaftar dengan wilayah, urutan layanan, kelompok, bobot, dan susunan keluarga yang sama punya peluang yang "
                    "persis sama. Waktu mendaftar tidak berpengaruh.",
                    "Two applicants with the same region, band, groups, weight and household composition have exactly "
                    "the same chance. The time of applying has no influence.",
                ),
            ),
        )


PROBLEMS: dict[str, tuple[str, str]] = {
    "absent": ("bagian «{key}» belum ada; tambahkan", '"{key}" is missing; add it'),
    "version": ('harus tertulis version = "undian/1"', 'it must say version = "undian/1"'),
    "phases": (
        "tulis paling sedikit satu tahap, dengan judul [[phase]]",
        "write at least one phase, headed [[phase]]",
    ),
    "not UTF-8": (
        "berkas ini bukan teks UTF-8; simpan lagi sebagai UTF-8",
        "the file is not UTF-8 text; save it as UTF-8",
    ),
    "syntax": ("tulisannya bukan TOML yang benar: {key}", "this is not valid TOML: {key}"),
    "unknown key": (
        "«{key}» tidak dikenal; mungkin maksudnya: {near}",
        '"{key}" is not known; perhaps: {near}',
    ),
    "not a count": (
        "«{key}» harus bilangan bulat dari 0 sampai 999999999, tanpa titik, koma, atau tanda kutip",
        '"{key}" must be a whole number from 0 to 999999999, without quotes, points or commas',
    ),
    "groups": (
        "tulis kelompok seperti { disability = 1, remote = 2 }",
        "write groups like { disability = 1, remote = 2 }",
    ),
    "bit": (
        "kelompok «{key}» harus diberi salah satu angka 1, 2, 4, 8, 16, 32, 64, 128",
        'the group "{key}" must have one of the numbers 1, 2, 4, 8, 16, 32, 64, 128',
    ),
    "bit twice": (
        "dua kelompok memakai angka yang sama; beri angka yang berbeda",
        "two groups share a number; give each its own",
    ),
    "strata": (
        'tulis nama wilayah seperti { "1309" = "Kepulauan Mentawai" }',
        'write strata like { "1309" = "Kepulauan Mentawai" }',
    ),
    "stratum": (
        "«{key}» bukan kode wilayah; kodenya empat angka",
        '"{key}" is not a stratum; its code is four digits',
    ),
    "name": (
        "nama tahap harus diisi dengan huruf dan tanda ASCII biasa (tanpa é, –, emoji)",
        "a phase needs a name in plain ASCII letters and signs",
    ),
    "group names": (
        'tulis kelompok seperti groups = ["disability"]',
        'write groups like groups = ["disability"]',
    ),
    "unknown group": (
        "kelompok «{key}» belum ada di [groups]; yang ada: {near}",
        'the group "{key}" is not in [groups]; perhaps: {near}',
    ),
    "carry": (
        "carry harus true atau false, tanpa tanda kutip",
        "carry must be true or false, without quotes",
    ),
    "share": (
        'kursi harus angka, atau bagian seperti "3 %" (0 sampai 100)',
        'seats must be a number, or a share like "3 %" (0 to 100)',
    ),
    "share of what": (
        "bagian dalam persen memerlukan total_seats di bagian atas berkas",
        "a share in per cent needs total_seats at the top of the file",
    ),
    "quota form": (
        'quota harus tabel seperti { "1309" = 90 }, atau "by entries", atau "by table BERKAS.csv"',
        'quota must be a table like { "1309" = 90 }, or "by entries", or "by table FILE.csv"',
    ),
    "entries unknown": (
        'quota "by entries" baru dapat dihitung dengan daftar; pakai gelombang draw plan DAFTAR --policy BERKAS',
        'a quota "by entries" needs the list; use gelombang draw plan LIST --policy FILE',
    ),
    "nothing to share": (
        "jumlah kursi untuk dibagi tidak diketahui; beri tahap ini seats, atau beri total_seats yang cukup",
        "how many seats to share out is not known; give this phase seats, or a sufficient total_seats",
    ),
    "table columns": (
        "tabel «{key}» memerlukan kolom stratum dan salah satu dari quota atau weight",
        'the table "{key}" needs the columns stratum and either quota or weight',
    ),
    "table cell": (
        "kolom {key} harus bilangan bulat dan kode wilayah empat angka",
        "the column {key} needs whole numbers and four-digit strata",
    ),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "total": (
        "Kursi semua tahap berjumlah {planned}, tetapi total_seats {total}.",
        "The seats of all phases add up to {planned}, but total_seats is {total}.",
    ),
    "unbounded": (
        "Ada tahap tanpa batas: semua yang boleh ikut tahap itu terpilih.",
        "A phase has no limit: everyone it is open to is selected.",
    ),
    "nothing": ("Tahap {phase} tidak dapat memilih siapa pun.", "The phase {phase} can select nobody."),
    "hopeless": (
        "{n} wilayah pada daftar tidak mendapat kursi di tahap mana pun ({strata} …).",
        "{n} strata of the list have no seats in any phase ({strata} …).",
    ),
    "empty": (
        "{n} wilayah punya kuota tetapi tidak ada pendaftarnya ({strata} …).",
        "{n} strata have a quota but nobody on the list ({strata} …).",
    ),
}


def problem_words(facts: Mapping[str, str | int], language: Language) -> str:
    """Where a policy file is wrong, and what to write instead."""
    text = PROBLEMS[str(facts["problem"])][language == "en"]
    shown = text.format(key=facts.get("key", ""), near=facts.get("near", ""))
    where = facts.get("where")
    return f"«{where}»: {shown}" if where else shown


def warning_words(warning: tuple[str, Mapping[str, str | int]], language: Language) -> str:
    """Something that the author of a policy should look at."""
    return WARNINGS[warning[0]][language == "en"].format(**warning[1])
