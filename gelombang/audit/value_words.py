"""What facts of events are called in words: an event keeps the value as the tables have it, its sentence says it."""

import re
from collections.abc import Mapping

from gelombang.policy.reason_words import STATUSES

VALUES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "kind": {
        "same_number": ("satu nomor, dua akun", "one number, two accounts"),
        "card_region": ("satu kartu keluarga, dua wilayah", "one family card, two regions"),
        "listed": ("keberatan atas daftar", "objection to a list"),
        "contradicted": ("catatan sipil berkata lain", "a registry says otherwise"),
        "correction": ("data diri keliru", "own data are wrong"),
        "appeal": ("keberatan atas alasan lain", "objection to another reason"),
    },
    "decision": {"granted": ("dikabulkan", "granted"), "refused": ("ditolak", "refused")},
    "how": {
        "email": ("e-mail", "e-mail"),
        "phone": ("nomor HP", "mobile number"),
        "passkey": ("kunci sandi", "passkey"),
        "authenticator_app": ("aplikasi kode", "authenticator app"),
        "recovery_codes": ("kode cadangan", "recovery codes"),
    },
    "language": {"id": ("Indonesia", "Indonesian"), "en": ("Inggris", "English")},
    "role": {
        "applicant": ("pendaftar", "applicant"),
        "institution": ("staf lembaga pelatihan", "institution staff"),
        "officer": ("petugas", "officer"),
        "approver": ("penyetuju", "approver"),
        "field": ("tim lapangan", "field team"),
        "analyst": ("analis", "analyst"),
        "auditor": ("auditor", "auditor"),
        "administrator": ("administrator", "administrator"),
    },
    "level": {
        "declared": ("menurut kata sendiri", "by their own word"),
        "documented": ("kartunya dilihat petugas", "cards seen by an officer"),
        "verified": ("dibenarkan catatan sipil", "confirmed by the civil registry"),
    },
    "purpose": {
        "taking_part": ("data dipakai untuk ikut program", "use of the data for taking part"),
        "surveys": ("ditanya lagi kelak", "being asked again later"),
        "news": ("menerima kabar", "being sent news"),
    },
    "what": {
        "umumkan gelombang": ("umumkan gelombang", "announce the wave"),
        "umumkan hasil": ("umumkan hasil", "publish the result"),
        "batalkan undian": ("batalkan undian", "declare the draw void"),
        "undi ulang": ("undi ulang", "draw again"),
        "nama": ("nama", "name"),
        "NIK": ("NIK", "identity number"),
        "tanggal lahir": ("tanggal lahir", "birth date"),
        "Kartu Keluarga": ("Kartu Keluarga", "family card"),
        "nik": ("NIK", "an identity number"),
        "address": ("alamat e-mail atau nomor HP", "an e-mail or mobile number"),
        "application": ("nomor pendaftaran", "an application number"),
        "receipt": ("kode tanda terima", "a receipt code"),
        "sessions": ("sesi yang berakhir", "sessions that are over"),
        "messages": ("isi pesan", "words of messages"),
        "drafts": ("pendaftaran yang tidak dikirim", "applications never sent"),
        "lists": ("daftar gelombang lama", "lists of old waves"),
        "unfinished": ("data diri yang tidak selesai", "registrations never finished"),
    },
    "topic": {
        "draw": ("undian", "the draw"),
        "registration": ("pendaftaran", "registering"),
        "money": ("uang", "money"),
        "training": ("pelatihan", "training"),
        "officer": ("perlakuan petugas", "how staff behaved"),
        "fraud": ("penipuan", "fraud"),
        "other": ("hal lain", "something else"),
    },
    "way": {
        "form": ("lewat formulir", "by the form"),
        "phone": ("lewat telepon", "by phone"),
        "desk": ("di loket", "at a desk"),
        "spoken": ("dijawab ya", "said yes"),
        "signed": ("ditandatangani", "signed"),
        "thumbprint": ("dengan cap jempol", "by thumbprint"),
    },
    "outcome": {
        "upheld": ("pengadu benar", "the person is right"),
        "partly": ("pengadu benar sebagian", "the person is partly right"),
        "not_upheld": ("kami berpendapat lain", "we see it differently"),
        "closed": ("ditutup tanpa putusan", "closed without a decision"),
    },
    "step": {
        "field": ("bidang", "field"),
        "questions": ("soal", "questions"),
        "baseline": ("keadaan sekarang", "how things are now"),
    },
    "status": STATUSES,
}
"""Name of a fact → value → Indonesian and English. Facts that are not named here are told as they are."""

THINGS: Mapping[str, tuple[str, str]] = {
    "account": ("akun", "account"),
    "application": ("pendaftaran", "application"),
    "assistance": ("pendampingan", "sitting"),
    "card": ("kartu keluarga", "family card"),
    "case": ("kasus", "case"),
    "exclusion_list": ("daftar", "list"),
    "grievance": ("pengaduan", "complaint"),
    "message": ("pesan", "message"),
    "person": ("orang", "person"),
    "wave": ("gelombang", "wave"),
}
"""Kinds of rows that events name by kind and key."""
KEY = re.compile(r"([a-z_]+):([0-9]{1,18})", re.ASCII)

ACTORS: Mapping[str, tuple[str, str]] = {
    "tick": ("Sistem", "The system"),
    "anyone": ("Seseorang", "Somebody"),
    "command line": ("Operator (baris perintah)", "The operator (command line)"),
    "command": ("Operator (baris perintah)", "The operator (command line)"),
    "civil registry": ("Catatan sipil", "The civil registry"),
    "structure of the number": ("Susunan nomornya", "The structure of the number"),
    "demonstration": ("Peragaan", "The demonstration"),
}
"""Who acts without an account."""


def worded(name: str, value: object, which: int) -> object:
    """A fact in words, also several with commas; `which` is 0 for Indonesian, 1 for English."""
    if not isinstance(value, str):
        return value
    known = VALUES.get(name, {})
    parts = value.split(", ")
    return (
        ", ".join(known[one][which] for one in parts) if known.keys() >= set(parts) else named(value, which)
    )


def named(key: str, which: int) -> str:
    """A row's key in words (person:12 → person 12), or whoever acts without an account; any other text as it is."""
    found = KEY.fullmatch(key)
    if found is not None and found[1] in THINGS:
        return f"{THINGS[found[1]][which]} {found[2]}"
    return ACTORS[key][which] if key in ACTORS else key
