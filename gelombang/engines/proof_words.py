"""The words for each step of a proof's check, and for what it says of its owner."""

from gelombang.core.lottery.beacon import NO_BEACON
from gelombang.core.lottery.proof import Checked, Step

from .languages import Language, Triple
from .replacements import Since

STEPS: dict[str, tuple[Triple, Triple]] = {
    "statement": (
        (
            "Penyelenggara menandatangani pernyataan ini.",
            "Tanda tangan penyelenggara tidak cocok: bukti ini diubah.",
            "",
        ),
        (
            "The operator signed this statement.",
            "The operator's signature does not fit: this proof was altered.",
            "",
        ),
    ),
    "manifest": (
        ("Pernyataan itu untuk undian {draw_id}.", "Pernyataan itu untuk undian lain.", ""),
        ("The statement is about the draw {draw_id}.", "The statement is about another draw.", ""),
    ),
    "times": (
        (
            "Waktu tanda tangannya mungkin.",
            "Waktu tanda tangannya TIDAK mungkin: di masa depan, atau sebelum ronde dan penutupan pendaftaran. "
            "Periksa juga jam komputer Anda.",
            "",
        ),
        (
            "Its time of signing is possible.",
            "Its time of signing is NOT possible: in the future, or before the round or the close of registration. "
            "Check your computer's clock too.",
            "",
        ),
    ),
    "entry": (
        (
            "Entri Anda ada di daftar yang disegel sebelum undian, sebagai nomor {ticket} dari {n}.",
            "Entri ini TIDAK ada di daftar yang disegel.",
            "",
        ),
        (
            "Your entry is in the list that was committed before the draw, as ticket {ticket} of {n}.",
            "This entry is NOT in the committed list.",
            "",
        ),
    ),
    "beacon": (
        (
            "Angka acaknya asli dari suar publik, putaran {round}.",
            "Tanda tangan suar palsu atau milik putaran lain.",
            "Tanda tangan suar putaran {round} belum diperiksa di sini (pasang gelombang[draw]).",
        ),
        (
            "The random number is truly that of the public beacon, round {round}.",
            "The beacon's signature is forged or of another round.",
            "The beacon's signature of round {round} was not checked here (install gelombang[draw]).",
        ),
    ),
    "no beacon": (
        (
            "Undian tanpa suar: upacara saja. Kepercayaannya bertumpu pada para saksi.",
            "Undian tanpa suar memuat tanda tangan suar.",
            "",
        ),
        (
            "A draw without a beacon: a ceremony alone. Its trust rests on the witnesses.",
            "A draw without a beacon carries a beacon's signature.",
            "",
        ),
    ),
    "seed": (
        (
            "Angka undian dihitung dari daftar dan angka acak itu.",
            "Angka undian TIDAK dihitung dari daftar dan angka acak itu.",
            "",
        ),
        (
            "The numbers are computed from that list and that random number.",
            "The numbers are NOT computed from that list and that random number.",
            "",
        ),
    ),
    "result": (
        (
            "Hasil ini ada di hasil yang diterbitkan: {result}.",
            "Hasil ini TIDAK ada di hasil yang diterbitkan.",
            "",
        ),
        (
            "This result is in the published results: {result}.",
            "This result is NOT in the published results.",
            "",
        ),
    ),
    "reason": (
        (
            "Hasil itu sesuai dengan nomor undian Anda ({score}…) dan nomor terakhir yang terpilih.",
            "Hasil itu TIDAK sesuai dengan nomor undian dan nomor terakhir yang terpilih.",
            "",
        ),
        (
            "The result agrees with your number ({score}…) and the last numbers selected.",
            "The result does NOT agree with the number and the last numbers selected.",
            "",
        ),
    ),
}

REASONS: dict[str, tuple[str, str]] = {
    "-": ("terpilih pada tahap {phase}, urutan {rank}", "selected in phase {phase}, rank {rank}"),
    "Q": (
        "tidak terpilih: kuota wilayah Anda penuh oleh nomor yang lebih kecil",
        "not selected: the quota of your stratum was filled by smaller numbers",
    ),
    "H": (
        "tidak terpilih: batas orang dari keluarga Anda sudah tercapai",
        "not selected: the limit of people per household was already reached",
    ),
    "N": (
        "tidak terpilih: kursi habis oleh nomor yang lebih kecil",
        "not selected: the seats were taken by smaller numbers",
    ),
}


def result_words(checked: Checked, language: Language) -> str:
    """What the proof says of its entry: "selected in phase 1, rank 17"."""
    result = checked.result
    if result is None:
        return ("ikut undian; undian belum dijalankan", "in the draw; it has not run yet")[language == "en"]
    text = REASONS[result.reason][language == "en"]
    return text.format(phase=result.phase, rank=result.rank)


def step_sentence(step: Step, checked: Checked, language: Language) -> str:
    """One step of the check in words."""
    name = "no beacon" if step.name == "beacon" and checked.manifest.beacon == NO_BEACON else step.name
    text = STEPS[name][language == "en"][{True: 0, False: 1, None: 2}[step.holds]]
    return text.format(
        draw_id=checked.manifest.draw_id,
        ticket=checked.ticket,
        n=checked.manifest.n,
        round=checked.manifest.round,
        score=(checked.score or "")[:12],
        result=result_words(checked, language),
    )


PUBLISHED: dict[bool | None, tuple[str, str]] = {
    True: (
        "Hasil di bukti ini adalah hasil yang diterbitkan untuk semua orang.",
        "The result in this proof is the one that was published for everybody.",
    ),
    False: (
        "Hasil di bukti ini bukan hasil yang diterbitkan di sini. Simpan bukti ini dan ajukan pengaduan.",
        "The result in this proof is NOT the one that was published here. Keep this proof and complain.",
    ),
    None: (
        "Bukti ini BELUM dibandingkan dengan yang diterbitkan untuk semua orang: penyelenggara bisa saja "
        "menandatangani yang lain untuk satu orang.",
        "This proof was NOT compared with what was published for everybody: an operator could sign something else "
        "for one person.",
    ),
}
"""Whether the outcome in a proof is the published one; None where there was nothing to compare with."""

COMPARED: dict[str, tuple[Triple, Triple]] = {
    "draw": (
        ("", "Bukti ini BUKAN dari undian yang diberikan.", ""),
        ("", "This proof is NOT of a draw that was given.", ""),
    ),
    "commitment": (
        (
            "Pernyataan di bukti ini adalah yang diterbitkan untuk semua orang.",
            "Pernyataan di bukti ini BUKAN yang diterbitkan.",
            "commitment.json tidak ada di folder ini; pernyataannya tidak dibandingkan.",
        ),
        (
            "The statement in this proof is the one that was published for everybody.",
            "The statement in this proof is NOT the one that was published.",
            "commitment.json is not in this folder; the statement was not compared.",
        ),
    ),
    "list": (
        (
            "Baris daftarnya ada di list.csv, di tempat yang sama.",
            "Baris daftarnya TIDAK ada di list.csv di tempat itu.",
            "list.csv tidak ada di folder ini; baris daftarnya tidak dibandingkan.",
        ),
        (
            "Its list line stands in list.csv, at the same place.",
            "Its list line does NOT stand in list.csv at that place.",
            "list.csv is not in this folder; the list line was not compared.",
        ),
    ),
    "results": (
        (
            "Baris hasilnya ada di results.csv, di tempat yang sama.",
            "Baris hasilnya TIDAK ada di results.csv di tempat itu.",
            "results.csv tidak ada di folder ini; baris hasilnya tidak dibandingkan.",
        ),
        (
            "Its result line stands in results.csv, at the same place.",
            "Its result line does NOT stand in results.csv at that place.",
            "results.csv is not in this folder; the result line was not compared.",
        ),
    ),
    "receipt_draw": (
        (
            "Tanda terima ini untuk undian itu, dengan kunci penyelenggara yang sama.",
            "Tanda terima ini BUKAN untuk undian itu, atau kuncinya lain.",
            "",
        ),
        (
            "This receipt is for that draw, with the same operator's key.",
            "This receipt is NOT for that draw, or the key is another.",
            "",
        ),
    ),
    "receipt_time": (
        (
            "Waktunya cocok dengan penutupan pendaftaran. Kapan pendaftaran dibuka tidak tercatat di berkas mana pun.",
            "Waktunya TIDAK cocok dengan penutupan pendaftaran atau dengan komitmen.",
            "",
        ),
        (
            "Its times agree with the close of applications. When they opened no file says.",
            "Its times do NOT agree with the close of applications or the commitment.",
            "",
        ),
    ),
    "times": (
        ("", "Waktunya tidak mungkin. Periksa juga jam komputer Anda.", ""),
        ("", "Its times are not possible. Check your computer's clock too.", ""),
    ),
    "outcome": (
        (
            "Hasil ini adalah yang ada di folder undian.",
            "Hasil ini BUKAN yang ada di folder undian.",
            "Hasil ini tidak dibandingkan dengan undian: berikan juga folder atau bundelnya.",
        ),
        (
            "This outcome is the one in the draw's folder.",
            "This outcome is NOT the one in the draw's folder.",
            "This outcome was not compared with a draw: give its folder or bundle too.",
        ),
    ),
    "limits": (
        (
            "",
            "",
            "Batas-batas kursi tidak dibandingkan dengan aturan undian, dan undian tidak diulang: berikan juga folder atau "
            "bundelnya.",
        ),
        (
            "",
            "",
            "The limits were not compared with the policy, and the draw was not repeated: give its folder or bundle too.",
        ),
    ),
    "single outcome": (
        (
            "",
            "DUA HASIL UNTUK SATU MANIFES, ditandatangani kunci yang sama: bukti melawan penyelenggara. Simpan keduanya.",
            "",
        ),
        (
            "",
            "TWO OUTCOMES OF ONE MANIFEST, signed by the same key: evidence against the operator. Keep both.",
            "",
        ),
    ),
    "single commitment": (
        (
            "",
            "DUA KOMITMEN UNTUK SATU MANIFES, ditandatangani kunci yang sama: bukti melawan penyelenggara. Simpan keduanya.",
            "",
        ),
        (
            "",
            "TWO COMMITMENTS OF ONE MANIFEST, signed by the same key: evidence against the operator. Keep both.",
            "",
        ),
    ),
    "receipt_entry": (
        (
            "Entrinya ada di daftar, dengan strata, pita, kelompok, dan bobot yang sama.",
            "Entrinya TIDAK ada di daftar, atau tertulis lain. Simpan tanda terima dan ajukan pengaduan.",
            "Daftar tidak ada di folder ini, jadi entrinya tidak dicari; mintalah bukti.",
        ),
        (
            "Its entry is in the list, with the same stratum, band, groups and weight.",
            "Its entry is NOT in the list, or stands there otherwise. Keep the receipt and complain.",
            "The list is not in this folder, so the entry was not looked up; ask for the proof.",
        ),
    ),
}
"""A paper held against a draw's folder: agrees, does not, could not be compared."""

COMPARE = (
    "Unduh bundel atau outcome.json dari halaman undian, lalu berikan keduanya: "
    "gelombang draw verify BUKTI.json BUNDEL.zip",
    "Download the bundle or outcome.json from the draw's page and give both: "
    "gelombang draw verify PROOF.json BUNDLE.zip",
)


def since_words(since: Since, language: Language) -> str:
    """What happened to a ticket after the draw, in one sentence without its mark."""
    facts, english = since.facts, language == "en"
    if not since.left:
        told = (
            "NOMOR {ticket} MENDAPAT TEMPAT SESUDAH UNDIAN: menggantikan yang melepas tahap {phase}, urutan {rank} ({file}).",
            "TICKET {ticket} HAS MOVED UP SINCE THE DRAW: it has a place that was given up, phase {phase}, position {rank} ({file}).",
        )
    elif since.holder is None:
        told = (
            "NOMOR {ticket} SUDAH MELEPAS TEMPAT INI; belum ada yang menggantikannya ({file}).",
            "TICKET {ticket} GAVE THIS PLACE UP; nobody has it ({file}).",
        )
    else:
        told = (
            "NOMOR {ticket} SUDAH MELEPAS TEMPAT INI; sekarang milik nomor {holder} ({file}).",
            "TICKET {ticket} GAVE THIS PLACE UP; ticket {holder} has it ({file}).",
        )
    return told[english].format(**facts)


def compared_sentence(name: str, holds: bool | None, language: Language) -> str:
    """One comparison of a proof or receipt with a folder in words."""
    if name == "published":
        return PUBLISHED[holds][language == "en"]
    return COMPARED[name][language == "en"][{True: 0, False: 1, None: 2}[holds]]


def verdict_sentence(
    checked: Checked, pinned: bool, language: Language, published: bool | None = True, whole: bool = True
) -> str:
    """The whole in one sentence. `pinned`: operator and draw are those expected; `published`: the outcome is (None:
    not compared); `whole`: everything that a folder holds was compared."""
    english = language == "en"
    if not (checked.holds and pinned) or published is False:
        wrong = (
            "✗ Bukti ini TIDAK benar. Minta bukti baru; kalau tetap salah, ajukan pengaduan dan lampirkan berkas ini.",
            "✗ This proof is NOT right. Ask for a new one; if it is wrong again, complain and attach this file.",
        )
        return wrong[english]
    said = result_words(checked, language)
    if not checked.unchecked and published and whole:
        return (f"✓ Bukti ini benar: {said}.", f"✓ This proof is right: {said}.")[english]
    most = (f"✓ Yang diperiksa benar: {said}.", f"✓ What was checked holds: {said}.")[english]
    if checked.unchecked:
        most += (" Suar belum diperiksa.", " The beacon was not checked.")[english]
    if not published:
        most += (
            " Belum dibandingkan dengan yang diterbitkan.",
            " Not compared with what was published.",
        )[english]
    return most
