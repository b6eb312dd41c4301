"""The words for each step of a proof's check, and for what it says of its owner."""

from gelombang.core.lottery.proof import Checked, Step

from .languages import Language, Triple

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
    text = STEPS[step.name][language == "en"][{True: 0, False: 1, None: 2}[step.holds]]
    return text.format(
        draw_id=checked.manifest.draw_id,
        ticket=checked.ticket,
        n=checked.manifest.n,
        round=checked.manifest.round,
        score=(checked.score or "")[:12],
        result=result_words(checked, language),
    )


def verdict_sentence(checked: Checked, pinned: bool, language: Language) -> str:
    """The whole in one sentence."""
    english = language == "en"
    if not (checked.holds and pinned):
        wrong = (
            "✗ Bukti ini TIDAK benar. Minta bukti baru; kalau tetap salah, ajukan pengaduan dan lampirkan berkas ini.",
            "✗ This proof is NOT right. Ask for a new one; if it is wrong again, complain and attach this file.",
        )
        return wrong[english]
    said = result_words(checked, language)
    if checked.unchecked:
        most = (
            f"✓ Yang diperiksa benar: {said}. Suar belum diperiksa.",
            f"✓ What was checked holds: {said}. The beacon was not checked.",
        )
        return most[english]
    return (f"✓ Bukti ini benar: {said}.", f"✓ This proof is right: {said}.")[english]
