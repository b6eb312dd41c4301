// What people read, in Indonesian. A step has `yes`, `no` and, where it can stay open, `open`; `why` says why it matters,
// `help` what a failure can mean and what to do.

import { inWords, million, short } from "./words.js";

const { number, moment, pair } = inWords("id-ID");

const wrong = {
  cutoff: "Salah satu batas di bukti ini tidak ada di batas yang diterbitkan.",
  missing: "Bukti ini tidak menyebut batas dari setiap tahap.",
  cutoffs: "Hasilnya TIDAK cocok dengan nomor terakhir yang terpilih.",
  household: "Bagian tentang keluarga Anda tidak terbukti.",
  phase: "Ada tahap yang masih punya tempat bagi nomor Anda.",
  reason: "Alasan yang ditulis tidak cocok dengan batas yang diterbitkan.",
};

export default {
  pending: "sedang diperiksa …",
  marks: { yes: "Benar:", no: "Salah:", open: "Belum diperiksa:" },
  checking: "Sedang memeriksa …",
  heading: "Yang diperiksa",
  again: "Simpan bukti saya",
  verdict: {
    right: "Bukti ini benar: ",
    partly: { beacon: "Yang sudah diperiksa benar, tetapi suar belum: ", other: "Yang sudah diperiksa benar, tetapi belum semuanya: " },
    selected: "Anda TERPILIH.",
    quota: "Anda belum terpilih, karena kuota wilayah Anda penuh oleh nomor yang lebih kecil.",
    seats: "Anda belum terpilih, karena kursi habis oleh nomor yang lebih kecil.",
    household: "Anda belum terpilih, karena dari keluarga Anda sudah terpilih sebanyak yang boleh.",
    closed: "Anda belum terpilih, karena tidak ada tahap yang terbuka untuk Anda.",
    before: "Anda ikut undian. Undiannya belum dijalankan.",
    receipt: "Tanda terima ini benar.",
    wrong: "Bukti ini TIDAK benar. Jangan dipakai dulu; lihat tanda ✗ di bawah.",
    other: "Bukti ini bukan untuk undian di halaman ini.",
    wrong_receipt: "Tanda terima ini TIDAK cocok; lihat tanda ✗ di bawah.",
    rehearsal: "Ini LATIHAN: angka acaknya sudah diketahui sebelumnya, jadi hasilnya tidak menentukan apa-apa.",
  },
  steps: {
    file: { yes: () => "Berkas ini utuh dan bentuknya baku.", why: "Satu huruf saja yang berubah akan ketahuan." },
    signature: {
      yes: (f) => `Penyelenggara menandatangani pernyataan ini pada ${moment(f.signed_at)}.`,
      no: () => "Tanda tangan penyelenggara tidak cocok.",
      why: "Tanda tangan tidak dapat ditiru, dan penyelenggara tidak dapat menyangkalnya.",
      help: "Bukti ini diubah setelah dibuat. Unduh lagi dari halaman ini; kalau tetap salah, ajukan pengaduan dengan berkas ini.",
    },
    manifest: {
      yes: (f) => `Pernyataan itu tentang undian ${f.draw}, yang daftarnya ditutup ${moment(f.close_time)}.`,
      no: () => "Pernyataan itu tentang undian lain.",
      why: "Daftar, aturan, dan ronde angka acak sudah dikunci bersama dalam satu sidik jari.",
      help: "Isi dua undian tercampur dalam berkas ini. Minta bukti baru; kalau tetap salah, ajukan pengaduan.",
    },
    draw: {
      yes: (f) => `Ini undian yang ada di halaman ini (${f.draw}), dengan kunci penyelenggara yang sama.`,
      no: (f) => `Ini bukti undian ${f.draw}, bukan undian di halaman ini, atau kuncinya lain.`,
      open: (f) => `Halaman ini tidak menyebut kunci penyelenggara. Bandingkan sendiri: ${f.operator}`,
      why: "Siapa pun bisa membuat undian sendiri; yang berlaku adalah yang diumumkan.",
      help: "Buka halaman undian yang tertulis di bukti, lalu periksa di sana.",
    },
    list: {
      yes: (f) => `Entri ini ada di daftar yang dikunci sebelum undian: nomor urut ${number(f.ticket)} dari ${number(f.n)}.`,
      no: () => "Entri ini TIDAK ada di daftar yang dikunci.",
      why: "Tidak ada yang bisa ditambah atau dibuang setelah daftar dikunci.",
      help: "Entri Anda mungkin hilang atau diubah. Simpan tanda terima Anda dan ajukan pengaduan dengan keduanya.",
    },
    mine: {
      yes: () => "Entri ini cocok dengan kode atau tanda terima Anda.",
      no: () => "Entri ini BUKAN entri dari kode atau tanda terima Anda.",
      why: "Supaya yang Anda lihat memang hasil Anda sendiri.",
      help: "Data Anda mungkin diubah, atau bukti orang lain yang terkirim. Simpan tanda terima dan ajukan pengaduan.",
    },
    outcome: {
      yes: () => "Hasil di bukti ini adalah hasil yang diterbitkan di sini untuk semua orang.",
      no: () => "Hasil di bukti ini bukan hasil yang diterbitkan di sini, walaupun bertanda tangan penyelenggara.",
      open: () => "Halaman ini belum tahu hasil yang diterbitkan. Muat ulang halaman ini dengan internet, lalu periksa lagi.",
      why: "Penyelenggara bisa saja menandatangani hasil kedua untuk satu orang; semua orang harus melihat hasil yang sama.",
      help: "Jangan percaya bukti ini. Ambil bukti Anda dengan kode di halaman ini, simpan kedua berkas, ajukan pengaduan, dan beri tahu pengawas.",
    },
    beacon: {
      yes: (f) =>
        f.type === "none"
          ? "Undian ini tidak memakai suar; angka acaknya dari upacara. Kebenarannya bertumpu pada para saksi."
          : `Angka acaknya dari suar publik ronde ${number(f.round)}, yang keluar ${moment(f.at)}.`,
      no: () => "Tanda tangan suar palsu, atau milik ronde lain.",
      open: () => "Tanda tangan suar belum diperiksa: pemeriksanya belum termuat. Sambungkan internet lalu periksa lagi.",
      why: "Sebelum waktunya, tidak seorang pun di dunia tahu atau dapat memilih angka ini.",
      rehearsal: "Dalam undian sungguhan, tidak seorang pun tahu angka ini sebelumnya; dalam latihan ini angkanya sudah diketahui.",
      none: "Karena itu ucapan upacara dan nama para saksi diumumkan.",
      help: "Angka acaknya mungkin dipilih orang. Ajukan pengaduan dan beri tahu pengawas.",
    },
    seed: {
      yes: (f) => `Benih acak ${f.seed.slice(0, 12)}… mengikuti dari daftar dan suar itu${f.ceremony ? `, dan dari ucapan upacara “${f.ceremony}”` : ""}.`,
      no: () => "Benih acak TIDAK mengikuti dari daftar dan suar.",
      why: "Kalau daftar diubah sedikit saja, semua nomor undian ikut berubah.",
      help: "Undian ini memakai angka lain dari yang diumumkan. Ajukan pengaduan dan beri tahu pengawas.",
    },
    number: {
      yes: (f) => `Nomor undian Anda ${number(million(f.score))} dari sejuta (angka lengkapnya mulai dengan ${short(f.score)}).`,
      why: "Nomor dihitung dari benih dan nomor urut. Yang kecil dipilih lebih dulu; siapa pun bisa menghitungnya.",
      weight: (f) => `Anda punya ${f.weight} kesempatan; yang terkecil dipakai.`,
    },
    result: {
      yes: () => "Hasil ini ada di hasil yang diterbitkan untuk semua orang.",
      no: () => "Hasil ini TIDAK ada di hasil yang diterbitkan.",
      why: "Semua orang melihat hasil yang sama.",
      help: "Hasil Anda mungkin diganti. Ajukan pengaduan dengan berkas ini.",
    },
    reason: {
      yes: (f) => (f.result.selected ? `Hasilnya cocok: terpilih pada tahap ${f.result.phase}, urutan ${number(f.result.rank)}.` : "Hasilnya cocok dengan nomor terakhir yang terpilih."),
      no: (f) => wrong[f.why],
      why: "Alasan yang sama berlaku bagi setiap orang.",
      help: "Hasil dan nomor tidak sejalan. Ajukan pengaduan dengan berkas ini.",
    },
    receipt_signature: {
      yes: (f) => `Penyelenggara menandatangani tanda terima ini; waktu pendaftaran ${moment(f.time)}.`,
      no: () => "Tanda tangan penyelenggara tidak cocok.",
      why: "Dengan ini Anda dapat membuktikan bahwa Anda mendaftar.",
      help: "Tanda terima ini diubah. Pakai berkas asli yang Anda terima saat mendaftar.",
    },
    receipt_draw: {
      yes: (f) => `Tanda terima ini untuk undian di halaman ini (${f.draw}).`,
      no: (f) => `Tanda terima ini untuk undian ${f.draw}, bukan undian di halaman ini, atau kuncinya lain.`,
      open: (f) => `Halaman ini tidak menyebut kunci penyelenggara. Bandingkan sendiri: ${f.operator}`,
      why: "Setiap undian punya kode sendiri.",
      help: "Buka halaman undian yang tertulis di tanda terima.",
    },
    identity: {
      yes: () => "Tanda terima ini untuk nomor identitas yang Anda ketik.",
      no: () => "Tanda terima ini BUKAN untuk nomor identitas yang Anda ketik.",
      open: () => "Nomor identitas belum dicocokkan. Ketik nomor Anda di bawah kalau mau; nomor itu tidak dikirim dan tidak disimpan.",
      why: "Daftar hanya memuat sidik jari nomor Anda, bukan nomornya.",
      help: "Periksa ketikannya. Kalau benar, Anda mungkin menerima tanda terima orang lain: ajukan pengaduan.",
    },
  },
  detail(d) {
    const at = `Tahap ${d.phase}: `;
    if (d.kind === "household") {
      const whom = d.mates.slice(0, d.cap).map((m) => `nomor urut ${number(m.ticket)} (tahap ${m.phase}, urutan ${number(m.rank)})`);
      return `${at}sebelum giliran Anda, dari keluarga Anda sudah terpilih ${whom.join(" dan ")}; paling banyak ${d.cap} per keluarga.`;
    }
    const place = d.stratum === "----" ? "di tahap ini" : `di wilayah ${d.stratum}`;
    if (d.kind === "room") return `${at}masih ada tempat ${place}.`;
    if (!d.last) return `${at}tidak ada kursi ${place}.`;
    if (d.order[2] === d.last[2]) return `${at}Anda yang terakhir terpilih ${place}.`;
    if (d.order[0] !== d.last[0]) return `${at}Anda di urutan layanan ke-${d.order[0] + 1}; yang terakhir terpilih ${place} dari urutan ke-${d.last[0] + 1}.`;
    const [mine, last] = pair(d.order, d.last);
    return `${at}nomor Anda ${mine}; nomor terakhir yang terpilih ${place} ${last}. ${d.kind === "won" ? "Nomor Anda lebih kecil." : "Nomor Anda lebih besar."}`;
  },
  refused: {
    json: () => "Berkas ini bukan bukti. Pilih berkas .json yang Anda unduh dari halaman undian.",
    canonical: () => "Isi berkas ini berubah sejak dibuat: bentuknya tidak baku lagi. Unduh lagi bukti Anda, jangan disalin lewat aplikasi lain.",
    kind: () => "Berkas ini bukan bukti dan bukan tanda terima.",
    large: () => "Berkas ini terlalu besar untuk sebuah bukti.",
    empty: () => "Berkas ini kosong.",
    member: (f) => `Berkas ini bukan bukti yang lengkap: bagian “${f.member}” tidak ada atau salah bentuknya. Unduh lagi bukti Anda.`,
    code: () => "Kode itu ada yang salah ketik. Cocokkan lagi dengan tanda terima: enam belas huruf dan angka.",
    nothing: () => "Ketik kode dari tanda terima, atau pilih berkas bukti.",
    absent: () => "Tidak ada entri dengan kode ini di undian ini. Kalau tanda terima Anda untuk undian ini, ajukan pengaduan dan lampirkan tanda terimanya.",
    network: () => "Bukti tidak dapat diambil: tidak ada sambungan. Coba lagi nanti, atau pilih berkas bukti yang sudah Anda simpan.",
    server: () => "Server sedang tidak dapat menjawab. Coba lagi nanti, atau pilih berkas bukti yang sudah Anda simpan.",
    script: () => "Pemeriksa tidak termuat lengkap. Muat ulang halaman ini, lalu coba lagi.",
  },
  where: "Lihat tempat kosongnya di daftar",
  drop: "Berkas juga bisa diseret ke sini.",
  paste: "Atau tempel isi bukti",
  paste_label: "Isi berkas bukti",
  identity_label: "Nomor identitas (NIK) untuk dicocokkan",
  identity_help: "Dihitung di perangkat ini saja. Tidak dikirim, tidak disimpan.",
  identity_button: "Cocokkan",
  code_is: (code) => `Kode tanda terima ini: ${code}`,
  code_button: "Periksa hasil saya",
  kept: "Halaman ini tersimpan di perangkat ini; pemeriksaan jalan juga tanpa internet.",
  kept_more: (kb) => `Simpan juga pemeriksa suar (${kb} kB)`,
};
