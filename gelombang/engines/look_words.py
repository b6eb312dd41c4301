"""The words for what a reader must look at, and for the checks of times, statements and figures."""

from .languages import Pair, Triple

LOOKS: dict[str, Pair] = {
    "nobody": (
        "Daftar ini kosong: tidak ada yang ikut undian, jadi tidak ada yang dapat terpilih.",
        "The list is empty: nobody is in this draw, so nobody can be selected.",
    ),
    "policy tables": (
        "Kuota tahap {phases} berasal dari tabel yang tidak diterbitkan: bandingkan sendiri policy.json dengan tabel itu.",
        "The quotas of {phases} come from a table that is not published: compare policy.json with that table yourself.",
    ),
    "replacement known": (
        "{file}: ronde {round} keluar pada {at}, sebelum hasil undian ditandatangani ({before}). Dalam latihan itu boleh; dalam "
        "undian sungguhan penggantinya sudah dapat diketahui.",
        "{file}: round {round} came out at {at}, before the draw's outcome was signed ({before}). A rehearsal may do so; in a real "
        "draw it would have been known who moves up.",
    ),
    "replacement late": (
        "{file}: ronde {round} keluar pada {at}, dan penggantian ini baru ditandatangani pada {signed_at}: angkanya sudah diketahui "
        "ketika ronde itu dipilih, kecuali kalau pilihan itu diumumkan lebih dulu.",
        "{file}: round {round} came out at {at}, and this replacement was signed only at {signed_at}: its number was known when that "
        "round was chosen, unless the choice was announced before.",
    ),
    "replacement round": (
        "{file}: ronde {round} dipilih lembaga. Ronde baru keluar tiap tiga detik, dan siapa yang boleh memilih ronde dapat menunggu "
        "sampai keluar angka yang disukainya. Hanya pengumuman sebelum ronde itu yang menunjukkan bahwa ini tidak terjadi.",
        "{file}: round {round} was the agency's choice. A round comes out every three seconds, and whoever may choose one can wait for "
        "a number that pleases. Only an announcement made before that round shows that this did not happen.",
    ),
    "notice short": (
        "Dari komitmen sampai ronde hanya {hours} jam. Daftar undian sungguhan harus terbit paling sedikit 72 jam sebelum rondenya, "
        "supaya yang salah sempat diperbaiki.",
        "From the commitment to the round are only {hours} hours. The list of a real draw must be out at least 72 hours before its "
        "round, so that what is wrong in it can be put right.",
    ),
    "previous close": (
        "Undian sebelumnya, {draw_id}, baru menutup pendaftarannya pada {closed}, sesudah komitmen undian ini ({signed_at}): "
        "salah satu dari dua waktu itu tidak benar. Tanyakan mengapa.",
        "The draw before, {draw_id}, closes its applications only at {closed}, after the commitment of this one ({signed_at}): one of "
        "the two times is not true. Ask why.",
    ),
    "previous rehearsal": (
        "Undian sungguhan ini menyambung ke LATIHAN ({draw_id}): siapa yang menelusuri rantainya keluar dari rantai undian sungguhan. "
        "Tanyakan undian sungguhan mana yang mendahuluinya.",
        "This real draw follows a REHEARSAL ({draw_id}): whoever goes back along its chain leaves the chain of real draws. Ask which "
        "real draw came before it.",
    ),
    "previous real": (
        "Latihan ini menyambung ke undian sungguhan {draw_id}. Rantai undian sungguhan tidak boleh berlanjut dari latihan ini.",
        "This rehearsal follows the real draw {draw_id}. The chain of real draws must not go on from a rehearsal.",
    ),
    "ceremony hidden": (
        "Teks upacara tidak berisi huruf atau angka, atau memuat sesuatu yang tidak terlihat (karakter tak tampak, spasi ganda atau "
        "khusus, huruf yang tidak tersusun). Saksi tidak dapat mendengar atau menyalinnya, dan siapa yang dapat menambahkannya "
        "diam-diam dapat memilih hasilnya. Tanyakan mengapa.",
        "The text of the ceremony has no letter or digit, or holds what cannot be seen (invisible characters, double or odd spaces, "
        "letters that are not composed). No witness can hear it or write it down, and whoever can add it in silence can choose the "
        "result. Ask why.",
    ),
    "junk": (
        "{file}: bukan bagian undian, tidak dicakup apa pun, dan tidak dibaca. macOS dan Windows menaruh berkas seperti itu di folder yang dibuka "
        "orang. Hapus, lalu periksa lagi.",
        "{file}: no part of the draw, covered by nothing, and not read. macOS and Windows leave such files in a folder that somebody opens. "
        "Delete them and check again.",
    ),
    "beside": (
        "Di samping public/ ada yang tidak dicakup apa pun dan tidak diperiksa: {file}.",
        "Beside public/ lie things that nothing covers and that were not checked: {file}.",
    ),
    "ceremony": (
        "TIDAK diperiksa: bahwa teks upacara sudah tetap sebelum ronde keluar. Berkas tidak dapat menunjukkannya, dan siapa yang "
        "memilih teks sesudahnya dapat memilih hasilnya. Tanyakan para saksi, atau lihat koran hari itu.",
        "NOT checked: that the text of the ceremony was fixed before the round. No file can show it, and whoever chooses the text "
        "afterwards can choose the result. Ask its witnesses, or look into the newspaper of the day.",
    ),
    "ceremony alone": (
        "TIDAK diperiksa: bahwa teks upacara tidak dipilih di antara banyak teks. Tanpa suar hanya para saksi, yang melihat dan "
        "mencatatnya pada saat itu, yang dapat mengatakannya. Tanyakan mereka.",
        "NOT checked: that the text of the ceremony was not chosen among many. Without a beacon only the witnesses, who saw it and "
        "wrote it down at that moment, can say so. Ask them.",
    ),
    "notice": (
        "Dari komitmen sampai ronde hanya {hours} jam, kurang dari {promised} jam yang dijanjikan di about.json.",
        "From the commitment to the round are only {hours} hours, fewer than the {promised} that about.json promises.",
    ),
    "previous round": (
        "Undian sebelumnya, {draw_id}, memakai ronde {earlier}, yang keluar SESUDAH ronde undian ini ({round}). Tanyakan mengapa.",
        "The draw before, {draw_id}, waits for round {earlier}, which comes out AFTER the round of this one ({round}). Ask why.",
    ),
    "withheld": (
        "Rondenya sudah keluar pada {at}, tetapi tidak ada hasil yang diterbitkan. Siapa pun yang memegang daftar sudah dapat "
        "menghitung hasilnya; tanyakan mengapa hasil itu tidak diumumkan.",
        "Its round came out at {at}; no result is published. Whoever holds the list can compute the result by now; ask why it is "
        "not published.",
    ),
    "withheld void": (
        "Rondenya sudah keluar ({at}) ketika undian dibatalkan ({void}), dan hasilnya tidak pernah ditunjukkan. Siapa pun yang "
        "memegang daftar sudah dapat menghitungnya; hasil itu mungkin tidak disukai. Tanyakan mengapa.",
        "Its round was out ({at}) when the draw was declared void ({void}), and no result was ever shown. Whoever holds the list "
        "could compute it by then, and may have disliked it. Ask why.",
    ),
    "void": (
        "UNDIAN INI DINYATAKAN BATAL: {reason}",
        "THIS DRAW WAS DECLARED VOID: {reason}",
    ),
    "audit chosen": (
        "{file}: besar contoh ({n}) dipilih lembaga, sesudah undian. 299 catatan yang bersih berarti kurang dari 1 % yang salah.",
        "{file}: the size of the sample ({n}) was chosen by the agency, after the draw. 299 clean records mean fewer than 1 % are bad.",
    ),
    "replacement choice": (
        "{file}: apakah daftar tunggu undian atau ronde kemudian yang menentukan, dan siapa yang melepas tempat, dipilih lembaga. "
        "Alasannya: {reason}",
        "{file}: whether the draw's waiting list or a later round decides, and who gave up a place, was the agency's choice. "
        "Its reason: {reason}",
    ),
    "odds as stated": (
        "{file}: peluang tiap kelas tidak dihitung ulang. Angka-angka ini menurut lembaga; ulangi dengan: gelombang draw odds FOLDER",
        "{file}: the chance of each class was not computed again. These are figures as the agency states them; repeat them with: "
        "gelombang draw odds FOLDER",
    ),
    "bias as stated": (
        "{file}: angka-angka ini menurut lembaga; ulangi dengan: gelombang draw bias FOLDER (urutan mendaftar dan angka identitas "
        "hanya dapat diuji di dalam lembaga).",
        "{file}: these are figures as the agency states them; repeat them with: gelombang draw bias FOLDER (order of arrival and "
        "digits of the identity can be tested only inside).",
    ),
    "bias weak": (
        "{file}: tidak satu uji pun dapat menunjukkan apa-apa (terlalu sedikit entri); “lulus” tidak berarti apa-apa di sini.",
        "{file}: no test in it could show anything (too few entries); “passed” means nothing here.",
    ),
    "bias failed": (
        "{file}: menurut lembaga sendiri hasil ini TIDAK tampak seperti undian.",
        "{file}: by the agency's own word this result does NOT look like a draw.",
    ),
}

CHECKS: dict[str, tuple[Triple, Triple]] = {
    "policy source": (
        (
            "Aturan yang ditulis (policy.toml) adalah aturan yang dipakai (policy.json).",
            "Aturan yang ditulis (policy.toml) BUKAN aturan yang dipakai (policy.json).",
            "",
        ),
        (
            "The policy as written (policy.toml) is the one that was used (policy.json).",
            "The policy as written (policy.toml) is NOT the one that was used (policy.json).",
            "",
        ),
    ),
    "replacement early": (
        (
            "",
            "{file}: ronde {round} keluar pada {at}, sebelum hasil undian ditandatangani ({before}): sudah dapat diketahui siapa "
            "yang akan menggantikan siapa.",
            "",
        ),
        (
            "",
            "{file}: round {round} came out at {at}, before the draw's outcome was signed ({before}): it was known who would "
            "take whose place.",
            "",
        ),
    ),
    "bundle": (
        (
            "Folder di dalam bundel bernama seperti undiannya.",
            "Folder di dalam bundel bernama lain dari undiannya ({draw_id}).",
            "",
        ),
        (
            "The folder in the bundle is called as the draw.",
            "The folder in the bundle is not called as the draw ({draw_id}).",
            "",
        ),
    ),
    "rehearsal name": (
        (
            "Nama undian diawali “rehearsal-” tepat bila ini latihan.",
            "Nama {draw_id} dan tanda latihan tidak cocok: nama diawali “rehearsal-” tepat bila ini latihan.",
            "",
        ),
        (
            "The draw id begins with “rehearsal-” exactly when this is a rehearsal.",
            "The name {draw_id} and the mark of a rehearsal do not agree: a draw id begins with “rehearsal-” exactly for rehearsals.",
            "",
        ),
    ),
    "closed first": (
        (
            "Daftar ditandatangani sesudah pendaftaran ditutup.",
            "Daftar ditandatangani ({signed_at}) sebelum pendaftaran ditutup ({closed}).",
            "",
        ),
        (
            "The list was signed after applications closed.",
            "The list was signed ({signed_at}) before applications closed ({closed}).",
            "",
        ),
    ),
    "before the round": (
        (
            "Menurut tanda tangannya ({signed_at}) daftar dikunci sebelum ronde {round} keluar ({at}).",
            "Daftar baru ditandatangani pada {signed_at}, ketika ronde {round} sudah keluar ({at}): angkanya sudah diketahui.",
            "",
        ),
        (
            "By its signature ({signed_at}) the list was committed before round {round} came out ({at}).",
            "The list was signed only at {signed_at}, when round {round} was out ({at}): the number was known.",
            "",
        ),
    ),
    "drawn again": (
        (
            "Undian sebelumnya bernama sama; undian ulang ini memakai ronde yang lebih akhir.",
            "Undian sebelumnya bernama sama, dan rondenya ({earlier}) tidak lebih awal dari ronde ini ({round}).",
            "",
        ),
        (
            "The draw before has the same name; this one, done again, has a later round.",
            "The draw before has the same name, and its round ({earlier}) is not earlier than this one ({round}).",
            "",
        ),
    ),
    "order of times": (
        (
            "",
            "{file}: ditandatangani pada {signed_at}, lebih awal dari yang harus mendahuluinya ({before}).",
            "",
        ),
        ("", "{file}: was signed at {signed_at}, earlier than what must come before it ({before}).", ""),
    ),
    "future": (
        (
            "",
            "{file}: waktu tanda tangannya ({signed_at}) ada di masa depan. Periksa dulu jam komputer Anda.",
            "",
        ),
        (
            "",
            "{file}: its time of signing ({signed_at}) lies in the future. Check your computer's clock first.",
            "",
        ),
    ),
    "reduced": (
        (
            "Tingkat “reduced”: daftar tidak memuat lebih dari yang dipakai aturan.",
            "Tingkat “reduced”: baris {line} memuat lebih dari yang dipakai aturan.",
            "",
        ),
        (
            "Level “reduced”: the list tells no more than the policy uses.",
            "Level “reduced”: line {line} tells more than the policy uses.",
            "",
        ),
    ),
    "cutoffs alone": (
        (
            "Semua {n} batas punya jumlah kursi menurut aturan, dan tidak melampaui apa yang dapat terjadi menurut counts.json dan "
            "benih acak. Apakah batas itu benar hanya dapat dilihat dari daftar.",
            "cutoffs.csv tidak mungkin menurut aturan, jumlah, dan benih acak.",
            "",
        ),
        (
            "All {n} cut-offs have the limits of the policy, and go beyond nothing that counts.json and the seed allow. Whether "
            "they are right only the list can show.",
            "cutoffs.csv is not possible under policy, counts and seed.",
            "",
        ),
    ),
    "too early": (
        ("", "{file}: ada, padahal belum ada hasil.", ""),
        ("", "{file}: is there although there is no result.", ""),
    ),
    "numbered": (
        (
            "Nomor pernyataan {file} berurutan dan waktunya tidak mundur.",
            "Nomor pernyataan {file} bercelah, atau waktunya mundur.",
            "",
        ),
        (
            "The {file} statements are numbered without a gap and their times do not run backwards.",
            "The numbers of the {file} statements have a gap, or their times run backwards.",
            "",
        ),
    ),
    "audit size": (
        ("", "{file}: banyaknya contoh harus 1 sampai {entries} dan sama dengan banyaknya nomor.", ""),
        ("", "{file}: the size must be from 1 to {entries} and be the number of its tickets.", ""),
    ),
    "odds": (
        (
            "{file}: kelas-kelasnya seperti di daftar, dan semua peluang berjumlah {seats} kursi, yang dapat diberikan aturan.",
            "{file}: kelas, peluang, atau jumlah kursinya ({seats}) tidak mungkin menurut daftar dan aturan.",
            "",
        ),
        (
            "{file}: its classes are those of the list, and all chances add up to {seats} seats, which the policy can give.",
            "{file}: its classes, chances or seats ({seats}) are not possible under list and policy.",
            "",
        ),
    ),
    "odds alone": (
        (
            "{file}: kelas-kelasnya berjumlah seperti di counts.json, dan semua peluang berjumlah {seats} kursi, yang dapat "
            "diberikan aturan. Apakah kelas-kelasnya seperti di daftar hanya dapat dilihat dari daftar.",
            "{file}: kelas, peluang, atau jumlah kursinya ({seats}) tidak mungkin menurut counts.json dan aturan.",
            "",
        ),
        (
            "{file}: its classes add up to counts.json, and all chances to {seats} seats, which the policy can give. Whether the "
            "classes are those of the list only the list can show.",
            "{file}: its classes, chances or seats ({seats}) are not possible under counts.json and policy.",
            "",
        ),
    ),
    "replacement alone": (
        (
            "{file}: siapa yang melepas tempat mungkin terpilih; tiap pengganti mungkin masih menunggu dan mendapat tempat "
            "yang kosong. Itu menurut cutoffs.csv, counts.json, benih acak, dan penggantian sebelumnya.",
            "{file}: bertentangan dengan cutoffs.csv, counts.json, benih acak, dirinya sendiri, atau penggantian sebelumnya; "
            "atau nomor dan rondenya tidak cocok.",
            "",
        ),
        (
            "{file}: who gave up a place can have been selected, and each newcomer can be waiting still and has a place that "
            "is vacant, as far as cutoffs.csv, counts.json, the seed and earlier replacements tell.",
            "{file}: it contradicts cutoffs.csv, counts.json, the seed, itself or an earlier replacement; or its number and "
            "round do not fit.",
            "",
        ),
    ),
    "replacement order": (
        (
            "",
            "",
            "{file}: TIDAK diperiksa: apakah {n} penggantinya memang yang berikutnya, apakah keluarga dan wilayahnya masih punya "
            "tempat, dan apakah tempat yang tetap kosong tidak dapat diisi. Itu hanya dapat dilihat dari daftar.",
        ),
        (
            "",
            "",
            "{file}: NOT checked: whether its {n} newcomers are the next in order, whether their household and stratum have room, "
            "and whether a place that stays empty could not be filled. Only the list can show it.",
        ),
    ),
    "bias": (
        (
            "{file}: {n} uji: semua yang dapat dibuat dari daftar, satu kali, dan selain itu hanya uji di dalam lembaga; batas salah "
            "sangkanya 0,001.",
            "{file}: ada uji yang kurang, ganda, tidak dikenal, atau dari kolom yang nilainya satu saja, atau angkanya tidak mungkin.",
            "",
        ),
        (
            "{file}: {n} tests: all that the list allows, once, and beside them only tests made inside; the false-alarm rate is 0.001.",
            "{file}: a test is missing, there twice, unknown, or of a column with one value alone, or a number in it is not possible.",
            "",
        ),
    ),
    "bias rule": (
        (
            "{file}: kesimpulannya mengikuti dari nilai p-nya.",
            "{file}: kesimpulannya TIDAK mengikuti dari nilai p-nya.",
            "",
        ),
        (
            "{file}: its conclusion follows from its p-values.",
            "{file}: its conclusion does NOT follow from its p-values.",
            "",
        ),
    ),
}
