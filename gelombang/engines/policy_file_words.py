"""The words for a policy file: what is wrong in it, and what its author should look at once more."""

import re
import shlex
from collections.abc import Mapping

from .languages import Language, others_words

PROBLEMS: dict[str, tuple[str, str]] = {
    "absent": ("bagian «{key}» belum ada; tambahkan", '"{key}" is missing; add it'),
    "too low": (
        "«{key}» tertulis di bawah {near}, jadi menjadi bagian darinya; pindahkan ke bagian paling atas berkas, di atas tanda [ yang pertama",
        '"{key}" stands below {near}, so that it belongs to it; move it to the very top of the file, above the first [',
    ),
    "version": ('harus tertulis version = "undian/1"', 'it must say version = "undian/1"'),
    "phases": (
        "tulis paling sedikit satu tahap, dengan judul [[phase]]",
        "write at least one phase, headed [[phase]]",
    ),
    "not UTF-8": (
        "berkas ini bukan teks UTF-8; simpan lagi sebagai UTF-8",
        "the file is not UTF-8 text; save it as UTF-8",
    ),
    "too large": ("berkas ini lebih dari 1 MiB", "the file is larger than 1 MiB"),
    "too deep": (
        "ada nama dengan lebih dari enam belas bagian bertitik",
        "there is a name of more than sixteen parts with dots between",
    ),
    "syntax": ("tulisannya bukan TOML yang benar: {key}", "this is not valid TOML: {key}"),
    "written twice": (
        "{near} bukan TOML yang benar: bagian atau kata ini ditulis dua kali; hapus salah satunya (judul tahap memakai dua kurung: [[phase]])",
        "{near} is not valid TOML: this table or word is written twice; remove one (the heading of a phase has two brackets: [[phase]])",
    ),
    "no equals sign": (
        "{near} bukan TOML yang benar: sesudah kata harus ada tanda = dan nilainya, misalnya seats = 9",
        "{near} is not valid TOML: a word needs an = and its value after it, like seats = 9",
    ),
    "not a value": (
        "{near} bukan TOML yang benar: nilainya tidak dapat dibaca; teks ditulis dalam tanda kutip, bilangan tanpa titik dan koma, dan pilihan sebagai true atau false",
        "{near} is not valid TOML: the value cannot be read; text stands in quotes, numbers have no points or commas, and a choice is true or false",
    ),
    "not closed": (
        "{near} bukan TOML yang benar: ada tanda kutip atau kurung yang dibuka tetapi tidak ditutup",
        "{near} is not valid TOML: a quote or a bracket is opened and not closed",
    ),
    "more on the line": (
        "{near} bukan TOML yang benar: sesudah nilai masih ada tulisan lain; tulis satu kata per baris, dan catatan sesudah tanda #",
        "{near} is not valid TOML: something follows the value; write one word and its value a line, and remarks after a #",
    ),
    "not a statement": (
        "{near} bukan TOML yang benar: baris ini bukan judul seperti [[phase]] dan bukan pasangan seperti seats = 9",
        "{near} is not valid TOML: this line is neither a heading like [[phase]] nor a pair like seats = 9",
    ),
    "unknown key": (
        "«{key}» tidak dikenal; mungkin maksudnya: {near}",
        '"{key}" is not known; perhaps: {near}',
    ),
    "unknown key far": (
        "«{key}» tidak dikenal; yang ada: {near}",
        '"{key}" is not known; what there is: {near}',
    ),
    "not a count": (
        "«{key}» harus bilangan bulat dari 0 sampai 999999999, tanpa titik, koma, atau tanda kutip",
        '"{key}" must be a whole number from 0 to 999999999, without quotes, points or commas',
    ),
    "groups": (
        "tulis kelompok seperti { disability = 1, remote = 2 }",
        "write groups like { disability = 1, remote = 2 }",
    ),
    "bit": (
        "kelompok «{key}» harus diberi salah satu angka 1, 2, 4, 8, 16, 32, 64, 128",
        'the group "{key}" must have one of the numbers 1, 2, 4, 8, 16, 32, 64, 128',
    ),
    "bit twice": (
        "dua kelompok memakai angka yang sama; beri angka yang berbeda",
        "two groups share a number; give each its own",
    ),
    "strata": (
        'tulis nama wilayah seperti { "1309" = "Kepulauan Mentawai" }',
        'write strata like { "1309" = "Kepulauan Mentawai" }',
    ),
    "stratum": (
        "«{key}» bukan kode wilayah; kodenya empat angka",
        '"{key}" is not a stratum; its code is four digits',
    ),
    "stratum name": (
        "nama wilayah «{key}» harus teks dalam tanda kutip",
        'the name of the stratum "{key}" must be text in quotes',
    ),
    "stratum twice": (
        "wilayah «{key}» tertulis dua kali; hapus salah satunya",
        'the stratum "{key}" stands there twice; remove one of the two',
    ),
    "group name": (
        "nama kelompok «{key}» harus satu kata dari huruf ASCII biasa, bukan angka saja, tanpa spasi, koma, titik koma, atau |",
        'the group name "{key}" must be one word of plain ASCII letters, not digits alone, without spaces, commas, semicolons or |',
    ),
    "name": (
        "nama tahap harus diisi dengan huruf dan tanda ASCII biasa (tanpa é, –, emoji), paling panjang 100",
        "a phase needs a name in plain ASCII letters and signs, at most 100 of them",
    ),
    "otherwise": (
        'otherwise harus bilangan bulat dari 0 sampai 999999999, atau "no limit"',
        'otherwise must be a whole number from 0 to 999999999, or "no limit"',
    ),
    "too many phases": (
        "ada lebih dari 99 tahap; gabungkan beberapa tahap",
        "there are more than 99 phases; join some of them",
    ),
    "carry to nobody": (
        "carry = true, tetapi sesudah tahap ini tidak ada tahap yang punya seats; hapus carry, atau beri salah satu tahap sesudahnya seats",
        "carry = true, but no later phase has seats to add them to; remove carry, or give a later phase seats",
    ),
    "group names": (
        'tulis kelompok seperti groups = ["disability"]',
        'write groups like groups = ["disability"]',
    ),
    "unknown group": (
        "kelompok «{key}» belum ada di [groups]; yang ada: {near}",
        'the group "{key}" is not in [groups]; its groups are: {near}',
    ),
    "no groups": (
        "kelompok «{key}» dipakai, tetapi berkas ini tidak menamai kelompok; tulis di bagian atas: groups = { {key} = 1 }",
        'the group "{key}" is used, but the file names no groups; write at the top: groups = { {key} = 1 }',
    ),
    "carry": (
        "carry harus true atau false, tanpa tanda kutip",
        "carry must be true or false, without quotes",
    ),
    "share": (
        'kursi harus angka, atau bagian seperti "3 %" (0 sampai 100)',
        'seats must be a number, or a share like "3 %" (0 to 100)',
    ),
    "share of what": (
        "bagian dalam persen memerlukan total_seats di bagian atas berkas",
        "a share in per cent needs total_seats at the top of the file",
    ),
    "quota form": (
        'quota harus tabel seperti { "1309" = 90 }, atau "by entries", atau "by table BERKAS.csv"',
        'quota must be a table like { "1309" = 90 }, or "by entries", or "by table FILE.csv"',
    ),
    "entries unknown": (
        'quota "by entries" baru dapat dihitung dengan daftar; pakai gelombang draw plan DAFTAR --policy BERKAS',
        'a quota "by entries" needs the list; use gelombang draw plan LIST --policy FILE',
    ),
    "nothing to share": (
        "jumlah kursi untuk dibagi tidak diketahui; beri tahap ini seats, atau beri total_seats yang cukup",
        "how many seats to share out is not known; give this phase seats, or a sufficient total_seats",
    ),
    "table columns": (
        "tabel «{key}» memerlukan kolom stratum dan salah satu dari quota atau weight",
        'the table "{key}" needs the columns stratum and either quota or weight',
    ),
    "table cell": (
        "kolom {key} harus bilangan bulat (kuota paling banyak 999999999) dan kode wilayah empat angka",
        "the column {key} needs whole numbers (a quota at most 999999999) and four-digit strata",
    ),
}

_SYNTAX = (
    (r"Cannot (declare|overwrite|mutate|redefine)|Duplicate inline", "written twice"),
    (r"Expected '=' after", "no equals sign"),
    (r"Invalid (value|date|hex)", "not a value"),
    (r"Unclosed|Unterminated|Illegal character|Expected ['\"]", "not closed"),
    (r"Expected newline", "more on the line"),
    (r"Invalid (statement|initial)", "not a statement"),
)
SYNTAX = {name for _, name in _SYNTAX}
_PLACE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")


def syntax_problem(told: str) -> dict[str, str]:
    """The facts for what tomllib says of a text that is not TOML, such as "Invalid value (at line 2, column 9)"."""
    place = _PLACE.search(told)
    problem = next((name for pattern, name in _SYNTAX if re.match(pattern, told)), "syntax")
    if place is None or problem == "syntax":
        return {"key": told[:120], "problem": "syntax"}
    return {"key": "", "problem": problem, "near": place[1] or "end"}


WARNINGS: dict[str, tuple[str, str]] = {
    "total": (
        "Kursi semua tahap berjumlah {planned}, tetapi total_seats {total}.",
        "The seats of all phases add up to {planned}, but total_seats is {total}.",
    ),
    "unbounded": (
        "Ada tahap tanpa batas: semua yang boleh ikut tahap itu terpilih.",
        "A phase has no limit: everyone it is open to is selected.",
    ),
    "same name": (
        "Dua tahap bernama {phase}; pendaftar tidak dapat membedakannya.",
        "Two phases are called {phase}; applicants cannot tell them apart.",
    ),
    "nothing": ("Tahap {phase} tidak dapat memilih siapa pun.", "The phase {phase} can select nobody."),
    "idle group": (
        "Kelompok {group} tidak dipakai tahap mana pun: menjadi anggotanya tidak mengubah apa-apa.",
        "The group {group} is used by no phase: being in it changes nothing.",
    ),
    "hopeless": (
        "{people} PENDAFTAR TIDAK PUNYA PELUANG: {n} wilayah pada daftar tidak mendapat kursi di tahap mana pun: {strata}.",
        "{people} APPLICANTS HAVE NO CHANCE: {n} strata of the list have no seats in any phase: {strata}.",
    ),
    "hopeless, one": (
        "{people} PENDAFTAR TIDAK PUNYA PELUANG: wilayah {strata} pada daftar tidak mendapat kursi di tahap mana pun.",
        "{people} APPLICANTS HAVE NO CHANCE: the stratum {strata} of the list has no seats in any phase.",
    ),
    "empty": (
        "{n} wilayah punya kuota tetapi tidak ada pendaftarnya: {strata}.",
        "{n} strata have a quota but nobody on the list: {strata}.",
    ),
    "empty, one": (
        "Wilayah {strata} punya kuota tetapi tidak ada pendaftarnya.",
        "The stratum {strata} has a quota but nobody on the list.",
    ),
    "near column": (
        "Kolom {column} tidak dipakai. Kalau maksudnya {ours}, jalankan lagi dengan --column {pair}",
        "The column {column} is not used. Did you mean {ours}? Then run this again with --column {pair}",
    ),
    "lookalike": (
        "{n} pasang identitas hampir sama (huruf besar atau kecil, tanda, atau huruf serupa), pertama baris {row} dan {other}. Periksa apakah itu satu "
        "orang: satu orang hanya boleh satu kali.",
        "{n} pairs of identities are nearly the same (capitals, marks, or letters that look alike), first in rows {row} and {other}. Check whether they "
        "are one person: one person may be listed once.",
    ),
    "lookalike, one": (
        "Identitas di baris {row} dan {other} hampir sama (huruf besar atau kecil, tanda, atau huruf serupa). Periksa apakah itu satu orang: satu orang "
        "hanya boleh satu kali.",
        "The identities in rows {row} and {other} are nearly the same (capitals, marks, or letters that look alike). Check whether they are one person: "
        "one person may be listed once.",
    ),
    "lookalike household": (
        "{n} pasang keluarga ditulis hampir sama, pertama baris {row} dan {other}. Kalau itu satu keluarga, tulis sama: kalau tidak, keluarga itu "
        "dihitung dua.",
        "{n} pairs of households are written nearly the same, first the households in rows {row} and {other}. Where they are one, write them the same: "
        "it would count as two.",
    ),
    "lookalike household, one": (
        "Keluarga di baris {row} dan {other} ditulis hampir sama. Kalau itu satu keluarga, tulis sama: kalau tidak, keluarga itu dihitung dua.",
        "The households in rows {row} and {other} are written nearly the same. If they are one, write them the same: it would count as two.",
    ),
    "placeholder household": (
        "{people} ORANG TIDAK PUNYA KELUARGA di kolom {column}, hanya kata pengganti: {values}{and_others}. Yang memakai kata yang sama dihitung SATU keluarga, dengan "
        "paling banyak {cap} yang terpilih. Kosongkan sel-sel itu, atau isi keluarga yang sebenarnya.",
        "{people} PEOPLE HAVE NO HOUSEHOLD in the column {column} but a word for none: {values}{and_others}. All with the same word count as ONE household, of which at "
        "most {cap} can be selected. Leave those cells empty, or fill in the real household.",
    ),
    "lone placeholder": (
        "{n} orang hanya punya kata pengganti di kolom {column}: {values}{and_others}. Itu bukan keluarga, dan masing-masing dihitung hidup sendiri. "
        "Kosongkan sel-sel itu, atau isi keluarga yang sebenarnya; jangan ditulis sama, karena mereka akan menjadi SATU keluarga.",
        "{n} people have a word for nothing in the column {column}: {values}{and_others}. That is no household, and each counts as living alone. Leave "
        "those cells empty, or fill in the real household; do not write them the same, which would make ONE household of them.",
    ),
    "lone placeholder, one": (
        "1 orang hanya punya kata pengganti di kolom {column}: {values}. Itu bukan keluarga, dan orang itu dihitung hidup sendiri. Kosongkan sel itu, "
        "atau isi keluarga yang sebenarnya.",
        "1 person has a word for nothing in the column {column}: {values}. That is no household, and the person counts as living alone. Leave that cell "
        "empty, or fill in the real household.",
    ),
    "crowd": (
        "{n} keluarga punya lebih dari 20 orang di daftar ini; yang pertama di baris {row}, dengan {people} orang. Periksa apakah isinya benar nomor keluarga.",
        "{n} households have more than 20 people on this list; the first is in row {row}, of {people} people. Check that it really is a household's number.",
    ),
    "crowd, one": (
        "Keluarga di baris {row} punya {people} orang di daftar ini. Periksa apakah isinya benar nomor keluarga.",
        "The household in row {row} has {people} people on this list. Check that it really is a household's number.",
    ),
    "another key": (
        "Undian ini akan ditandatangani dengan kunci lain dari undian sebelumnya, {draw_id}; siapa pun yang memeriksa keduanya akan melihatnya, "
        "selamanya. Dengan --operator-key {key} kuncinya sama.",
        "This draw would be signed with another key than the draw before, {draw_id}; whoever checks the two is told so, for ever. With "
        "--operator-key {key} it is the same.",
    ),
    "earlier round": (
        "Ronde undian ini ({round}, pada {at}) keluar sebelum ronde undian sebelumnya, {draw_id} ({earlier}, pada {then}); siapa pun yang memeriksanya "
        "akan melihat itu.",
        "The round of this draw ({round}, at {at}) comes out before the one of the draw before, {draw_id} ({earlier}, at {then}); whoever checks it is "
        "told so.",
    ),
    "previous close": (
        "Undian sebelumnya, {draw_id}, baru menutup pendaftarannya pada {closed}: waktu itu belum lewat. Periksa --prev.",
        "The draw before, {draw_id}, closes its applications only at {closed}, which is still to come. Check --prev.",
    ),
    "short notice": (
        "Dari sekarang sampai ronde hanya {hours} jam, kurang dari 72 jam yang diperlukan supaya yang salah sempat diperbaiki; setiap pemeriksa akan "
        "mengatakannya.",
        "From now to the round are only {hours} hours, fewer than 72 hours, which it takes to put right what is wrong in the list; every verifier will "
        "say so.",
    ),
    "small promise": (
        "Yang dijanjikan untuk keberatan hanya {hours} jam (--notice), kurang dari 72 jam.",
        "Only {hours} hours are promised for objections (--notice), fewer than 72.",
    ),
    "old close": (
        "Menurut --close-time pendaftaran ditutup pada {closed}, {days} hari yang lalu. Apakah tahunnya benar?",
        "By --close-time applications closed at {closed}, {days} days ago. Is the year right?",
    ),
    "blank household": (
        "{n} baris tidak menyebut keluarga: masing-masing dianggap hidup sendiri. Kalau mereka punya keluarga di daftar ini, isi dulu kolom itu.",
        "{n} rows have a blank household: each counts as living alone. Where they do have a household on this list, fill the column in first.",
    ),
    "blank household, one": (
        "1 baris tidak menyebut keluarga: orang itu dianggap hidup sendiri. Kalau ia punya keluarga di daftar ini, isi dulu sel itu.",
        "1 row has a blank household: that person counts as living alone. If they do have a household on this list, fill the cell in first.",
    ),
    "blank band": (
        "{n} baris tidak menyebut urutan layanan (band): dianggap 0, yang dilayani lebih dulu.",
        "{n} rows have a blank band: it counts as 0, which is served first.",
    ),
    "blank band, one": (
        "1 baris tidak menyebut urutan layanan (band): dianggap 0, yang dilayani lebih dulu.",
        "1 row has a blank band: it counts as 0, which is served first.",
    ),
    "blank weight": (
        "{n} baris tidak menyebut bobot (weight): dianggap 1.",
        "{n} rows have a blank weight: it counts as 1.",
    ),
    "blank weight, one": (
        "1 baris tidak menyebut bobot (weight): dianggap 1.",
        "1 row has a blank weight: it counts as 1.",
    ),
    "short numbers": (
        "Kolom {column}: {n} nomor lebih pendek dari {usual} digit yang lazim di kolom itu (yang pertama di baris {row}). Lembar sebar "
        "membuang nol di depan angka: bandingkan dengan aslinya, dan jadikan kolom itu teks.",
        "Column {column}: {n} numbers have fewer than the {usual} digits usual there (the first in row {row}). Spreadsheets drop the "
        "zeros before a number: compare with the original, and make the column text.",
    ),
    "short numbers, one": (
        "Kolom {column}: nomor di baris {row} lebih pendek dari {usual} digit yang lazim di kolom itu. Lembar sebar membuang nol di "
        "depan angka: bandingkan dengan aslinya, dan jadikan kolom itu teks.",
        "Column {column}: the number in row {row} has fewer than the {usual} digits usual there. Spreadsheets drop the zeros before a "
        "number: compare with the original, and make the column text.",
    ),
    "short stratum": (
        "{n} baris menulis wilayah dengan kurang dari empat digit; di depannya ditambahkan nol: {value} di baris {row} dibaca {read}.",
        "{n} rows state a stratum of fewer than four digits; zeros are put in front: {value} in row {row} is read as {read}.",
    ),
    "short stratum, one": (
        "Baris {row} menulis wilayah dengan kurang dari empat digit: {value} dibaca {read}.",
        "Row {row} states a stratum of fewer than four digits: {value} is read as {read}.",
    ),
    "strange stratum": (
        "{n} pendaftar tercatat di wilayah yang tidak disebut aturan ini, misalnya {stratum}. Salah ketik, atau wilayah yang terlupa?",
        "{n} applicants are in a stratum that the policy does not name, such as {stratum}. A slip, or a region forgotten?",
    ),
    "strange stratum, one": (
        "1 pendaftar tercatat di wilayah yang tidak disebut aturan ini: {stratum}. Salah ketik, atau wilayah yang terlupa?",
        "1 applicant is in a stratum that the policy does not name: {stratum}. A slip, or a region forgotten?",
    ),
    "no member": (
        "Tidak seorang pun di daftar termasuk kelompok {group}, padahal tahap {phase} hanya untuk kelompok itu.",
        "Nobody on the list is in the group {group}, for which the phase {phase} is reserved.",
    ),
    "more seats than people": (
        "Kursinya {planned}, tetapi pendaftarnya hanya {n}: paling sedikit {empty} kursi akan kosong.",
        "There are {planned} seats but only {n} applicants: at least {empty} of the seats will stay empty.",
    ),
}


def problem_words(facts: Mapping[str, str | int], language: Language) -> str:
    """Where a policy file is wrong, and what to write instead."""
    problem, near = str(facts["problem"]), str(facts.get("near", ""))
    if problem in SYNTAX:  # there `near` is the line
        near = ("akhir berkas", "the end of the file")[language == "en"] if near == "end" else near
        near = (f"baris {near}", f"line {near}")[language == "en"] if near.isdecimal() else near
    text = PROBLEMS[problem][language == "en"]
    # not str.format: the examples are TOML tables, in braces themselves
    shown = text.replace("{near}", near).replace("{key}", str(facts.get("key", "")))
    where = facts.get("where")
    return f"«{where}»: {shown}" if where else shown


def warning_words(warning: tuple[str, Mapping[str, str | int]], language: Language) -> str:
    """Something that the author of a policy should look at."""
    name, facts = warning
    if facts.get("n") == 1 and f"{name}, one" in WARNINGS:
        name = f"{name}, one"
    pair = shlex.quote(f"{facts['ours']}={facts['column']}") if "ours" in facts else ""
    others = others_words(int(facts.get("others", 0)), language)
    return WARNINGS[name][language == "en"].format(**facts, pair=pair, and_others=others)
