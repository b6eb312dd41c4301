"""The words for what can be wrong with the folder of a draw, and with the clock that signs in it."""

from gelombang.core.lottery.errors import LotteryError

from . import errors
from .languages import Pair

SENTENCES: dict[type[LotteryError], Pair] = {
    errors.FolderAmbiguous: (
        "{path} memuat folder public/ DAN berkas undian di sampingnya ({file}). Tidak jelas mana yang berlaku: beri folder public/ "
        "saja, dan tanyakan mengapa ada dua.",
        "{path} holds a folder public/ AND files of a draw beside it ({file}). It is unclear which counts: give the folder public/ "
        "alone, and ask why there are two.",
    ),
    errors.BundleGiven: (
        "{path} adalah bundel (.zip): itu dapat diperiksa (draw verify, odds, bias, prove), tetapi tidak dapat dikerjakan. Berikan folder yang dibuat "
        "dengan --out pada commit.",
        "{path} is a bundle (.zip): it can be checked (draw verify, odds, bias, prove) but not worked on. Give the folder that commit made with --out.",
    ),
    errors.DrawnOtherwise: (
        "Undian {draw_id} sudah diundi, dengan {what} «{drawn}», bukan dengan yang diberikan sekarang. Hasilnya tetap, dan yang diberikan sekarang tidak "
        "berlaku. Jalankan lagi tanpa --{what} untuk melihat hasilnya.",
        'The draw {draw_id} was drawn already, with the {what} "{drawn}" and not with what is given now. Its result stands, and what is given now counts for '
        "nothing. Run this again without --{what} to see the result.",
    ),
    errors.CountsDisagree: (
        "Jumlah-jumlah di counts.json tidak cocok satu sama lain atau dengan manifes ({n} entri): strata, pita, kelompok, bobot, dan besar "
        "keluarga masing-masing harus mencakup semua entri dan keluarga.",
        "The sums in counts.json do not agree with each other or with the manifest ({n} entries): strata, bands, groups, weights and "
        "household sizes must each cover all entries and households.",
    ),
    errors.ListNotPublic: (
        "Daftar undian {draw_id} tidak diterbitkan (tingkat roots): hanya penyelenggara dan auditor yang memegangnya. Perintah ini "
        "memerlukan daftar itu; jalankan pada folder penyelenggara, dengan auditors/ di samping public/.",
        "The list of the draw {draw_id} is not public (level roots): only the operator and the auditors hold it. This command needs "
        "it; run it on the operator's folder, with auditors/ beside public/.",
    ),
    errors.TargetUnwritable: (
        "{path} tidak dapat ditulis: di {folder} Anda tidak boleh menulis. Pilih folder lain, atau minta izin pemilik folder itu. "
        "Tidak ada yang berubah.",
        "{path} cannot be written: you may not write in {folder}. Choose another folder, or ask its owner for the right. Nothing was "
        "changed.",
    ),
    errors.FileThere: (
        "{path} sudah ada, dan tidak ditimpa. Pakai nama lain pada --out, atau pindahkan dulu berkas itu.",
        "{path} is there already and is not overwritten. Give --out another name, or move that file away first.",
    ),
    errors.PlaceInDraw: (
        "{path} ada di dalam folder undian {folder}. Di sana tidak ada berkas lain yang boleh ditambahkan: folder public/ diterbitkan, dan "
        "pemeriksaannya akan gagal. Simpan di tempat lain dengan --out.",
        "{path} lies in {folder}, the folder of a draw. No other file may be added there: public/ is published, and its check would "
        "fail. Put it somewhere else with --out.",
    ),
    errors.ClockBehind: (
        "Jam komputer ini menunjukkan {at}, lebih awal dari {before}, yang harus mendahuluinya. Perbaiki jamnya, lalu jalankan "
        "lagi; belum ada yang ditandatangani.",
        "The clock of this computer says {at}, earlier than {before}, which must come before. Set the clock and run this again; "
        "nothing was signed.",
    ),
    errors.ProofTooLarge: (
        "Bukti nomor {ticket} berisi {bytes} byte, lebih dari {most} yang dapat dibaca pemeriksa mana pun: batas per keluarga "
        "undian ini terlalu besar untuk bukti satu berkas. Yang menunjukkan hasilnya adalah bundel undian.",
        "The proof of ticket {ticket} holds {bytes} bytes, more than the {most} that any verifier reads: the household cap of this "
        "draw is too large for a proof in one file. The bundle of the draw shows the result.",
    ),
    errors.RoundKnown: (
        "Ronde {round} keluar pada {at}, sebelum hasil undian ditandatangani ({before}): sudah dapat diketahui siapa yang akan "
        "menggantikan siapa. Pakai ronde sesudahnya.",
        "Round {round} came out at {at}, before the draw's outcome was signed ({before}): it was known who would take whose "
        "place. Take a round after that.",
    ),
    errors.CloseTimeAhead: (
        "Pendaftaran baru ditutup pada {close_time}, dan sekarang {at}. Kunci daftar sesudah ditutup, atau perbaiki --close-time.",
        "Applications close at {close_time}, and it is {at}. Commit the list after they have closed, or mend --close-time.",
    ),
    errors.DrawIdAgain: (
        "Undian sebelumnya juga bernama {draw_id}. Undian ulang sesudah pembatalan harus memakai ronde sesudah {round}; undian lain "
        "memakai nama lain.",
        "The draw before is called {draw_id} too. A draw done again after a void needs a round after {round}; another draw needs "
        "another name.",
    ),
    errors.RehearsalUnmarked: (
        "Nama {draw_id} diawali seperti nama latihan, padahal ini undian sungguhan: setiap pemeriksa akan menolaknya. Tambahkan "
        "--rehearsal kalau ini latihan, atau pilih nama lain. Belum ada yang dikunci.",
        "The name {draw_id} begins as that of a rehearsal, but this is a real draw: every verifier would refuse it. Add --rehearsal "
        "if it is one, or choose another name. Nothing is committed.",
    ),
    errors.RoundNotLater: (
        "Pengganti menurut ronde {given}: padahal ronde undian ini {round}; pakai ronde sesudahnya. Tanpa --round dan --signature "
        "urutan undian yang berlaku. Belum ada yang ditandatangani.",
        "A replacement by round {given}: the draw's round is {round}; name a later one. Without --round and --signature the "
        "order of the draw counts. Nothing was signed.",
    ),
    errors.WouldNotHold: (
        "{file} tidak dibuat: setiap pemeriksa akan menolaknya. {told} Tidak ada yang berubah; lihat: gelombang draw verify FOLDER",
        "{file} is not made: every verifier would refuse it. {told} Nothing was changed; see: gelombang draw verify FOLDER",
    ),
    errors.CommittedTooLate: (
        "Daftar {draw_id} ditandatangani pada {signed_at}, sesudah rondenya keluar ({at}): angkanya sudah diketahui. Undian ini tidak "
        "diterbitkan; kunci daftar lagi dengan ronde yang akan datang.",
        "The list of {draw_id} was signed at {signed_at}, after its round came out ({at}): the number was known. This draw is not "
        "published; commit the list again with a round to come.",
    ),
}

PROBLEMS: dict[str, str] = {
    "link": "ini tautan (symlink), bukan berkas biasa",
    "too many files": "terlalu banyak berkas",
    "zip": "bukan satu zip yang utuh",
    "member name": "ada nama yang tidak boleh ada di dalam bundel",
}
