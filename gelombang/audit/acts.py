"""Every act that leaves an event, and how it is told in Indonesian and English.

An act is `stage:thing:participle`. Its sentence names the facts of the event; {by} and {subject} are always there. How
a fact is said in words stands in `value_words`, how the owner of what it is about is told in `own_words`.
"""

from collections.abc import Mapping
from enum import StrEnum


class Act(StrEnum):
    """What can be done so that it matters afterwards who did it."""

    REGIONS_LOADED = "regions:table:loaded"
    CASE_OPENED = "cases:case:opened"
    CASE_DECIDED = "cases:case:decided"
    ACCOUNT_OPENED = "people:account:opened"
    ACCOUNT_CLOSED = "people:account:closed"
    ADDRESS_CHANGED = "people:address:changed"
    SIGNED_OUT_EVERYWHERE = "people:sessions:ended"
    SIGNED_OUT_ELSEWHERE = "people:sessions:others_ended"
    LANGUAGE_CHANGED = "people:language:changed"
    KEY_ADDED = "people:key:added"
    KEY_REMOVED = "people:key:removed"
    KEY_REMOVAL_ASKED = "people:second_step:asked"
    KEY_REMOVAL_APPROVED = "people:second_step:removed"
    KEY_REMOVAL_REFUSED = "people:second_step:refused"
    ACCOUNT_FOUND = "people:account:found"
    ROLE_GIVEN = "people:role:given"
    ROLE_ENDED = "people:role:ended"
    PERSON_STATED = "people:person:stated"
    PERSON_CORRECTED = "people:person:corrected"
    IDENTITY_CORRECTED = "people:identity:corrected"
    PERSON_COMPLETED = "people:person:completed"
    LEVEL_RAISED = "people:level:raised"
    PERSON_EXPORTED = "people:person:exported"
    PERSON_ERASED = "people:person:erased"
    CONSENT_GIVEN = "people:consent:given"
    CONSENT_WITHDRAWN = "people:consent:withdrawn"
    ASSISTANCE_BEGUN = "people:assistance:begun"
    PERSON_ASSISTED = "people:person:assisted"
    NUMBER_TAKEN = "people:number:taken"
    CONTACT_STATED = "people:contact:stated"
    SLIP_ISSUED = "people:slip:issued"
    SLIP_REPLACED = "people:slip:replaced"
    SLIP_SPENT = "people:slip:spent"
    PERSON_CLAIMED = "people:person:claimed"
    WAVE_PREPARED = "waves:wave:prepared"
    WAVE_ANNOUNCED = "waves:wave:announced"
    WAVE_CLOSED = "waves:wave:closed"
    WAVE_COMMITTED = "waves:entries:committed"
    WAVE_DRAWN = "draws:draw:run"
    WAVE_PUBLISHED = "draws:result:published"
    SEAT_TAKEN = "draws:seat:taken"
    SEAT_GIVEN_BACK = "draws:seat:given_back"
    SEATS_LAPSED = "draws:seats:lapsed"
    SEATS_FILLED = "draws:seats:filled"
    SEATS_RETURNED = "draws:seats:returned"
    WAVE_CHANGED = "waves:wave:changed"
    WAVE_VOIDED = "draws:draw:voided"
    WAVE_REOPENED = "waves:wave:reopened"
    PROPOSAL_MADE = "waves:proposal:made"
    PROPOSAL_APPROVED = "waves:proposal:approved"
    PROPOSAL_REFUSED = "waves:proposal:refused"
    SIGNATURE_KEPT = "waves:signature:kept"
    REHEARSAL_SHORTENED = "waves:rehearsal:shortened"
    PERSON_FOUND = "people:person:found"
    PERSON_MISSED = "people:person:missed"
    NUMBER_SEEN = "people:number:seen"
    NUMBER_GIVEN = "people:number:given"
    CARD_REGION_CHANGED = "people:card:corrected"
    MESSAGE_RETRIED = "messages:message:retried"
    TRAIL_EXPORTED = "audit:trail:exported"
    APPLICATION_SUBMITTED = "waves:application:submitted"
    APPLICATION_WITHDRAWN = "waves:application:withdrawn"
    STEP_ASSISTED = "waves:step:assisted"
    APPLICATION_ASSISTED = "waves:application:assisted"
    OBJECTION_ASSISTED = "waves:objection:assisted"
    GRIEVANCE_TAKEN = "grievances:grievance:taken"
    GRIEVANCE_ANSWERED = "grievances:grievance:answered"
    GRIEVANCE_ESCALATED = "grievances:grievance:escalated"
    GRIEVANCE_HELD = "grievances:grievance:held"
    GRIEVANCE_TAKEN_OVER = "grievances:grievance:taken_over"
    GRIEVANCE_RELEASED = "grievances:grievance:released"
    GRIEVANCE_PASSED_UP = "grievances:grievance:passed_up"
    GRIEVANCES_EXPORTED = "grievances:list:exported"
    SHEET_EXPORTED = "audit:sheet:exported"
    LIST_STAGED = "waves:list:staged"
    LIST_LOADED = "waves:list:loaded"
    LIST_PUT_AWAY = "waves:list:put_away"
    LIST_WITHDRAWN = "waves:list:withdrawn"
    LISTED_CLEARED = "waves:listed:cleared"
    AWARD_CLEARED = "waves:award:cleared"
    DATA_FORGOTTEN = "flow:data:forgotten"


SENTENCES: Mapping[Act, tuple[str, str]] = {
    Act.REGIONS_LOADED: (
        "{by} memuat {n_regions} wilayah dan {n_designations} penetapan.",
        "{by} loaded {n_regions:region|regions} and {n_designations:designation|designations}.",
    ),
    Act.CASE_OPENED: (
        "{by} membuka {subject} ({kind}) tentang {about}.",
        "{by} opened {subject} ({kind}) about {about}.",
    ),
    Act.CASE_DECIDED: (
        "{by} memutus {subject} ({kind}) tentang {about}: {decision}.",
        "{by} decided {subject} ({kind}) about {about}: {decision}.",
    ),
    Act.ACCOUNT_OPENED: ("{subject} dibuka lewat {how}.", "{subject} was opened by {how}."),
    Act.ACCOUNT_CLOSED: (
        "{by} menutup akunnya; alamatnya dihapus.",
        "{by} closed the account; its addresses are erased.",
    ),
    Act.ADDRESS_CHANGED: ("{by} mengganti alamat {how}.", "{by} changed an address: {how}."),
    Act.SIGNED_OUT_EVERYWHERE: ("{by} keluar dari semua perangkat.", "{by} signed out everywhere."),
    Act.SIGNED_OUT_ELSEWHERE: (
        "{by} keluar dari perangkat lain.",
        "{by} signed out of the other devices.",
    ),
    Act.LANGUAGE_CHANGED: (
        "{by} memilih bahasa pesan: {language}.",
        "{by} chose the language of messages: {language}.",
    ),
    Act.KEY_ADDED: ("{by} menambah cara masuk: {how}.", "{by} added a way to sign in: {how}."),
    Act.KEY_REMOVED: ("{by} menghapus cara masuk: {how}.", "{by} removed a way to sign in: {how}."),
    Act.KEY_REMOVAL_ASKED: (
        "{by} meminta langkah kedua {subject} dihapus. Alasan: {reason}",
        "{by} asked to remove the second step of {subject}. Reason: {reason}",
    ),
    Act.KEY_REMOVAL_APPROVED: (
        "{by} menyetujui permintaan {asked_by}: langkah kedua {subject} dihapus, semua sesi berakhir.",
        "{by} approved what {asked_by} asked: the second step of {subject} is removed, all sessions ended.",
    ),
    Act.KEY_REMOVAL_REFUSED: (
        "{by} menolak permintaan {asked_by} atas langkah kedua {subject}. Alasan: {reason}",
        "{by} refused what {asked_by} asked about the second step of {subject}. Reason: {reason}",
    ),
    Act.ACCOUNT_FOUND: (
        "{by} mencari {subject} untuk melihat perannya.",
        "{by} looked up {subject} to see its roles.",
    ),
    Act.ROLE_GIVEN: ("{by} memberi {subject} peran {role}.", "{by} gave {subject} the role {role}."),
    Act.ROLE_ENDED: (
        "{by} mengakhiri peran {role} dari {subject}.",
        "{by} ended the role {role} of {subject}.",
    ),
    Act.PERSON_STATED: ("{by} mengisi data diri {subject}.", "{by} stated who {subject} is."),
    Act.PERSON_CORRECTED: ("{by} memperbarui data {subject}.", "{by} updated the data of {subject}."),
    Act.IDENTITY_CORRECTED: (
        "{by} membetulkan data {subject}: {what}. Kepastian data dirinya kembali ke pernyataan sendiri.",
        "{by} corrected the data of {subject}: {what}. How sure we are of them is again by their own word.",
    ),
    Act.PERSON_COMPLETED: (
        "{by} melengkapi pendaftaran {subject}.",
        "{by} completed the registration of {subject}.",
    ),
    Act.DATA_FORGOTTEN: (
        "{by} melupakan {what} yang lebih lama dari {days} hari: {n}.",
        "{by} forgot {what} older than {days:day|days}: {n}.",
    ),
    Act.LEVEL_RAISED: (
        "{by} menaikkan tingkat identitas {subject}: {level}.",
        "{by} raised the level of identity of {subject}: {level}.",
    ),
    Act.PERSON_EXPORTED: ("{by} mengunduh data {subject}.", "{by} took the data of {subject} along."),
    Act.PERSON_ERASED: ("{by} menghapus data {subject}.", "{by} erased the data of {subject}."),
    Act.CONSENT_GIVEN: ("{by}: {subject} menyetujui {purpose}.", "{by}: {subject} consented to {purpose}."),
    Act.WAVE_PREPARED: (
        "{by} menyiapkan {name}: {n_seats} kursi.",
        "{by} prepared {name}: {n_seats:seat|seats}.",
    ),
    Act.WAVE_ANNOUNCED: (
        "{by} mengumumkan {name}, yang disiapkan {prepared_by}.",
        "{by} announced {name}, which {prepared_by} prepared.",
    ),
    Act.WAVE_CLOSED: (
        "{name} ditutup: {n_submitted} pendaftaran.",
        "{name} closed: {n_submitted:application|applications}.",
    ),
    Act.WAVE_COMMITTED: (
        "Daftar {name} dikunci: {n_entries} entri, manifes {manifest_sha256}.",
        "The list of {name} was committed: {n_entries:entry|entries}, manifest {manifest_sha256}.",
    ),
    Act.WAVE_DRAWN: ("{name} diundi: {n_selected} terpilih.", "{name} was drawn: {n_selected} selected."),
    Act.WAVE_PUBLISHED: ("{by} mengumumkan hasil {name}.", "{by} published the result of {name}."),
    Act.SEAT_TAKEN: ("{by} mengambil kursi di {wave}.", "{by} took the seat in {wave}."),
    Act.SEAT_GIVEN_BACK: ("{by} mengembalikan kursi di {wave}.", "{by} gave the seat in {wave} back."),
    Act.SEATS_LAPSED: (
        "{n} kursi {name} tidak diambil sampai batas waktu.",
        "{n:seat|seats} of {name} not taken in time.",
    ),
    Act.SEATS_FILLED: (
        "{n} orang berikutnya mendapat kursi {name} yang kosong (penggantian {group}).",
        "{n:person|people} next in order got vacant seats of {name} (replacement {group}).",
    ),
    Act.SEATS_RETURNED: (
        "Semua kursi {name} sudah jelas; {n} kursi kembali untuk gelombang berikutnya.",
        "All seats of {name} are settled; {n:goes|go} back to a later wave.",
    ),
    Act.WAVE_CHANGED: (
        "{by} mengubah {name}: {n_seats} kursi.",
        "{by} changed {name}: {n_seats:seat|seats}.",
    ),
    Act.WAVE_VOIDED: (
        "{by} membatalkan undian {name}. Alasan: {reason}",
        "{by} declared the draw of {name} void. Reason: {reason}",
    ),
    Act.WAVE_REOPENED: (
        "{by} membuka {name} untuk diundi ulang (undian {attempt}, putaran {round}). Yang batal: {reason}",
        "{by} reopened {name} to be drawn again (draw {attempt}, round {round}). The void one: {reason}",
    ),
    Act.PROPOSAL_MADE: (
        "{by} mengusulkan untuk {name}: {what}.",
        "{by} proposed for {name}: {what}.",
    ),
    Act.PROPOSAL_APPROVED: (
        "{by} menyetujui untuk {name}: {what}, usul dari {proposed_by}.",
        "{by} approved for {name}: {what}, as {proposed_by} proposed.",
    ),
    Act.PROPOSAL_REFUSED: (
        "{by} menolak untuk {name}: {what}, usul dari {proposed_by}. Alasan: {reason}",
        "{by} refused for {name}: {what}, as {proposed_by} proposed. Reason: {reason}",
    ),
    Act.SIGNATURE_KEPT: (
        "{by} memasukkan tanda tangan suar putaran {round} untuk {name}; dua pustaka menyatakannya asli.",
        "{by} entered the beacon's signature of round {round} for {name}; two libraries found it genuine.",
    ),
    Act.PERSON_FOUND: ("Petugas ({by}) mencari {subject}.", "Staff ({by}) looked up {subject}."),
    Act.PERSON_MISSED: (
        "Petugas ({by}) mencari seseorang dengan {what} dan tidak menemukan siapa pun.",
        "Staff ({by}) looked for somebody by {what} and found nobody.",
    ),
    Act.NUMBER_SEEN: (
        "Petugas ({by}) melihat nomor lengkap {subject}. Alasan: {reason}",
        "Staff ({by}) saw the full numbers of {subject}. Reason: {reason}",
    ),
    Act.NUMBER_GIVEN: (
        "{by} memindahkan {subject} dari {before} ke {account}.",
        "{by} moved {subject} from {before} to {account}.",
    ),
    Act.CARD_REGION_CHANGED: (
        "{by} mengganti wilayah {subject}: {before} menjadi {after}.",
        "{by} changed the region of {subject}: {before} to {after}.",
    ),
    Act.MESSAGE_RETRIED: ("{by} mengirim ulang {subject}.", "{by} sent {subject} again."),
    Act.TRAIL_EXPORTED: ("{by} mengunduh jejak audit.", "{by} downloaded the audit trail."),
    Act.REHEARSAL_SHORTENED: (
        "{by} menutup latihan {name} sekarang.",
        "{by} closed the rehearsal {name} at once.",
    ),
    Act.GRIEVANCE_TAKEN: (
        "{by} memasukkan pengaduan ({topic}, {way}): {subject}.",
        "{by} handed a complaint in ({topic}, {way}): {subject}.",
    ),
    Act.GRIEVANCE_ANSWERED: ("{by} menjawab {subject}: {outcome}.", "{by} answered {subject}: {outcome}."),
    Act.GRIEVANCE_ESCALATED: (
        "{subject} tidak dijawab tepat waktu dan naik ke atasan.",
        "{subject} was not answered in time and went up.",
    ),
    Act.GRIEVANCE_HELD: ("{by} menangani {subject}.", "{by} works on {subject}."),
    Act.GRIEVANCE_TAKEN_OVER: (
        "{by} mengambil alih {subject} dari {before}.",
        "{by} took {subject} over from {before}.",
    ),
    Act.GRIEVANCE_RELEASED: ("{by} melepas {subject} lagi.", "{by} gave {subject} back."),
    Act.GRIEVANCE_PASSED_UP: ("{by} menaikkan {subject} ke atasan.", "{by} passed {subject} up."),
    Act.GRIEVANCES_EXPORTED: ("{by} mengunduh {n} pengaduan.", "{by} downloaded {n:complaint|complaints}."),
    Act.SHEET_EXPORTED: ("{by} mengunduh {file}: {n} baris.", "{by} downloaded {file}: {n:row|rows}."),
    Act.LIST_STAGED: (
        "{by} memuat daftar {source} ({status}) untuk dilihat dulu: {n_lines} nomor, SHA-256 {file_sha256}.",
        "{by} loaded the list of {source} ({status}) to look at it: {n_lines:number|numbers}, SHA-256 {file_sha256}.",
    ),
    Act.LIST_LOADED: (
        "{by} memberlakukan daftar {source} ({status}): {n_lines} nomor, SHA-256 {file_sha256}.",
        "{by} put the list of {source} ({status}) in force: {n_lines:number|numbers}, SHA-256 {file_sha256}.",
    ),
    Act.LIST_PUT_AWAY: (
        "{by} menyingkirkan daftar {n_lines} nomor yang belum berlaku.",
        "{by} put a list of {n_lines:number|numbers} away that did not count yet.",
    ),
    Act.LIST_WITHDRAWN: (
        "{by} menarik daftar {source}. Alasan: {reason}",
        "{by} withdrew the list of {source}. Reason: {reason}",
    ),
    Act.LISTED_CLEARED: (
        "{by} mengabulkan keberatan dan mencoret {n} baris dari daftar {subject}.",
        "{by} granted an objection and cleared {n:line|lines} of the lists of {subject}.",
    ),
    Act.AWARD_CLEARED: (
        "{by} mengabulkan keberatan {subject}: {n} hasil lama tidak lagi dihitung.",
        "{by} granted an objection of {subject}: {n:earlier award no longer counts|earlier awards no longer count}.",
    ),
    Act.ASSISTANCE_BEGUN: (
        "Petugas ({by}) mulai mendampingi seseorang di loket ({subject}).",
        "Staff ({by}) began to help somebody at a desk ({subject}).",
    ),
    Act.PERSON_ASSISTED: (
        "Petugas ({by}) mendampingi {subject} di loket, setelah persetujuan versi {text_version} dibacakan.",
        "Staff ({by}) helped {subject} at a desk, after the consent, version {text_version}, was read out.",
    ),
    Act.NUMBER_TAKEN: (
        "Petugas ({by}) mengetik nomor milik {subject} di loket; pendaftaran tidak dilanjutkan.",
        "Staff ({by}) typed the number of {subject} at a desk; nothing was registered with it.",
    ),
    Act.CONTACT_STATED: (
        "Petugas ({by}) mencatat alamat kabar untuk {subject}.",
        "Staff ({by}) noted where {subject} can be told things.",
    ),
    Act.SLIP_ISSUED: (
        "Petugas ({by}) memberi {subject} slip untuk mengambil alih akunnya.",
        "Staff ({by}) gave {subject} the slip for taking the account over.",
    ),
    Act.SLIP_REPLACED: (
        "Petugas ({by}) memberi {subject} slip baru; yang lama tidak berlaku. Alasan: {reason}",
        "Staff ({by}) gave {subject} a new slip; the old one is over. Reason: {reason}",
    ),
    Act.SLIP_SPENT: (
        "Slip {subject} ditutup karena tanggal lahir yang salah dicoba {n} kali.",
        "The slip of {subject} was closed: a wrong birth date was tried {n:time|times}.",
    ),
    Act.PERSON_CLAIMED: (
        "{subject} diambil alih oleh pemiliknya dengan slip, ke {by}.",
        "{subject} was taken over by its owner with the slip, into {by}.",
    ),
    Act.STEP_ASSISTED: (
        "Petugas ({by}) menuliskan jawaban {subject} untuk {wave}: {step}.",
        "Staff ({by}) wrote down the answers of {subject} for {wave}: {step}.",
    ),
    Act.APPLICATION_ASSISTED: (
        "Petugas ({by}) mengirim pendaftaran {subject} ke {wave} ({application}) di loket.",
        "Staff ({by}) sent the application of {subject} to {wave} ({application}) at a desk.",
    ),
    Act.OBJECTION_ASSISTED: (
        "Petugas ({by}) mencatat keberatan {subject} di {wave} ({case}) di loket.",
        "Staff ({by}) took down the objection of {subject} in {wave} ({case}) at a desk.",
    ),
    Act.APPLICATION_SUBMITTED: ("{by} mendaftar ke {wave}.", "{by} applied to {wave}."),
    Act.APPLICATION_WITHDRAWN: (
        "{by} menarik pendaftarannya ke {wave}.",
        "{by} withdrew the application to {wave}.",
    ),
    Act.CONSENT_WITHDRAWN: (
        "{by}: {subject} menarik persetujuan {purpose}.",
        "{by}: {subject} withdrew the consent to {purpose}.",
    ),
}


class Counted(int):
    """A number that knows its noun.

    >>> f"{Counted(1):seat|seats}, {Counted(2):seat|seats}"
    '1 seat, 2 seats'
    """

    def __format__(self, spec: str) -> str:
        one, is_noun, many = spec.partition("|")
        return f"{int(self)} {one if self == 1 else many}" if is_noun else super().__format__(spec)
