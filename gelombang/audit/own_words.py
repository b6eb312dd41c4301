"""How an event is told to the person or the account that it is about: "your data", never "the data of you".

{by} is whoever did it, as the reader knows them: "You", "The system", "Staff (account 5)". It stands where a sentence
begins, and verbs are in the past, so that one sentence fits them all.
"""

from collections.abc import Mapping

from .acts import Act

OWN: Mapping[Act, tuple[str, str]] = {
    Act.ACCOUNT_OPENED: ("Akun Anda dibuka lewat {how}.", "Your account was opened by {how}."),
    Act.ACCOUNT_CLOSED: (
        "{by} menutup akun Anda; alamatnya dihapus.",
        "{by} closed your account; its addresses are erased.",
    ),
    Act.IDENTITY_CORRECTED: (
        "{by} membetulkan data Anda: {what}. Kepastian data diri Anda kembali ke pernyataan Anda sendiri.",
        "{by} corrected your data: {what}. Your identity is by your own word again.",
    ),
    Act.ADDRESS_CHANGED: ("{by} mengganti {how} Anda.", "{by} changed your {how}."),
    Act.KEY_REMOVAL_ASKED: (
        "{by} meminta langkah kedua Anda dihapus. Alasan: {reason}",
        "{by} asked to remove your second step. Reason: {reason}",
    ),
    Act.KEY_REMOVAL_APPROVED: (
        "{by} menyetujui permintaan {asked_by}: langkah kedua Anda dihapus, semua sesi berakhir.",
        "{by} approved what {asked_by} asked: your second step is removed, all sessions ended.",
    ),
    Act.KEY_REMOVAL_REFUSED: (
        "{by} menolak permintaan {asked_by} atas langkah kedua Anda. Alasan: {reason}",
        "{by} refused what {asked_by} asked about your second step. Reason: {reason}",
    ),
    Act.ACCOUNT_FOUND: (
        "{by} mencari akun Anda untuk melihat perannya.",
        "{by} looked up your account to see its roles.",
    ),
    Act.ROLE_GIVEN: ("{by} memberi Anda peran {role}.", "{by} gave you the role {role}."),
    Act.ROLE_ENDED: ("{by} mengakhiri peran Anda sebagai {role}.", "{by} ended your role as {role}."),
    Act.PERSON_STATED: ("{by} mengisi data diri Anda.", "{by} stated who you are."),
    Act.PERSON_CORRECTED: ("{by} memperbarui data Anda.", "{by} updated your data."),
    Act.PERSON_COMPLETED: ("{by} melengkapi pendaftaran Anda.", "{by} completed your registration."),
    Act.LEVEL_RAISED: (
        "{by} menaikkan tingkat identitas Anda: {level}.",
        "{by} raised the level of your identity: {level}.",
    ),
    Act.PERSON_EXPORTED: ("{by} mengunduh data Anda.", "{by} took your data along."),
    Act.PERSON_ERASED: ("{by} menghapus data Anda.", "{by} erased your data."),
    Act.CONSENT_GIVEN: (
        "{by} mencatat persetujuan Anda: {purpose}.",
        "{by} recorded your consent: {purpose}.",
    ),
    Act.CONSENT_WITHDRAWN: (
        "{by} mencatat bahwa Anda menarik persetujuan: {purpose}.",
        "{by} recorded that you withdrew your consent: {purpose}.",
    ),
    Act.PERSON_FOUND: ("{by} mencari Anda.", "{by} looked you up."),
    Act.NUMBER_SEEN: (
        "{by} melihat nomor lengkap Anda. Alasan: {reason}",
        "{by} saw your full numbers. Reason: {reason}",
    ),
    Act.NUMBER_GIVEN: (
        "{by} memindahkan data Anda dari {before} ke {account}.",
        "{by} moved your data from {before} to {account}.",
    ),
    Act.AWARD_CLEARED: (
        "{by} mengabulkan keberatan Anda. Hasil lama yang tidak lagi dihitung: {n}.",
        "{by} granted your objection. Earlier awards that no longer count: {n}.",
    ),
    Act.PERSON_ASSISTED: (
        "{by} mendampingi Anda di loket, setelah persetujuan versi {text_version} dibacakan.",
        "{by} helped you at a desk, after the consent, version {text_version}, was read out.",
    ),
    Act.NUMBER_TAKEN: (
        "{by} mengetik nomor Anda di loket; pendaftaran tidak dilanjutkan.",
        "{by} typed your number at a desk; nothing was registered with it.",
    ),
    Act.CONTACT_STATED: (
        "{by} mencatat ke mana Anda bisa dikabari.",
        "{by} noted where you can be told things.",
    ),
    Act.SLIP_ISSUED: (
        "{by} memberi Anda slip untuk mengambil alih akun Anda.",
        "{by} gave you the slip for taking your account over.",
    ),
    Act.SLIP_REPLACED: (
        "{by} memberi Anda slip baru; yang lama tidak berlaku. Alasan: {reason}",
        "{by} gave you a new slip; the old one is over. Reason: {reason}",
    ),
    Act.SLIP_SPENT: (
        "Slip Anda ditutup: tanggal lahir yang salah dicoba {n} kali.",
        "Your slip was closed: a wrong birth date was tried {n:time|times}.",
    ),
    Act.PERSON_CLAIMED: (
        "Anda mengambil alih akun Anda dengan slip.",
        "You took your account over with the slip.",
    ),
    Act.STEP_ASSISTED: (
        "{by} menuliskan jawaban Anda untuk {wave}: {step}.",
        "{by} wrote down your answers for {wave}: {step}.",
    ),
    Act.APPLICATION_ASSISTED: (
        "{by} mengirim pendaftaran Anda ke {wave} ({application}) di loket.",
        "{by} sent your application to {wave} ({application}) at a desk.",
    ),
    Act.OBJECTION_ASSISTED: (
        "{by} mencatat keberatan Anda di {wave} ({case}) di loket.",
        "{by} took down your objection in {wave} ({case}) at a desk.",
    ),
    Act.SEAT_TAKEN: ("{by} mengambil kursi Anda di {wave}.", "{by} took your seat in {wave}."),
    Act.SEAT_GIVEN_BACK: (
        "{by} mengembalikan kursi Anda di {wave}.",
        "{by} gave your seat in {wave} back.",
    ),
}
"""Sentences of acts about people and accounts; where there is none, that of everybody fits the owner as well."""

BY_SELF: Mapping[Act, tuple[str, str]] = {
    Act.CONSENT_GIVEN: ("Anda menyetujui: {purpose}.", "You consented to: {purpose}."),
    Act.CONSENT_WITHDRAWN: (
        "Anda menarik persetujuan: {purpose}.",
        "You withdrew your consent to: {purpose}.",
    ),
}
"""The same, where the owner did it."""
