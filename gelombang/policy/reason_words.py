"""Why somebody may not join, and what they can do about it, in Indonesian and English."""

from datetime import date

from gelombang.core.rules.eligibility import Reason, Rule

MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}

STATUSES = {
    "in_education": ("sedang sekolah atau kuliah", "in school or university"),
    "official": ("pejabat negara", "a state official"),
    "civil_servant": ("aparatur sipil negara (ASN)", "a civil servant"),
    "soldier": ("anggota TNI", "in the armed forces"),
    "police": ("anggota Polri", "in the police"),
    "village_official": ("kepala desa atau perangkat desa", "a village head or village official"),
    "state_company_director": (
        "direksi atau komisaris BUMN atau BUMD",
        "a director or commissioner of a state company",
    ),
    "aid_recipient": ("penerima bantuan sosial lain", "receiving other social aid"),
}
"""What a person is; fits after «Anda» and after "you are"."""

LEVELS = {
    "declared": ("menurut kata Anda sendiri", "by your own word"),
    "documented": ("dicocokkan petugas dengan kartunya", "compared with the cards by an officer"),
    "verified": ("dibenarkan catatan sipil", "confirmed by the civil registry"),
}
"""How sure the programme is of who somebody is; fits after «data diri Anda» and after "your identity is"."""

SENTENCES = {
    Rule.TOO_YOUNG: (
        "Anda berumur {age} tahun. Yang boleh ikut berumur {limit} tahun atau lebih. "
        "Anda boleh ikut gelombang mana pun mulai {until}.",
        "You are {age}. You must be {limit} or older to join. You can join any wave from {until} on.",
    ),
    Rule.TOO_OLD: (
        "Anda berumur {age} tahun. Yang boleh ikut paling tua {limit} tahun.",
        "You are {age}. The oldest who may join are {limit}.",
    ),
    Rule.STATUS: (
        "Anda menyatakan: {status}. Selama itu Anda belum boleh ikut. Kalau sudah berubah, perbarui data Anda.",
        "You stated that you are {status}. As long as you are, you cannot join. If that has changed, update your data.",
    ),
    Rule.LISTED: (
        "Nama Anda ada di daftar {source} tanggal {dated_on}: {status}. "
        "Kalau itu keliru, ajukan keberatan; petugas akan memeriksanya.",
        "You are on the list of {source} of {dated_on}: {status}. "
        "If that is wrong, object; an officer will look into it.",
    ),
    Rule.SERVED: (
        "Anda sudah pernah terpilih, dan tiap orang hanya sekali. Kalau Anda merasa belum pernah, ajukan keberatan.",
        "You were selected before, and everyone is selected only once. If you think you never were, object.",
    ),
    Rule.HOUSEHOLD_SERVED: (
        "Dari Kartu Keluarga Anda sudah terpilih {limit} orang, dan itu batasnya. Kalau itu keliru, ajukan keberatan.",
        "{limit} people of your family card were selected already, and that is the limit. If that is wrong, object.",
    ),
    Rule.UNKNOWN_BIRTH: (
        "Tanggal lahir Anda belum ada atau belum benar. Isi tanggal lahir seperti di KTP.",
        "Your date of birth is missing or not right. Enter it as on your identity card.",
    ),
    Rule.LEVEL: (
        "Untuk gelombang ini data diri Anda harus {level_least}; sekarang baru {level}. Bawa KTP dan Kartu Keluarga ke "
        "loket, petugas akan membantu. Kalau sudah pernah, ajukan keberatan.",
        "For this wave your identity must be {level_least}; now it is {level}. Bring your identity card and family card "
        "to a desk, where an officer helps you. If you have done that already, object.",
    ),
}


def say(reason: Reason, language: str) -> str:
    """The reason as one or two sentences; `language` is id or en."""
    which = 0 if language == "id" else 1
    facts = {
        "age": reason.age,
        "limit": reason.limit,
        "source": reason.source,
        "level": LEVELS.get(reason.level, ("", ""))[which],
        "level_least": LEVELS.get(reason.level_least, ("", ""))[which],
        "status": STATUSES.get(reason.status, (reason.status, reason.status))[which],
        "until": day(reason.until, language) if reason.until else "",
        "dated_on": day(reason.dated_on, language) if reason.dated_on else "",
    }
    return SENTENCES[reason.rule][which].format(**facts)


def day(on: date, language: str) -> str:
    """A day as people write it: 3 Maret 2026, 3 March 2026."""
    return f"{on.day} {MONTHS[language][on.month - 1]} {on.year}"
