// What people read, in Indonesian; plain JSON after "export default", since the check on the server reads it too. A step has
// "yes", "no" and, where it can stay open, "open"; "why" says why it matters, "help" what a failure can mean and what to do.
export default {
  "tag": "id-ID",
  "moment": "{date} pukul {time} {zone}",
  "pending": "sedang diperiksa …",
  "marks": { "yes": "Benar:", "no": "Salah:", "open": "Belum diperiksa:" },
  "checking": "Sedang memeriksa …",
  "fold": "Lihat {n} langkah pemeriksaan",
  "failed": "Yang salah",
  "open": "Yang belum diperiksa",
  "keep": "Simpan bukti saya",
  "here": "Buktinya diperiksa di perangkat Anda sendiri.",
  "whose": "Kode tanda terima: {code}",
  "objection": "Keberatan? Hubungi {operator}.",
  "question": "Ada pertanyaan, atau lama tidak ada kabar? Hubungi {operator}.",
  "operator": "penyelenggara program ini",
  "numerals": ["Tidak ada", "Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Delapan", "Sembilan", "Sepuluh"],
  "answers": {
    "selected": { "title": "Anda TERPILIH", "reason": "Anda terpilih pada tahap {phase}.", "next": "Simpan bukti ini. Kalau Anda mendaftar di situs ini, masuk dan ambil kursi Anda sebelum batas waktunya; kalau tidak, tunggu kabar dari penyelenggara. Jangan membayar siapa pun: yang meminta uang adalah penipu." },
    "quota": { "title": "Anda belum terpilih", "reason": "Kursi untuk {region} sudah habis sebelum giliran nomor Anda." },
    "seats": { "title": "Anda belum terpilih", "reason": "Kursi sudah habis sebelum giliran nomor Anda." },
    "household": { "title": "Anda belum terpilih", "reason": "{cap_words} orang dari keluarga Anda terpilih lebih dulu; itu batasnya. Waktu giliran nomor Anda tiba, kursi masih ada." },
    "household_too": { "title": "Anda belum terpilih", "reason": "{cap_words} orang dari keluarga Anda terpilih; itu batasnya. Kalau batas itu tidak berlaku untuk Anda, Anda tetap belum terpilih: kursi sudah habis sebelum giliran nomor Anda." },
    "closed": { "title": "Anda belum terpilih", "reason": "Tidak ada tahap yang terbuka untuk Anda." },
    "before": { "title": "Anda ikut undian ini", "reason": "Hasil undian ini belum diumumkan.", "next": "Simpan bukti ini, lalu periksa lagi setelah hasilnya diumumkan." },
    "unannounced": { "title": "Hasil di bukti ini belum diumumkan di halaman ini", "reason": "Yang sudah diperiksa benar. Hasil baru berlaku setelah diumumkan di sini untuk semua orang.", "next": "Simpan bukti ini. Nanti muat ulang halaman ini dengan internet, lalu periksa lagi." },
    "void": { "title": "Undian ini BATAL: hasilnya tidak berlaku", "reason": "Dinyatakan batal pada {at}. Alasannya: {why}", "was": "Yang tertulis di bukti ini sebelum undian dibatalkan: {reason}", "next": "Anda tidak kehilangan apa-apa: Anda boleh ikut gelombang berikutnya." },
    "receipt": { "title": "Tanda terima ini benar", "reason": "Tanda terima menunjukkan bahwa Anda mendaftar, bukan hasilnya." },
    "wrong": { "title": "Bukti ini TIDAK benar", "reason": "Jangan dipakai dulu. Lihat yang salah di bawah." },
    "wrong_receipt": { "title": "Tanda terima ini TIDAK cocok", "reason": "Lihat yang salah di bawah." },
    "other": { "title": "Ini bukti undian lain", "reason": "Bukti ini untuk undian {draw}, bukan untuk undian di halaman ini.", "here": "Periksa di halaman {title}", "absent": "Undian itu tidak ada di situs ini. Yang berlaku adalah undian yang diumumkan penyelenggara." },
    "other_receipt": { "title": "Ini tanda terima undian lain", "reason": "Tanda terima ini untuk undian {draw}, bukan untuk undian di halaman ini." }
  },
  "since": {
    "came": { "title": "Anda MENDAPAT TEMPAT sesudah undian", "reason": "Ada yang melepas tempat tahap {phase}, urutan {rank}, dan sekarang tempat itu milik Anda (penggantian {number})." },
    "left": { "title": "Anda terpilih, tetapi tempat Anda sudah dilepas sesudah undian", "reason": "Tempat nomor {ticket}, tahap {phase}, urutan {rank}, sudah dilepas; sekarang milik nomor {holder} (penggantian {number})." },
    "left_empty": { "title": "Anda terpilih, tetapi tempat Anda sudah dilepas sesudah undian", "reason": "Tempat nomor {ticket}, tahap {phase}, urutan {rank}, sudah dilepas; sekarang tidak ada yang memilikinya (penggantian {number})." },
    "was": "Undiannya sendiri, seperti di bukti ini: {reason}",
    "open": "TIDAK diperiksa: apakah ini berubah sesudah undian. Ada penggantian, dan isinya tidak dapat dibaca. Periksa lagi dengan internet."
  },
  "next_wave": "Anda boleh ikut gelombang berikutnya. Belum terpilih kali ini tidak mengurangi peluang Anda nanti.",
  "right": "Bukti ini sudah diperiksa dan benar.",
  "partly": { "beacon": "Yang sudah diperiksa benar, tetapi angka acaknya belum diperiksa.", "other": "Yang sudah diperiksa benar, tetapi belum semuanya." },
  "numbers": {
    "mine": "Nomor undian Anda {mine}.",
    "won": "Nomor terakhir yang terpilih {place}: {last}, lebih besar daripada nomor Anda.",
    "lost": "Tahap {phase}: nomor terakhir yang terpilih {place} {last}, lebih kecil daripada nomor Anda."
  },
  "rehearsal": "Ini LATIHAN: angka acaknya sudah diketahui sebelumnya, jadi hasilnya tidak menentukan apa-apa.",
  "short_notice": "Lihat sendiri: hanya ada {hours} jam antara daftar disegel dan angka acaknya keluar. Seharusnya paling sedikit 72 jam, supaya yang salah di daftar sempat diperbaiki.",
  "steps": {
    "file": {
      "yes": "Berkas ini utuh, tidak berubah.",
      "why": "Satu huruf saja yang berubah akan ketahuan."
    },
    "signature": {
      "yes": "Penyelenggara menandatangani pernyataan ini pada {signed_at}.",
      "no": "Tanda tangan penyelenggara tidak cocok.",
      "why": "Tanda tangan tidak dapat ditiru, dan penyelenggara tidak dapat menyangkalnya.",
      "help": "Bukti ini diubah setelah dibuat. Unduh lagi dari halaman ini; kalau tetap salah, ajukan pengaduan dengan berkas ini."
    },
    "manifest": {
      "yes": "Pernyataan itu tentang undian {draw}, yang daftarnya ditutup {close_time}.",
      "no": "Pernyataan itu tentang undian lain.",
      "why": "Daftar, aturan, dan putaran angka acak sudah disegel bersama dengan satu kode.",
      "help": "Isi dua undian tercampur dalam berkas ini. Minta bukti baru; kalau tetap salah, ajukan pengaduan."
    },
    "times": {
      "no": "Pernyataan itu tidak mungkin ditandatangani pada {signed_at}.",
      "help": "Waktunya masih akan datang, atau sebelum pendaftaran ditutup atau putaran keluar. Periksa jam perangkat Anda; kalau jamnya benar, ajukan pengaduan dan lampirkan berkas ini."
    },
    "draw": {
      "yes": "Ini undian yang ada di halaman ini ({draw}), dengan kunci penyelenggara yang sama.",
      "no": "Ini bukti undian {draw}, bukan undian di halaman ini.",
      "no_named": "Bukti ini menyebut undian di halaman ini ({draw}), tetapi segel atau kunci penyelenggaranya lain.",
      "open": "Halaman ini tidak menyebut kunci penyelenggara. Bandingkan sendiri: {operator}",
      "why": "Siapa pun bisa membuat undian sendiri; yang berlaku adalah yang diumumkan.",
      "help": "Buka halaman undian yang tertulis di bukti, lalu periksa di sana.",
      "help_named": "Isi bukti ini berubah, atau dibuat orang lain. Ambil bukti Anda dengan kode di halaman ini."
    },
    "list": {
      "yes": "Data ini ada di daftar yang disegel sebelum undian: baris nomor {ticket} dari {n}.",
      "no": "Data ini TIDAK ada di daftar yang disegel.",
      "why": "Tidak ada yang bisa ditambah atau dibuang setelah daftar disegel.",
      "help": "Data Anda mungkin hilang atau diubah. Simpan tanda terima Anda dan ajukan pengaduan dengan keduanya."
    },
    "mine": {
      "yes": "Data ini cocok dengan kode atau tanda terima Anda.",
      "no": "Data ini BUKAN milik kode atau tanda terima Anda.",
      "why": "Supaya yang Anda lihat memang hasil Anda sendiri.",
      "help": "Data Anda mungkin diubah, atau bukti orang lain yang terkirim. Simpan tanda terima dan ajukan pengaduan."
    },
    "outcome": {
      "yes": "Hasil di bukti ini adalah hasil yang diterbitkan di sini untuk semua orang.",
      "no": "Hasil di bukti ini bukan hasil yang diterbitkan di sini.",
      "open": "Halaman ini belum memuat hasil yang diumumkan. Muat ulang halaman ini dengan internet, lalu periksa lagi.",
      "why": "Penyelenggara bisa saja menandatangani hasil kedua untuk satu orang; semua orang harus melihat hasil yang sama.",
      "help": "Jangan percaya bukti ini. Ambil bukti Anda dengan kode di halaman ini, simpan kedua berkas, ajukan pengaduan, dan beri tahu pengawas."
    },
    "beacon": {
      "yes": "Angka acaknya dari drand, putaran {round}, yang keluar {at}.",
      "yes_none": "Angka acak undian ini dari upacara. Kebenarannya bertumpu pada para saksi.",
      "no": "Tanda tangan angka acak palsu, atau milik putaran lain.",
      "open": "Angka acak belum diperiksa: pemeriksanya belum termuat. Sambungkan internet lalu periksa lagi.",
      "why": "Sebelum waktunya, tidak seorang pun di dunia tahu atau dapat memilih angka ini.",
      "why_rehearsal": "Dalam undian sungguhan, tidak seorang pun tahu angka ini sebelumnya; dalam latihan ini angkanya sudah diketahui.",
      "why_none": "Karena itu ucapan upacara dan nama para saksi diumumkan.",
      "help": "Angka acaknya mungkin dipilih orang. Ajukan pengaduan dan beri tahu pengawas."
    },
    "seed": {
      "yes": "Angka undian dihitung dari daftar dan angka acak itu; hasil hitungannya disebut benih acak ({seed_start}…).",
      "yes_ceremony": "Angka undian dihitung dari daftar, angka acak itu, dan ucapan upacara “{ceremony}”; hasil hitungannya disebut benih acak ({seed_start}…). Ucapan itu bertumpu pada para saksinya.",
      "no": "Angka undian TIDAK dihitung dari daftar dan angka acak itu.",
      "why": "Kalau daftar diubah sedikit saja, semua nomor undian ikut berubah.",
      "help": "Undian ini memakai angka lain dari yang diumumkan. Ajukan pengaduan dan beri tahu pengawas."
    },
    "number": {
      "yes": "Nomor undian Anda {million} dari sejuta (angka lengkapnya mulai dengan {score_start}).",
      "why": "Nomor dihitung dari benih acak dan nomor baris di daftar. Nomor terkecil dipilih lebih dulu; siapa pun bisa menghitungnya.",
      "why_weight": "Nomor dihitung dari benih acak dan nomor baris di daftar. Anda punya {weight} kesempatan; nomor terkecil yang dipakai."
    },
    "result": {
      "yes": "Hasil ini ada di hasil yang diterbitkan untuk semua orang.",
      "no": "Hasil ini TIDAK ada di hasil yang diterbitkan.",
      "why": "Semua orang melihat hasil yang sama.",
      "help": "Hasil Anda mungkin diganti. Ajukan pengaduan dengan berkas ini."
    },
    "reason": {
      "yes": "Hasil ini sesuai dengan aturan undian.",
      "yes_selected": "Hasil ini sesuai dengan aturan undian: terpilih pada tahap {phase}, urutan {rank}.",
      "no": "Hasil ini TIDAK sesuai dengan nomor Anda dan nomor terakhir yang terpilih.",
      "why": "Alasan yang sama berlaku bagi setiap orang.",
      "help": "Hasil dan nomor tidak sejalan. Ajukan pengaduan dengan berkas ini."
    },
    "receipt_signature": {
      "yes": "Penyelenggara menandatangani tanda terima ini; waktu pendaftaran {time}.",
      "no": "Tanda tangan penyelenggara tidak cocok.",
      "why": "Dengan ini Anda dapat membuktikan bahwa Anda mendaftar.",
      "help": "Tanda terima ini diubah. Pakai berkas asli yang Anda terima saat mendaftar."
    },
    "receipt_times": {
      "no": "Waktu di tanda terima ini tidak cocok dengan undian ini: pendaftarannya pada {time}, dan tanda terimanya ditandatangani pada {signed_at}.",
      "help": "Pendaftaran sesudah ditutup tidak berlaku, dan tanda terima diberikan sebelum daftar disegel. Simpan berkas ini dan ajukan pengaduan."
    },
    "receipt_draw": {
      "yes": "Tanda terima ini untuk undian di halaman ini ({draw}).",
      "no": "Tanda terima ini untuk undian {draw}, bukan undian di halaman ini.",
      "no_named": "Tanda terima ini menyebut undian di halaman ini ({draw}), tetapi segel atau kunci penyelenggaranya lain.",
      "open": "Halaman ini tidak menyebut kunci penyelenggara. Bandingkan sendiri: {operator}",
      "why": "Setiap undian punya kode sendiri.",
      "help": "Buka halaman undian yang tertulis di tanda terima.",
      "help_named": "Pakai berkas asli yang Anda terima saat mendaftar."
    },
    "identity": {
      "yes": "Tanda terima ini untuk nomor identitas yang Anda ketik.",
      "no": "Tanda terima ini BUKAN untuk nomor identitas yang Anda ketik.",
      "open": "Nomor identitas belum dicocokkan. Ketik nomor Anda di bawah kalau mau; nomor itu tidak dikirim dan tidak disimpan.",
      "why": "Daftar hanya memuat kode dari nomor Anda, bukan nomornya.",
      "help": "Periksa ketikannya. Kalau benar, Anda mungkin menerima tanda terima orang lain: ajukan pengaduan."
    }
  },
  "detail": {
    "household": "Tahap {phase}: sebelum giliran Anda, dari keluarga Anda sudah terpilih {mates}; paling banyak {cap} orang per keluarga.",
    "mate": "baris nomor {ticket} (tahap {phase}, urutan {rank})",
    "and": " dan ",
    "phase": "{number} ({name})",
    "whole": "di tahap ini",
    "region": "di {region}",
    "unnamed": "wilayah Anda",
    "empty": "Tahap {phase}: tidak ada kursi {place}.",
    "last": "Tahap {phase}: Anda yang terakhir terpilih {place}.",
    "band": "Tahap {phase}: Anda di kelompok layanan ke-{mine}; yang terakhir terpilih {place} dari kelompok ke-{last}. Kelompok ke-1 dipilih lebih dulu, lalu ke-2, dan seterusnya.",
    "won": "Tahap {phase}: nomor Anda {mine}; nomor terakhir yang terpilih {place} {last}. Nomor Anda lebih kecil.",
    "lost": "Tahap {phase}: nomor Anda {mine}; nomor terakhir yang terpilih {place} {last}. Nomor Anda lebih besar."
  },
  "refused": {
    "json": "Berkas ini bukan bukti. Pilih berkas .json yang Anda unduh dari halaman undian, atau ketik kode Anda.",
    "cut": "Berkas ini terpotong: bagian akhirnya hilang. Unduh lagi bukti Anda, atau ketik kode Anda.",
    "canonical": "Isi berkas ini berubah sejak dibuat. Unduh lagi bukti Anda, jangan disalin lewat aplikasi lain.",
    "kind": "Berkas ini bukan bukti dan bukan tanda terima. Pilih berkas .json yang Anda unduh dari halaman undian.",
    "large": "Berkas ini terlalu besar untuk sebuah bukti. Pilih berkas .json yang Anda unduh dari halaman undian.",
    "empty": "Berkas ini kosong. Unduh lagi bukti Anda, atau ketik kode Anda.",
    "member": "Berkas ini bukan bukti yang lengkap: ada bagian yang hilang atau berubah. Unduh lagi bukti Anda.",
    "code": "Ada huruf yang salah ketik. Cocokkan lagi dengan tanda terima: enam belas huruf dan angka.",
    "short": "Kode belum lengkap: baru {n} dari 16 huruf dan angka.",
    "long": "Kode terlalu panjang: {n} huruf dan angka. Seharusnya 16.",
    "nothing": "Ketik kode dari tanda terima.",
    "nothing_file": "Pilih berkas bukti dulu.",
    "absent": "Kode ini tidak ada di undian ini",
    "network": "Bukti tidak dapat diambil: tidak ada sambungan. Coba lagi nanti, atau pilih berkas bukti yang sudah Anda simpan.",
    "server": "Server sedang tidak dapat menjawab. Coba lagi nanti, atau pilih berkas bukti yang sudah Anda simpan.",
    "script": "Pemeriksa tidak termuat lengkap. Muat ulang halaman ini, lalu coba lagi."
  },
  "absent": "Lihat nama undian di tanda terima Anda: mungkin undian lain. Kalau benar undian ini, simpan tanda terimanya dan hubungi {operator}.",
  "gap": "Daftar itu urut menurut kode. Kode ini seharusnya di antara baris nomor {before} dan {after}, tetapi di sana tidak ada.",
  "is_receipt": "Ini tanda terima, bukan bukti. Ketik kodenya: {code}",
  "where": "Lihat tempat kosongnya di daftar",
  "drop": "Di komputer, berkas bukti bisa diseret ke kotak ini.",
  "paste": "Atau tempel isi bukti",
  "paste_label": "Isi berkas bukti",
  "identity_label": "Nomor identitas (NIK) untuk dicocokkan",
  "identity_help": "Dihitung di perangkat ini saja. Tidak dikirim, tidak disimpan.",
  "identity_button": "Cocokkan",
  "code_is": "Kode tanda terima ini: {code}",
  "code_button": "Periksa hasil saya",
  "kept": "Halaman ini dan halaman utama tersimpan di perangkat ini. Tanpa internet, Anda dapat memeriksa berkas bukti yang sudah Anda simpan; memeriksa dengan kode perlu internet.",
  "kept_more": "Simpan juga pemeriksa angka acak ({kb} kB)"
};
