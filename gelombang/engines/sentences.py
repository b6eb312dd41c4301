"""The words for what can be wrong: one sentence for one class, in Indonesian and English.

Each says what happened and what to do next. `{names}` are the facts of the error.
"""

from gelombang.core.lottery import errors as core
from gelombang.core.lottery.errors import LotteryError

from . import command_errors, errors, folder_words, table_words
from .languages import Language, Pair, shown
from .policy_file_words import problem_words

SENTENCES: dict[type[LotteryError], Pair] = {
    core.NotCanonical: (
        "Berkas {what} rusak atau pernah diubah: isinya bukan bentuk baku. Unduh lagi dari situs penyelenggara.",
        "The file {what} is damaged or was edited: it is not in canonical form. Download it again from the operator's site.",
    ),
    core.ValueNotAllowed: (
        "Nilai jenis {what} tidak boleh ada di sini. Pakai bilangan bulat dan teks biasa.",
        "A value of kind {what} is not allowed here. Use whole numbers and plain text.",
    ),
    core.LineMalformed: (
        "Baris {line} pada daftar bukan baris undian/1 yang benar. Daftar ini rusak atau pernah diubah.",
        "Line {line} of the list is not a valid undian/1 line. The list is damaged or was edited.",
    ),
    core.ListNotSorted: (
        "Baris {line} pada daftar tidak berada di urutannya. Daftar ini rusak atau pernah diubah.",
        "Line {line} of the list is out of order. The list is damaged or was edited.",
    ),
    core.HouseholdAcrossStrata: (
        "Keluarga pada nomor {ticket} dan {other} tercatat di dua wilayah. Satu keluarga harus di satu wilayah.",
        "The household of tickets {ticket} and {other} is listed in two strata. A household must lie in one.",
    ),
    core.PolicyInvalid: (
        "Aturan undian tidak sah pada {where}: {problem}.",
        "The policy is not valid at {where}: {problem}.",
    ),
    core.ManifestInvalid: (
        "Manifes tidak sah pada bagian {member}. Kalau Anda menyuntingnya, kembalikan berkas aslinya.",
        "The manifest is not valid at {member}. If you edited it, put the original file back.",
    ),
    core.SignatureMalformed: (
        "Tanda tangan suar harus 96 digit heksadesimal huruf kecil; yang ini {length} huruf. Salin lagi seluruhnya.",
        "A beacon signature is 96 lower-case hex digits; this one has {length} characters. Copy the whole of it again.",
    ),
    core.CeremonyMismatch: (
        "Teks upacara tidak cocok dengan manifes: teks harus ada kalau manifes mengumumkan upacara, dan tidak boleh ada kalau tidak.",
        "The ceremony text does not agree with the manifest: there must be one where the manifest announced a ceremony, and none elsewhere.",
    ),
    core.TicketOutOfRange: (
        "Nomor {ticket} tidak ada di daftar ini, yang berisi {n} entri.",
        "Ticket {ticket} is not on this list, which holds {n} entries.",
    ),
    core.CodeMalformed: (
        "Kode {code} tidak mungkin benar; mungkin ada huruf yang salah ketik. Kode berisi 16 huruf dan angka.",
        "The code {code} cannot be right; perhaps a letter was mistyped. A code has 16 letters and digits.",
    ),
    core.StatementInvalid: (
        "{file} tidak lengkap: bagian {member} hilang atau salah.",
        "{file} is not complete: its member {member} is missing or wrong.",
    ),
    core.ProofMalformed: (
        "{file} tidak lengkap atau rusak pada bagian {member}. Unduh lagi bukti Anda.",
        "{file} is incomplete or damaged at {member}. Download your proof again.",
    ),
    core.NotAWinner: (
        "Nomor {ticket} tidak memegang tempat (tidak terpilih, atau sudah melepasnya). Periksa nomornya.",
        "Ticket {ticket} holds no place (not selected, or given up before). Check the number.",
    ),
    errors.PackageMissing: (
        "Paket {package} belum terpasang. Pasang tambahan «{extra}», di folder Gelombang: .venv/bin/python -m pip install -e '.[{extra}]'",
        "The package {package} is not installed. Install the extra «{extra}», in Gelombang's folder: .venv/bin/python -m pip install -e '.[{extra}]'",
    ),
    errors.JavaMissing: (
        "Mesin spark memerlukan Java 17 atau lebih baru, di PATH atau di JAVA_HOME. Di Debian: apt-get install default-jre-headless",
        "The engine spark needs Java 17 or newer, on the PATH or in JAVA_HOME. On Debian: apt-get install default-jre-headless",
    ),
    errors.ClusterFailed: (
        "Spark gagal: {problem} Periksa GELOMBANG_SPARK_MASTER dan klasternya, lalu ulangi; belum ada yang ditulis.",
        "Spark failed: {problem} Check GELOMBANG_SPARK_MASTER and the cluster, and try again; nothing was written.",
    ),
    errors.EngineUnknown: (
        "Tidak ada mesin undian bernama {engine}. Pilih: {known}.",
        "There is no engine called {engine}. Choose one of: {known}.",
    ),
    errors.FileMissing: (
        "{path} tidak ada, tidak dapat dibuka, atau bukan berkas. Periksa ejaannya dan folder tempat Anda berada.",
        "{path} is not there, cannot be opened, or is not a file. Check its spelling and the folder you are in.",
    ),
    errors.FileUnreadable: (
        "Berkas {path} tidak dapat dibaca ({problem}): terpotong, rusak, atau bukan jenis berkas ini. Ekspor atau unduh lagi.",
        "The file {path} cannot be read ({problem}): it is cut off, damaged, or of another kind. Export or download it again.",
    ),
    errors.NotAPaper: (
        "{path} bukan undian, bundel, bukti, tanda terima, atau outcome.json, jadi tidak ada yang diperiksa. Untuk memeriksa undian, berikan "
        "seluruh folder public/ atau bundelnya (.zip).",
        "{path} is no draw, bundle, proof, receipt or outcome.json, so nothing was checked. To check a draw, give its whole folder public/ or "
        "its bundle (.zip).",
    ),
    errors.FileNotText: (
        "Baris {row} pada {path} bukan teks UTF-8. Simpan lagi sebagai «CSV UTF-8».",
        'Row {row} of {path} is not UTF-8 text. Save it again as "CSV UTF-8".',
    ),
    errors.NotADrawFolder: (
        "{path} bukan folder undian: {missing} tidak ada di dalamnya. Berikan folder yang dibuat dengan --out pada commit, atau folder public/ yang diunduh.",
        "{path} is not the folder of a draw: there is no {missing} in it. Give the folder that commit made with --out, or a public/ folder that was "
        "downloaded.",
    ),
    errors.FolderOccupied: (
        "Folder {path} sudah berisi hal lain, atau folder tempat Anda bekerja. Undian memerlukan folder baru (kunci rahasia disimpan di dalamnya); "
        "beri nama lain pada --out.",
        "The folder {path} holds other things, or is the one you work in. A draw needs a new folder (secret keys are kept in it); give --out "
        "another name.",
    ),
    errors.FolderParentMissing: (
        "{path} tidak dapat dibuat: {parent} tidak ada. Periksa ejaannya, atau buat dulu folder {parent}.",
        "{path} cannot be made: there is no {parent}. Check the spelling, or make the folder {parent} first.",
    ),
    errors.FileInTheWay: (
        "{path} adalah berkas, padahal --out memerlukan nama folder baru. Pakai nama lain.",
        "{path} is a file, but --out needs the name of a new folder. Use another name.",
    ),
    errors.AlreadyCommitted: (
        "Folder {path} sudah memuat daftar yang dikunci untuk {draw_id}. Daftar itu tidak dapat diganti; pakai folder lain.",
        "The folder {path} already holds the committed list of {draw_id}. It cannot be replaced; use another folder.",
    ),
    errors.AlreadyDrawn: (
        "Undian {draw_id} sudah dijalankan dan hasilnya tetap. Satu undian hanya punya satu hasil.",
        "The draw {draw_id} was drawn already and its result stands. One draw has one result.",
    ),
    errors.StatementStands: (
        "{file} sudah diterbitkan; yang sudah terbit tidak diganti.",
        "{file} is published already; what is published is not replaced.",
    ),
    errors.NotThroughTheGate: (
        "Hasil {draw_id} belum lolos uji kejanggalan, jadi tidak diterbitkan. Jalankan: gelombang draw bias FOLDER --publish",
        "The result of {draw_id} has not passed the bias gate, so it is not published. Run: gelombang draw bias FOLDER --publish",
    ),
    errors.NotDrawnYet: (
        "Undian {draw_id} belum dijalankan. Jalankan dulu: gelombang draw run FOLDER",
        "The draw {draw_id} has not run yet. Run it first: gelombang draw run FOLDER",
    ),
    errors.DrawVoid: (
        "Undian {draw_id} dinyatakan batal, jadi tidak ada hasil atau bukti yang dibuat lagi darinya. Alasannya: {reason}",
        "The draw {draw_id} was declared void, so no result or proof is made from it any more. The reason: {reason}",
    ),
    errors.FolderBusy: (
        "Perintah lain sedang bekerja di {path}. Tunggu sampai selesai, lalu coba lagi.",
        "Another command is at work in {path}. Wait until it is done, then try again.",
    ),
    errors.DiskFull: (
        "Ruang simpan di {path} habis. Tidak ada yang berubah; kosongkan ruang, lalu jalankan lagi.",
        "There is no space left in {path}. Nothing was changed; free some space and run this again.",
    ),
    errors.FileTooLarge: (
        "{path}: berkas yang harus ditulis di sini lebih besar daripada yang diizinkan komputer ini. Tidak ada yang berubah; naikkan batasnya (ulimit -f "
        "unlimited) atau minta pengelolanya, lalu jalankan lagi.",
        "{path}: a file to be written here is larger than this computer allows. Nothing was changed; raise the limit (ulimit -f unlimited) or ask who "
        "runs the computer, and run this again.",
    ),
    errors.KeyInvalid: (
        "Berkas kunci {path} tidak berisi kunci (64 digit heksadesimal huruf kecil). Pakai berkas yang benar, misalnya secret/operator.key dari undian Anda; untuk kunci baru, jalankan commit tanpa --operator-key.",
        "The key file {path} does not hold a key (64 lower-case hex digits). Give the right file, such as the secret/operator.key of an earlier draw of yours; for a new key run commit without --operator-key.",
    ),
    errors.KeyNotTheDraws: (
        "Kunci di {path} bukan kunci yang menandatangani daftar undian ini. Pakai kunci yang dipakai saat commit.",
        "The key in {path} is not the one that signed this draw's commitment. Use the key that commit used.",
    ),
    errors.SecretMissing: (
        "Bagian rahasia {path} tidak ada di sini. Perintah ini hanya dapat dijalankan oleh penyelenggara.",
        "The secret part {path} is not here. Only the operator can run this command.",
    ),
    errors.SecretTableUnfit: (
        "{path} tidak ada, rusak, atau bukan dari daftar ini: sesudah undian Anda tidak akan tahu siapa yang terpilih. Belum ada yang "
        "diundi; kembalikan dari cadangan. Undian sendiri hanya memerlukan yang publik: kalau berkas itu memang hilang, tambahkan --yes.",
        "{path} is missing, damaged, or not of this list: after the draw you could not tell who was selected. Nothing was drawn; "
        "put it back from your backup. The draw itself needs only what is public: if the file is really lost, add --yes.",
    ),
    errors.StrataWithoutSeats: (
        "{people} pendaftar tidak punya peluang sama sekali: wilayah mereka ({strata}) tidak mendapat kursi di tahap mana pun. Belum ada "
        "yang dikunci; perbaiki aturannya, atau tambahkan --yes kalau memang itu maksudnya.",
        "{people} of the applicants have no chance at all: their strata ({strata}) have no seat in any phase. Nothing is committed; "
        "mend the policy, or add --yes if that is what you mean.",
    ),
    errors.IdentityNotListed: (
        "Identitas itu tidak ada di daftar undian ini.",
        "That identity is not on the list of this draw.",
    ),
    errors.RoundAlreadyOut: (
        "Waktu itu sudah lewat: angka acak ronde {round} sudah terbit pada {at}, jadi siapa pun dapat menghitung lebih dulu siapa yang akan terpilih. "
        "Untuk undian sungguhan tulis waktu yang akan datang, misalnya --round-at {example}; untuk latihan tambahkan --rehearsal.",
        "That time is past: the random number of round {round} came out at {at}, so anyone could work out beforehand who will be selected. "
        "For a real draw give a time to come, such as --round-at {example}; to practise, add --rehearsal.",
    ),
    errors.RoundTooSoon: (
        "Ronde {round} keluar pada {at}, kurang dari {hours} jam lagi: masa keberatan terlalu pendek. Pilih ronde yang lebih akhir, atau "
        "nyatakan masa yang lebih pendek dengan --notice JAM (dan --yes).",
        "Round {round} comes out at {at}, in less than {hours} hours: too short for objections. Choose a later round, or state a "
        "shorter notice with --notice HOURS (and --yes).",
    ),
    errors.RoundNotOut: (
        "Ronde {round} belum keluar. Ronde itu keluar pada {at}; jalankan lagi sesudahnya, atau tambahkan --wait.",
        "Round {round} is not out yet. It comes out at {at}; run this again then, or add --wait.",
    ),
    errors.RoundUnstated: (
        "Sebutkan satu saja: --round-at WAKTU, --round N, atau --no-beacon (upacara dadu).",
        "Say exactly one: --round-at TIME, --round N, or --no-beacon (a dice ceremony).",
    ),
    errors.SignatureForged: (
        "Tanda tangan itu bukan dari suar untuk ronde {round}. Salin lagi dari sumber resmi drand; jangan pakai yang ini.",
        "That signature is not the beacon's for round {round}. Copy it again from an official drand source; do not use this one.",
    ),
    errors.SignatureMissing: (
        "Undian ini menunggu tanda tangan ronde {round}. Berikan dengan --signature HEX atau --beacon-url URL.",
        "This draw waits for the signature of round {round}. Give it with --signature HEX or --beacon-url URL.",
    ),
    errors.SignatureUnneeded: (
        "Undian ini memakai upacara, bukan suar; jalankan tanpa --signature dan --beacon-url.",
        "This draw is seeded by a ceremony, not a beacon; run it without --signature and --beacon-url.",
    ),
    errors.BeaconUnreachable: (
        "Suar di {url} tidak menjawab ({problem}). Coba lagi, atau tempel tanda tangannya dengan --signature.",
        "The beacon at {url} does not answer ({problem}). Try again, or paste the signature with --signature.",
    ),
    errors.BeaconAnswerInvalid: (
        "Jawaban dari {url} bukan jawaban suar untuk ronde ini. Periksa alamatnya.",
        "What {url} answers is not the beacon's answer for this round. Check the address.",
    ),
    errors.BeaconsDisagree: (
        "Dua pustaka berbeda pendapat tentang tanda tangan ronde {round}: salah satunya rusak. Jangan lanjutkan; perbarui keduanya.",
        "Two libraries disagree about the signature of round {round}: one of them is broken. Do not go on; update both.",
    ),
    errors.FolderAltered: (
        "{file} bukan lagi berkas yang ditandatangani: hilang, atau diubah sesudahnya. Tidak ada yang dikerjakan; kembalikan berkas aslinya.",
        "{file} is no longer the file that was signed: it is gone, or was changed afterwards. Nothing was done; put the original back.",
    ),
    errors.RoundTooFar: (
        "Ronde {round} baru keluar pada {at}, lebih dari sepuluh tahun lagi. Periksa angkanya.",
        "Round {round} comes out at {at}, more than ten years from now. Check the number.",
    ),
    errors.DrawIdInvalid: (
        "Nama undian «{value}» tidak dapat dipakai. Pakai 1 sampai 100 huruf, angka, spasi, titik, atau tanda hubung, diawali huruf atau angka.",
        'The draw id "{value}" cannot be used. Use 1 to 100 letters, digits, spaces, points or hyphens, and begin with a letter or a digit.',
    ),
    errors.ReasonMissing: (
        "Alasannya kosong atau tanpa satu huruf pun. Tulis alasan yang dapat dibaca semua orang dengan --reason.",
        "The reason is empty or has not one letter. Give one that everybody can read with --reason.",
    ),
    errors.TimeInvalid: (
        "{value} bukan waktu. Tulis seperti 2026-12-01T10:00:00+07:00.",
        "{value} is not a time. Write it like 2026-12-01T10:00:00+07:00.",
    ),
    command_errors.OffsetMissing: (
        "{value} tidak menyebut zona waktunya. Tambahkan di belakangnya +07:00 (WIB), +08:00 (WITA), atau +09:00 (WIT): {example}",
        "{value} does not say in which time zone. Add its offset, like +07:00 (Jakarta), +08:00 or +09:00: {example}",
    ),
    command_errors.ConfirmationMissing: (
        "Pembatalan {draw_id} tidak dapat ditarik kembali. Kalau memang itu maksudnya, jalankan lagi dengan --yes.",
        "Declaring {draw_id} void cannot be undone. If that is what you mean, run this again with --yes.",
    ),
    command_errors.Unconfirmed: ("Tidak ada yang dikerjakan.", "Nothing was done."),
    errors.CeremonyMissing: (
        "Undian ini mengumumkan upacara, jadi teks upacara ikut menentukan hasilnya. Tulis apa yang diucapkan dengan --ceremony TEKS.",
        "This draw announced a ceremony, so its text is part of the seed. Say what was spoken there with --ceremony TEXT.",
    ),
    errors.CeremonyHidden: (
        "Teks upacara harus berisi huruf atau angka, dan hanya yang terlihat: dalam satu baris, dengan satu spasi biasa di antara "
        "kata, tanpa karakter tak tampak. Saksi harus dapat menyalinnya huruf demi huruf. Ketik ulang teksnya; belum ada yang diundi.",
        "The text of a ceremony must hold a letter or a digit, and nothing that cannot be seen: in one line, with one plain space "
        "between words and no invisible characters. Witnesses must be able to write it down letter for letter. Type it anew; "
        "nothing was drawn.",
    ),
    errors.PreviousOfAnotherKind: (
        "{draw_id} dan undian sebelumnya, {previous}, tidak sejenis: yang satu latihan, yang lain sungguhan. Rantai undian sungguhan "
        "tidak boleh melewati latihan, dan sebaliknya. Sebutkan pada --prev undian terakhir yang sejenis. Belum ada yang dikunci.",
        "{draw_id} and the draw before it, {previous}, are not of one kind: one is a rehearsal and the other a real draw. The chain "
        "of real draws must not run through a rehearsal, nor the reverse. Give --prev the last draw of the same kind. Nothing is "
        "committed.",
    ),
    errors.CeremonyTooLong: (
        "Teks upacara ini {n} byte, paling banyak {most}. Tulis hanya apa yang diucapkan saat itu.",
        "The text of the ceremony has {n} bytes, at most {most} are taken. Write only what was spoken there.",
    ),
    errors.PreviousStands: (
        "Undian sebelumnya di {path} juga bernama {draw_id}, dan tidak dinyatakan batal. Nyatakan batal dulu dengan draw void, "
        "atau pilih nama lain.",
        "The draw before, in {path}, is called {draw_id} too, and is not void. Declare it void first with draw void, or choose "
        "another name.",
    ),
    errors.PreviousDiffers: (
        "Di {path}, manifest.json bukan yang ditandatangani penyelenggara. Ambil folder undian itu sekali lagi dari tempat aslinya.",
        "In {path}, manifest.json is not the one that the operator signed. Get that draw's folder again from where it was made.",
    ),
    errors.CeremonyUnannounced: (
        "Undian ini tidak mengumumkan upacara saat dikunci, jadi teks upacara tidak boleh dipakai. Jalankan tanpa --ceremony.",
        "This draw announced no ceremony when it was committed, so a ceremony's text may not be used. Run it without --ceremony.",
    ),
    errors.SampleTooLarge: (
        "Tidak dapat mengaudit {size} nomor: daftar ini berisi {n} entri. Minta paling banyak {n}.",
        "{size} tickets cannot be audited: the list holds {n} entries. Ask for {n} at most.",
    ),
}

UNNAMED: dict[type[LotteryError], Pair] = {
    core.StatementInvalid: ("Pernyataan bertanda tangan ini", "This signed statement"),
    core.ProofMalformed: ("Bukti ini", "This proof"),
}
"""What stands in place of the fact `file` where nobody has named it."""

PROBLEMS: dict[str, str] = {
    "too long": "isinya lebih dari 200 bita",
    "spaces around": "ada spasi di awal atau akhir",
    "control or invisible character": "ada karakter yang tidak terlihat",
    "a number in scientific or rounded form, as spreadsheets make of long ones; make the column text": "angka panjang diubah oleh lembar sebar (bentuk ilmiah atau dibulatkan); jadikan kolom ini teks",
    "a number with digits other than 0 to 9, such as wide ones; type it anew": "angka dengan digit selain 0 sampai 9, misalnya digit lebar; ketik ulang",
    "CSV": "bukan CSV yang benar, mungkin ada tanda kutip tanpa pasangan",
    "gzip": "gzip terpotong",
    "too large": "terlalu besar",
    "empty": "kosong",
    "not up to four digits": "bukan satu sampai empat angka",
    "not a whole number from 0 to 9": "bukan bilangan bulat dari 0 sampai 9",
    "not a whole number from 1 to 62": "bukan bilangan bulat dari 1 sampai 62",
    "carry without receiver": "sisa kursi diteruskan, tetapi tidak ada tahap sesudahnya yang punya kursi",
    "members": "bagian-bagiannya tidak lengkap atau tidak dikenal",
    "number of phases": "jumlah tahap harus 1 sampai 99",
    "name": "nama tahap harus huruf dan tanda biasa",
    "groups": "kelompok harus angka 0 sampai 255",
    "carry": "harus true atau false",
    "not a whole number from 0 to 999999999": "bukan bilangan bulat dari 0 sampai 999999999",
    "more than 999999999 seats in all": "jumlah semua kursi lebih dari 999999999",
    "parquet": "bukan Parquet yang utuh",
    "xlsx": "bukan buku kerja xlsx",
    "not a folder": "bukan folder",
}
"""What stands in the fact `problem`, in Indonesian; in English the fact says it itself."""

SENTENCES.update(folder_words.SENTENCES)
SENTENCES.update(table_words.SENTENCES)
PROBLEMS.update(folder_words.PROBLEMS)
PROBLEMS.update(table_words.PROBLEMS)


def sentence(error: LotteryError, language: Language) -> str:
    """What happened and what to do, for people."""
    if isinstance(error, errors.PolicyFileWrong):
        told = problem_words(error.facts, language)
        told = told[:1].upper() + told[1:]  # a sentence of its own
        return (f"Berkas aturan perlu diperbaiki. {told}.", f"The policy file needs mending. {told}.")[
            language == "en"
        ]
    pair = SENTENCES.get(type(error))
    if pair is None:
        return f"{type(error).__name__}: {error}"
    facts = dict(error.facts)
    problem = str(facts.get("problem", ""))
    if language == "id" and problem in PROBLEMS:
        facts["problem"] = PROBLEMS[problem]
    if language == "id" and "indonesian" in facts:
        facts["told"] = facts["indonesian"]
    facts |= table_words.facts_of(error, language)
    if type(error) in UNNAMED:
        facts.setdefault("file", UNNAMED[type(error)][language == "en"])
    if isinstance(error, errors.CellInvalid):
        facts["value"] = (
            (" («{}»)", ' ("{}")')[language == "en"].format(facts["value"]) if facts.get("value") else ""
        )
    told = pair[language == "en"].format_map(_Shown(facts)).strip()
    if "sheets" in facts:
        told += " " + table_words.sheets_words(facts["sheet"], facts["sheets"], language)
    return told


class _Shown(dict[str, object]):
    def __getitem__(self, name: str) -> str:
        return shown(super().__getitem__(name))

    def __missing__(self, name: str) -> str:
        return "?"
