"""The words for each check of `draw verify`, in Indonesian and English: when it holds, when it does not, and when
it could not be made."""

from pathlib import Path

from gelombang.core.lottery.errors import LotteryError

from .languages import Language, Pair, Triple, shown
from .look_words import CHECKS, LOOKS
from .sentences import sentence
from .verify import LOOK, LOOK_FIRST, Finding

FINDINGS: dict[str, tuple[Triple, Triple]] = {
    "commitment": (
        (
            "Komitmen ditandatangani oleh kunci penyelenggara {operator}.",
            "Tanda tangan pada commitment.json tidak cocok dengan isinya.",
            "",
        ),
        (
            "The commitment is signed by the operator's key {operator}.",
            "The signature in commitment.json does not fit what it says.",
            "",
        ),
    ),
    "operator": (
        (
            "Kunci itu adalah kunci yang Anda sebutkan.",
            "Yang menandatangani adalah {operator}, bukan kunci yang Anda sebutkan.",
            "Bandingkan kunci ini dengan yang diumumkan penyelenggara (atau beri --operator): {operator}.",
        ),
        (
            "That is the key you named.",
            "It was signed by {operator}, not by the key you named.",
            "Compare this key with the one the operator has announced (or give --operator): {operator}.",
        ),
    ),
    "files": (
        (
            "Semua {n} berkas yang dikunci masih sama, dan tidak ada berkas asing.",
            "Berkas {file} {how}.",
            "",
        ),
        (
            "All {n} committed files are unchanged, and no other file is there.",
            "The file {file} {how}.",
            "",
        ),
    ),
    "manifest": (
        ("Manifes {draw_id} adalah yang ditandatangani.", "Manifes bukan yang ditandatangani.", ""),
        (
            "The manifest of {draw_id} is the one that was signed.",
            "The manifest is not the one that was signed.",
            "",
        ),
    ),
    "policy": (
        (
            "Aturan undian adalah yang tercatat di manifes.",
            "Aturan undian bukan yang tercatat di manifes.",
            "",
        ),
        ("The policy is the one in the manifest.", "The policy is not the one in the manifest.", ""),
    ),
    "chain": (
        (
            "Undian ini menyambung ke undian sebelumnya, {draw_id}.",
            "Undian sebelumnya bukan yang tercatat di manifes.",
            "Undian sebelumnya ({draw_id}) tidak disertakan; sebutkan juga foldernya.",
        ),
        (
            "This draw follows the one before it, {draw_id}.",
            "The draw before is not the one that the manifest names.",
            "The draw before ({draw_id}) is not included; name its folder as well.",
        ),
    ),
    "list": (
        (
            "Daftar berisi {n} entri yang benar dan urut; akarnya sama dengan manifes.",
            "Daftar bukan yang dikunci di manifes.",
            "Daftar berisi {n} entri dan tidak diterbitkan; hanya pemeriksa resmi dapat mengulanginya.",
        ),
        (
            "The list holds {n} well-formed entries in order; its root is the manifest's.",
            "The list is not the one in the manifest.",
            "The list of {n} entries is not published; only accredited auditors can repeat it.",
        ),
    ),
    "counts": (
        (
            "Jumlah per wilayah dan kelompok cocok dengan daftar.",
            "counts.json tidak cocok dengan daftar.",
            "",
        ),
        (
            "The counts by stratum and group agree with the list.",
            "counts.json does not agree with the list.",
            "",
        ),
    ),
    "outcome": (
        (
            "Hasil ditandatangani oleh kunci yang sama pada {signed_at}.",
            "Tanda tangan pada hasil tidak cocok, atau dari kunci lain.",
            "",
        ),
        (
            "The outcome is signed by the same key at {signed_at}.",
            "The outcome's signature does not fit, or is by another key.",
            "",
        ),
    ),
    "follows": (
        ("Hasil ini milik komitmen ini.", "Hasil ini milik komitmen yang lain.", ""),
        ("The outcome belongs to this commitment.", "The outcome belongs to another commitment.", ""),
    ),
    "result files": (
        ("Berkas hasil tidak berubah.", "Berkas {file} hilang, berubah, atau asing.", ""),
        ("The result files are unchanged.", "The file {file} is missing, changed, or unknown.", ""),
    ),
    "beacon": (
        (
            "Tanda tangan suar asli untuk ronde {round} (diperiksa dengan {libraries}).",
            "Tanda tangan suar palsu, atau untuk ronde lain.",
            "Tanda tangan suar ronde {round} TIDAK diperiksa: pasang gelombang[draw], atau bandingkan dengan sumber resmi drand.",
        ),
        (
            "The beacon's signature is genuine for round {round} (checked with {libraries}).",
            "The beacon's signature is forged, or of another round.",
            "The beacon's signature of round {round} was NOT checked: install gelombang[draw], or compare it with an official drand source.",
        ),
    ),
    "no beacon": (
        (
            "Undian tanpa suar: benihnya dari upacara «{ceremony}». Kepercayaannya bertumpu pada para saksi.",
            "Undian tanpa suar memuat tanda tangan suar.",
            "",
        ),
        (
            'A draw without a beacon: its seed comes from the ceremony "{ceremony}". Its trust rests on the witnesses.',
            "A draw without a beacon carries a beacon's signature.",
            "",
        ),
    ),
    "seed": (
        (
            "Benih acak {seed} mengikuti dari manifes dan suar.",
            "Benih acak tidak mengikuti dari manifes dan suar.",
            "",
        ),
        (
            "The seed {seed} follows from manifest and beacon.",
            "The seed does not follow from manifest and beacon.",
            "",
        ),
    ),
    "repeat": (
        (
            "Undian diulang dengan mesin {engine}: {n} hasil sama persis, {selected} terpilih.",
            "Undian diulang: hasil nomor {line} berbeda dari yang diterbitkan.",
            "Undian tidak dapat diulang tanpa daftar; hanya pemeriksa resmi dapat melakukannya.",
        ),
        (
            "The draw was repeated with the engine {engine}: all {n} results are the same, {selected} selected.",
            "The draw was repeated: the result of ticket {line} is not the published one.",
            "The draw cannot be repeated without the list; only accredited auditors can.",
        ),
    ),
    "totals": (
        ("Jumlah terpilih dan akar hasil cocok.", "Jumlah terpilih atau akar hasil tidak cocok.", ""),
        (
            "The totals and the root of the results agree.",
            "The totals or the root of the results do not agree.",
            "",
        ),
    ),
    "cutoffs": (
        (
            "Semua {n} batas terakhir per tahap dan wilayah cocok.",
            "Batas terakhir pada cutoffs.csv tidak cocok.",
            "",
        ),
        ("All {n} cut-offs by phase and stratum agree.", "The cut-offs in cutoffs.csv do not agree.", ""),
    ),
    "not drawn": (
        ("", "", "Undian belum dijalankan; ia menunggu ronde {round}."),
        ("", "", "The draw has not run yet; it waits for round {round}."),
    ),
    "no ceremony yet": (
        ("", "", "Undian belum dijalankan; ia menunggu upacaranya."),
        ("", "", "The draw has not run yet; it waits for its ceremony."),
    ),
    "statement": (
        (
            "{file} ditandatangani oleh kunci yang sama.",
            "{file}: tanda tangan atau undiannya tidak cocok.",
            "",
        ),
        ("{file} is signed by the same key.", "{file}: its signature or its draw does not fit.", ""),
    ),
    "audit": (
        (
            "{file}: sampel {n} nomor mengikuti dari undian.",
            "{file}: sampelnya bukan yang ditentukan undian.",
            "{file}: sampelnya tidak diundi ulang: tanpa daftar, {entries} entri hanya pernyataan.",
        ),
        (
            "{file}: the sample of {n} tickets follows from the draw.",
            "{file}: the sample is not the one the draw gives.",
            "{file}: the sample was not drawn again: without the list, {entries} entries are only a claim.",
        ),
    ),
    "replacement": (
        (
            "{file}: {n} pengganti sesuai urutan.",
            "{file}: penggantinya bukan yang berikutnya, atau nomor dan rondenya tidak cocok.",
            "",
        ),
        (
            "{file}: {n} replacements are the next in order.",
            "{file}: the replacements are not the next in order, or its number and round do not fit.",
            "",
        ),
    ),
}

FINDINGS.update(CHECKS)

MARKS = {True: "✓", False: "✗", None: "–"}
LOOK_MARK = "!"


def mark_of(finding: Finding) -> str:
    """✓ holds, ✗ does not, – not checked, ! for the reader to look at."""
    return LOOK_MARK if finding.name in (*LOOK, *LOOK_FIRST) else MARKS[finding.holds]


MOST_SHOWN = 300
"""Characters of one fact in a sentence."""

STEPS: dict[str, Pair] = {
    "commitment": ("Komitmen tidak dapat dibaca", "The commitment cannot be read"),
    "files": ("Berkas tidak dapat dibaca", "The files cannot be read"),
    "manifest": ("Manifes atau aturan tidak dapat dibaca", "Manifest or policy cannot be read"),
    "times": ("Waktu dan nama tidak dapat dibaca", "Times and names cannot be read"),
    "chain": ("Manifes sebelumnya tidak dapat dibaca", "The previous manifest cannot be read"),
    "listed": ("Daftar tidak sah", "The list is not valid"),
    "outcome": ("Hasil tidak dapat dibaca", "The outcome cannot be read"),
    "chance": ("Benih acak tidak sah", "The seed is not valid"),
    "repeat": ("Undian tidak dapat diulang", "The draw cannot be repeated"),
    "statements": ("Pernyataan sesudah undian tidak sah", "A statement after the draw is not valid"),
}
"""For a check that broke off while reading."""


HOW: dict[str, Pair] = {
    "missing": ("hilang", "is missing"),
    "link": ("adalah tautan (symlink), bukan berkas biasa", "is a link and no ordinary file"),
    "changed": ("berubah", "was changed"),
    "unknown": ("tidak dicakup pernyataan mana pun", "is covered by no statement"),
    "large": (
        "lebih besar daripada yang dibaca pemeriksa mana pun, jadi tidak dibaca",
        "is larger than any verifier reads, so it was not read",
    ),
    "length": (
        "panjangnya tidak cocok dengan jumlah entri di manifes",
        "has another length than the manifest's entries need",
    ),
}
"""What can be wrong with a file."""


def words(finding: Finding, language: Language) -> str:
    """One check in a sentence."""
    english = language == "en"
    if finding.error is not None:
        return f"{STEPS[finding.name][english]}: {_why(finding.error, language)}"
    facts = {name: shown(fact, MOST_SHOWN) for name, fact in finding.facts.items()}
    facts["how"] = HOW.get(facts.get("how", "unknown"), HOW["unknown"])[english]
    if finding.name in LOOKS:
        return LOOKS[finding.name][english].format(**facts)
    triple = FINDINGS[finding.name][english]
    return triple[{True: 0, False: 1, None: 2}[finding.holds]].format(**facts)


def kind_words(is_rehearsal: bool, before: str) -> Pair:
    """That a draw follows one of the other kind, by name: a rehearsal a real draw, or a real draw a rehearsal."""
    pair = LOOKS["previous real" if is_rehearsal else "previous rehearsal"]
    return pair[0].format(draw_id=before), pair[1].format(draw_id=before)


UNSEEN: Pair = (
    "Alat ini tidak dapat melihat: apakah tiap entri orang yang nyata dan berhak, apakah keluarga, bobot, dan pitanya "
    "benar, apakah ada yang ditolak mendaftar, apakah waktu tanda tangan benar (siapa melihat manifes sebelum putaran?), "
    "apakah sebuah pernyataan tambahan (pembatalan, pengganti, audit) disembunyikan dari folder ini, dan "
    "apakah folder ini sama dengan yang dilihat orang lain: bandingkan SHA-256 manifes {hash}.",
    "This tool cannot see: whether each entry is a real and eligible person, whether its household, weight and band are "
    "true, whether someone was refused at registration, whether the times of signing are true (who saw the manifest "
    "before the round?), whether a further statement (void, replacement, audit) was withheld from this folder, and "
    "whether others see the same folder: compare the manifest's SHA-256 {hash}.",
)
"""What no file can show; tools/verify_draw.py says the same."""


def unseen(manifest: str) -> Pair:
    """What no file can show, for the draw with this SHA-256 of its manifest."""
    return UNSEEN[0].format(hash=manifest), UNSEEN[1].format(hash=manifest)


def _why(error: Exception, language: Language) -> str:
    """What broke a check off: a sentence, never the name of a class."""
    if isinstance(error, LotteryError):
        return sentence(error, language)
    if isinstance(error, OSError) and error.strerror:
        place = Path(str(error.filename or "-")).name
        return shown(f"{place}: {error.strerror}", MOST_SHOWN)
    return ("ada bagian yang hilang atau salah bentuknya.", "a part of it is missing or has the wrong form.")[
        language == "en"
    ]
