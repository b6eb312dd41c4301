"""The words for what can be wrong with the table of those who applied, and with what is said about its columns."""

import shlex

from gelombang.core.lottery.errors import LotteryError

from . import errors, file_errors
from .languages import Language, Pair, others_words, shown

SENTENCES: dict[type[LotteryError], Pair] = {
    errors.ColumnMissing: (
        "Kolom {column} tidak ada di tabel. Kolom yang ada: {known}. {advice}",
        "The table has no column {column}. The columns are: {known}. {advice}",
    ),
    errors.FileMisnamed: (
        "{path} sebenarnya berkas {kind}. Ganti namanya supaya berakhir dengan {suffix}, lalu jalankan lagi.",
        "{path} is really {kind}. Rename it so that its name ends in {suffix}, and run this again.",
    ),
    errors.FileForeign: (
        "{path} adalah {problem}, yang tidak dapat dibaca di sini. Buka, lalu simpan sebagai «Buku Kerja Excel (.xlsx)» tanpa kata sandi atau "
        "«CSV UTF-8».",
        '{path} is {problem}, which cannot be read here. Open it and save it as "Excel Workbook (.xlsx)" without a password or as "CSV UTF-8".',
    ),
    errors.ColumnNotOurs: (
        "Pilihan --column {column}=… tidak dikenal. Di kiri tanda = tulis salah satu dari {known}; di kanan nama kolom Anda. Contoh: --column id=nik",
        "The option --column {column}=… is not known. Left of the = stands one of {known}; right of it your column's name. Like this: --column id=nik",
    ),
    errors.FilesSwapped: (
        "{policy} tampaknya berkas aturan dan {table} tabel pendaftar: keduanya tertukar. Tulis: {table} --policy {policy}",
        "{policy} seems to be the policy and {table} the table of applicants: the two are swapped. Write: {table} --policy {policy}",
    ),
    errors.TextNotUtf8: (
        "Teks pada {option} bukan UTF-8, jadi tidak dapat ditulis ke berkas undian. Ketik ulang di terminal yang memakai UTF-8.",
        "The text of {option} is not UTF-8, so it cannot be written into the files of a draw. Type it anew in a terminal that uses UTF-8.",
    ),
    errors.ColumnPairWrong: (
        "Pilihan --column {value} belum lengkap. Tulis nama kami, tanda =, dan nama kolom Anda. Contoh: --column id=nik,household=kk",
        "The option --column {value} is not complete. Write our name, an =, and your column's name. Like this: --column id=nik,household=kk",
    ),
    errors.WithoutUnknown: (
        "Pilihan --without {column} tidak dapat dipakai. Yang boleh: household, stratum, groups, band, weight.",
        "The option --without {column} cannot be used. It takes household, stratum, groups, band, weight.",
    ),
    errors.HeaderNotFirst: (
        "Baris 1 pada {path} bukan nama-nama kolom{seem}. Nama kolom harus di baris 1: buka berkas itu, hapus baris-baris di atas nama kolom "
        "(judul, baris kosong), simpan, lalu jalankan lagi.",
        "Row 1 of {path} does not hold the names of the columns{seem}. The header must be in row 1: open the file, delete the rows above the "
        "header (a title, empty rows), save it, and run this again.",
    ),
    errors.RowTooLong: (
        "Baris {row} punya {found} sel, padahal baris 1 hanya menamai {expected} kolom. Hapus pemisah yang berlebih di baris {row}, atau apit isi "
        "yang memuat koma dengan tanda kutip; nama kolom harus di baris 1.",
        "Row {row} has {found} cells, but row 1 names only {expected} columns. Remove the separator too many in row {row}, or put what holds a "
        "comma in quotes; the header must be in row 1.",
    ),
    file_errors.FormulaUnvalued: (
        "Sel {cell} pada {path} berisi rumus tanpa nilai{more_cells}: orang di baris itu akan hilang. Buka berkas itu di lembar sebar, salin, tempel "
        "sebagai nilai, simpan, lalu jalankan lagi.",
        "The cell {cell} of {path} holds a formula without a value{more_cells}: whoever stands in that row would be lost. Open the file in a spreadsheet, "
        "copy, paste as values, save, and run this again.",
    ),
    file_errors.FileHasNul: (
        "Baris {row} pada {path} memuat bita nol (NUL), yang bukan teks: penulisan berkas ini terputus atau rusak. Ekspor lagi berkasnya.",
        "Row {row} of {path} holds a zero byte (NUL), which is no text: the file was damaged or not written to its end. Export it again.",
    ),
    errors.LinesUnbroken: (
        "Baris-baris {path} diakhiri cara lama (CR saja), jadi tampak sebagai satu baris. Simpan lagi sebagai «CSV UTF-8».",
        'The lines of {path} end in an old way (CR alone), so that they look like one. Save it again as "CSV UTF-8".',
    ),
    errors.RowTooShort: (
        "Baris {row} hanya punya {found} sel, padahal baris 1 menamai {expected} kolom: berkas ini terpotong, atau ada pemisah yang hilang. "
        "Lengkapi baris {row}, atau ekspor lagi berkasnya.",
        "Row {row} has only {found} cells, but row 1 names {expected} columns: the file was cut off, or a separator is lost. Complete row "
        "{row}, or export the file again.",
    ),
    errors.RowEmpty: (
        "Baris {row} kosong{more}. Hapus {rows}, lalu jalankan lagi.",
        "Row {row} is empty{more}. Delete {rows}, and run this again.",
    ),
    errors.HouseholdsUnknown: (
        "Aturan ini membatasi tiap keluarga (household_cap = {cap}), tetapi tabel tidak punya kolom household; batas itu tidak akan "
        "berlaku. Kolom yang ada: {known}. Tulis --column {pair}, atau --without household kalau memang tidak ada.",
        "The policy limits each household (household_cap = {cap}), but the table has no column household; the limit would have no "
        "effect. The columns are: {known}. Say --column {pair}, or --without household if there really is none.",
    ),
    errors.StrataUnknown: (
        "Tahap «{phase}» membagi kursi menurut wilayah, tetapi tabel tidak punya kolom stratum. Kolom yang ada: {known}. "
        "Tulis --column {pair}, atau --without stratum kalau memang tidak ada.",
        'The phase "{phase}" shares its seats out by region, but the table has no column stratum. The columns are: {known}. '
        "Say --column {pair}, or --without stratum if there really is none.",
    ),
    errors.GroupsUnknown: (
        "Tahap «{phase}» hanya untuk kelompok tertentu, tetapi tabel tidak punya kolom groups; tidak seorang pun akan masuk kelompok itu. Kolom "
        "yang ada: {known}. Tulis --column {pair}, atau --without groups kalau memang tidak ada.",
        'The phase "{phase}" is for certain groups only, but the table has no column groups; nobody would be in one. The columns are: '
        "{known}. Say --column {pair}, or --without groups if there really is none.",
    ),
    errors.GroupUnknown: (
        "Baris {row}, kolom {column}: «{value}» bukan kelompok di aturan ini; yang ada: {known}. Perbaiki sel itu di berkas aslinya, atau "
        "tambahkan kelompok itu ke aturan.",
        'Row {row}, column {column}: "{value}" is no group of this policy; its groups are: {known}. Mend that cell in the original file, or add '
        "the group to the policy.",
    ),
    errors.GroupUndeclared: (
        "Baris {row}, kolom {column} menyebut kelompok «{value}», tetapi aturan ini tidak punya kelompok. Tambahkan [groups] ke aturan, atau "
        "abaikan kolom itu dengan --without groups.",
        'Row {row}, column {column} names the group "{value}", but the policy has no groups. Add [groups] to the policy, or leave the column '
        "out with --without groups.",
    ),
    errors.ColumnTwice: (
        "Ada dua kolom bernama {column}. Hapus atau ganti nama salah satunya.",
        "Two columns are called {column}. Remove one of them or give it another name.",
    ),
    errors.ColumnShared: (
        "Kolom {column} dipakai sekaligus sebagai {ours} dan {other}. Satu kolom hanya boleh menjadi satu hal: perbaiki --column, atau tulis "
        "--without {other} kalau memang tidak ada.",
        "The column {column} is given as both {ours} and {other}. One column can be one thing only: mend --column, or say --without {other} if "
        "there really is none.",
    ),
    errors.ColumnSaidTwice: (
        "Pilihan --column menyebut {ours} dua kali: {column} dan {other}. Pilih salah satu.",
        "The option --column names {ours} twice: {column} and {other}. Choose one of them.",
    ),
    errors.ColumnRounded: (
        "Kolom {column}: {n} nomor panjang berakhir dengan nol sesudah digit ke-{kept}, tempat lembar sebar membulatkan: digit terakhirnya sudah "
        "hilang dan beberapa orang dapat menjadi satu. Ambil lagi nomornya dari sumber asli, dengan kolom itu sebagai teks; kalau memang begitu, "
        "taruh satu huruf di depan tiap nomor.",
        "Column {column}: {n} long numbers end in zeros after {kept} digits, where a spreadsheet rounds: their last digits are lost, and several people may "
        "have become one. Get the numbers again from where they come from, with that column as text; if they really are so, put a letter before each.",
    ),
    errors.HeadingUnclear: (
        "Baris {row} pada {path} tampaknya bukan nama-nama kolom (isinya tidak ditampilkan: mungkin seorang pendaftar), dan tidak ada kolom "
        "{column}. Tambahkan satu baris di paling atas dengan nama kolom, salah satunya id, lalu jalankan lagi. Kalau baris {row} memang nama-nama "
        "kolom, sebutkan kolom identitasnya: --column id=NAMA.",
        "Row {row} of {path} does not seem to hold the names of the columns (it is not shown: it may be an applicant), and there is no column "
        "{column}. Add a row at the very top with the names of the columns, one of them id, and run this again. If row {row} does hold the names, say "
        "which one is the identity: --column id=NAME.",
    ),
    errors.HouseholdsPlaceholders: (
        "{people} orang tidak punya keluarga di kolom {column}, hanya kata pengganti: {values}{and_others}. Yang memakai kata yang sama akan dihitung sebagai SATU "
        "keluarga, dengan paling banyak {cap} yang terpilih. Kosongkan sel-sel itu (sel kosong berarti hidup sendiri) atau isi keluarga yang "
        "sebenarnya; tambahkan --yes kalau mereka memang satu keluarga. Belum ada yang dikunci.",
        "{people} people have no household in the column {column} but a word for none: {values}{and_others}. All with the same word would count as ONE household, of "
        "which at most {cap} can be selected. Leave those cells empty (an empty cell means living alone) or fill in the real household; add --yes if "
        "they really are one household. Nothing is committed.",
    ),
    errors.CommitDoubtful: (
        "{told} Belum ada yang dikunci: perbaiki, atau tambahkan --yes kalau memang itu maksudnya.",
        "{told} Nothing is committed: mend it, or add --yes if that is what you mean.",
    ),
    errors.CellInvalid: (
        "Baris {row}, kolom {column}{value}: {problem}{more}. Perbaiki sel itu di berkas aslinya, lalu jalankan lagi.",
        "Row {row}, column {column}{value}: {problem}{more}. Mend that cell in the original file and run this again.",
    ),
    errors.IdentityTwice: (
        "Baris {row} memuat identitas yang sama dengan baris {other}. Satu orang hanya boleh satu kali; hapus salah satunya.",
        "Row {row} holds the same identity as row {other}. One person may be listed once; remove one of the two.",
    ),
    errors.HouseholdInTwoStrata: (
        "Baris {row} dan {other} satu keluarga, tetapi wilayahnya berbeda. Tentukan dulu wilayah keluarga itu.",
        "Rows {row} and {other} are one household but state different strata. Settle the household's stratum first.",
    ),
    errors.ListEmpty: (
        "Tabel {path} tidak berisi satu pendaftar pun. Baris 1 memuat nama kolom, dan setiap baris di bawahnya satu pendaftar.",
        "The table {path} has no rows with applicants. Row 1 holds the names of the columns, each row below it one applicant.",
    ),
}

PROBLEMS: dict[str, str] = {
    "a file of LibreOffice (.ods)": "berkas LibreOffice (.ods)",
    "an old Excel workbook, or one with a password": "berkas Excel lama, atau yang berkata sandi",
    "a packed file (zip)": "berkas terkemas (zip)",
    "begins with ' or =, which spreadsheets put before texts; delete it": "diawali tanda ' atau = yang ditaruh lembar sebar di depan teks; hapus tanda itu",
    "a zero byte (NUL), which an export that broke leaves; export the list again": "bita nol (NUL) dari ekspor yang rusak; ekspor lagi daftarnya",
    "a word for nothing, and no identity": "kata pengganti, bukan identitas",
}

OURS: dict[type[LotteryError], str] = {
    errors.HouseholdsUnknown: "household",
    errors.StrataUnknown: "stratum",
    errors.GroupsUnknown: "groups",
}
"""The column of ours that is missing, where the error is for one alone."""


ROWS = (("baris yang kosong", "the empty row"), ("baris-baris yang kosong", "the empty rows"))
"""What to delete: one row, or several."""


def pair_of(ours: object, theirs: object) -> str:
    """What to write after --column, as a shell takes it for one word: 'household=No KK'."""
    return shlex.quote(f"{ours}={shown(theirs)}")


def facts_of(error: LotteryError, language: Language) -> dict[str, str | int]:
    """What the sentences say beyond the facts of the error."""
    ours = error.facts.get("ours", OURS.get(type(error)))
    n = int(error.facts.get("more", 0))
    more = (f" (dan {n} baris lain)", f" (and {n} more {'row' if n == 1 else 'rows'})")[language == "en"]
    row = int(error.facts.get("row", 0))
    seem = (f"; nama-nama itu tampaknya di baris {row}", f"; they seem to be in row {row}")[language == "en"]
    pair = pair_of(ours, error.facts.get("near", "...")) if ours else ""
    return {
        "advice": _advice(error, pair, language),
        "seem": seem if row else "",
        "pair": pair,
        "more": more if n else "",
        "more_cells": (f" (dan {n} sel lain)", f" (and {n} more {'cell' if n == 1 else 'cells'})")[
            language == "en"
        ]
        if n
        else "",
        "rows": ROWS[n > 0][language == "en"],
        "and_others": others_words(int(error.facts.get("others", 0)), language),
    }


def _advice(error: LotteryError, pair: str, language: Language) -> str:
    """What to do where a column is missing; who has named one is not told to name one."""
    near = error.facts.get("near", "...")
    if not error.facts.get("given"):
        told = (f"Kalau namanya lain, tulis --column {pair}", f"If it has another name, say --column {pair}")
    elif near != "...":
        told = (f"Mungkin maksudnya --column {pair}", f"You may have meant --column {pair}")
    else:
        told = (
            "Di kanan tanda = pada --column tulis salah satu dari kolom itu.",
            "Right of the = in --column write one of those.",
        )
    return told[language == "en"]


def sheets_words(read: object, others: object, language: Language) -> str:
    """That a workbook has more than was read."""
    return (
        f"Yang dibaca hanya lembar pertama, «{shown(read)}»; berkas itu juga punya: {shown(others)}. Kalau daftarnya ada di "
        "sana, pindahkan lembar itu ke tempat pertama.",
        f'Only the first sheet, "{shown(read)}", was read; the file also has: {shown(others)}. If the list is there, move '
        "that sheet to the first place.",
    )[language == "en"]
