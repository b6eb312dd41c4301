"""The values of the law that a wave is announced with, in words: what each is called, and what it is."""

from collections.abc import Callable, Mapping

from gelombang.core.rules.values import Plain, Value

from .reason_words import LEVELS, STATUSES

NAMES: Mapping[str, tuple[str, str]] = {
    "age_least": ("Umur paling muda", "Youngest age"),
    "age_most": ("Umur paling tua", "Oldest age"),
    "excluded": ("Yang tidak bisa ikut", "Who cannot join"),
    "per_household": ("Terpilih dari satu keluarga", "Selected from one family"),
    "once": ("Hanya sekali terpilih", "Selected only once"),
    "level_least": ("Identitas harus", "Identity must be"),
    "training_balance": ("Saldo pelatihan", "Balance for trainings"),
    "incentive_amount": ("Insentif sesudah pelatihan", "Incentive after a training"),
    "n_incentives": ("Berapa kali insentif", "How many incentives"),
    "survey_amount": ("Insentif untuk survei", "Incentive for a survey"),
    "n_surveys": ("Berapa kali survei", "How many surveys"),
    "first_purchase_days": ("Kursi harus diambil dalam", "A seat must be taken within"),
    "n_replacements": ("Kursi kosong jatuh ke urutan berikutnya", "Vacant seats go to the next in order"),
    "repayment_days": ("Pengembalian dana dalam", "Paying back within"),
    "case_days": ("Keberatan dijawab dalam", "An objection is answered within"),
    "grievance_days": ("Pengaduan dijawab dalam", "A complaint is answered within"),
    "claim_days": ("Slip dari loket berlaku", "A slip from a desk works for"),
    "message_kept_days": ("Isi pesan disimpan", "Words of messages are kept"),
    "draft_kept_days": ("Pendaftaran yang tidak dikirim disimpan", "Applications never sent are kept"),
    "list_kept_days": ("Daftar rahasia undian disimpan", "The secret list of a draw is kept"),
    "unfinished_kept_days": (
        "Data diri yang tidak selesai disimpan",
        "Registrations never finished are kept",
    ),
}
"""What concerns whoever joins. What only staff have to do with (their sessions, the desks' figures) is not announced."""

UNITS: Mapping[str, Callable[[str, int], tuple[str, str]]] = {
    "years": lambda shown, n: (f"{shown} tahun", f"{shown} year{_s(n)}"),
    "days": lambda shown, n: (f"{shown} hari", f"{shown} day{_s(n)}"),
    "times": lambda shown, n: (f"{shown} kali", f"{shown} time{_s(n)}"),
    "persons": lambda shown, n: (
        f"paling banyak {shown} orang",
        f"at most {shown} {'person' if n == 1 else 'people'}",
    ),
    "rupiah": lambda shown, n: (f"Rp{shown}", f"Rp{shown}"),  # noqa: ARG005
}


def told(name: str, value: Value, unit: str, language: str) -> tuple[str, str] | None:
    """What the value is called and what it is; None where it is none of those that a wave announces. `language` is id
    or en, `unit` as the value's file has it."""
    which = 0 if language == "id" else 1
    return (NAMES[name][which], _words(value.value, unit, which)) if name in NAMES else None


def _words(value: Plain, unit: str, which: int) -> str:
    if value is None:
        return ("tanpa batas", "no limit")[which]
    if isinstance(value, bool):
        return (("tidak", "no"), ("ya", "yes"))[value][which]
    if isinstance(value, int):
        return UNITS[unit](f"{value:,}".replace(",", "."), value)[which]
    if isinstance(value, tuple):
        return ", ".join(STATUSES.get(one, (one, one))[which] for one in value)
    return LEVELS.get(value, (value, value))[which]


def _s(n: int) -> str:
    return "" if n == 1 else "s"
