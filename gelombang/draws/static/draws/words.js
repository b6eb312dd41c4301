// Every sentence of the check in the browser, Indonesian and English.

const ID = {
  steps: {
    statement: ['Penyelenggara menandatangani pernyataan ini.', 'Tanda tangan penyelenggara tidak cocok: berkas ini pernah diubah.'],
    manifest: ['Pernyataan itu memang untuk undian {draw_id}.', 'Pernyataan itu untuk undian lain.'],
    entry: ['Entri Anda ada di daftar yang disegel sebelum undian: nomor {ticket} dari {n}.', 'Entri ini TIDAK ada di daftar yang disegel.'],
    beacon: ['Angka acaknya asli dari suar publik, ronde {round}.', 'Tanda tangan suar palsu, atau dari ronde lain.', 'Suar ronde {round} belum diperiksa (programnya tidak dapat dimuat; coba lagi saat ada sinyal).'],
    ceremony: ['Angka acaknya dari upacara «{ceremony}». Kepercayaannya bertumpu pada para saksi.', 'Undian tanpa suar memuat tanda tangan suar.'],
    seed: ['Benih acak mengikuti dari daftar yang disegel dan suar itu.', 'Benih acak TIDAK mengikuti dari daftar dan suar.'],
    result: ['Hasil ini ada di hasil yang diterbitkan.', 'Hasil ini TIDAK ada di hasil yang diterbitkan.'],
    reason: ['Hasil itu sesuai dengan nomor undian Anda.', 'Hasil itu TIDAK sesuai dengan nomor undian dan batas yang diterbitkan.'],
    receipt: ['Tanda terima ini ditandatangani penyelenggara.', 'Tanda tangan pada tanda terima ini tidak cocok.'],
    same: ['Tanda terima ini untuk entri yang sama.', 'Tanda terima ini untuk entri lain.'],
    identity: ['Entri ini dibuat dari identitas yang Anda ketik.', 'Entri ini BUKAN dari identitas yang Anda ketik.', 'Identitas tidak diperiksa: Anda belum mengetiknya.'],
  },
  verdict: {
    '-': 'Bukti ini benar: Anda TERPILIH.',
    Q: 'Bukti ini benar: Anda belum terpilih. Kursi wilayah Anda penuh oleh nomor yang lebih kecil.',
    H: 'Bukti ini benar: Anda belum terpilih. Dari keluarga Anda sudah terpilih sebanyak yang boleh.',
    N: 'Bukti ini benar: Anda belum terpilih. Kursi habis oleh nomor yang lebih kecil.',
    listed: 'Bukti ini benar: Anda ikut undian. Undiannya belum dijalankan.',
    wrong: 'Bukti ini TIDAK benar. Minta bukti baru; kalau tetap salah, ajukan pengaduan dan lampirkan berkas ini.',
    partly: 'Yang diperiksa sejauh ini benar, tetapi suar belum diperiksa.',
  },
  telling: {
    won: 'Nomor Anda {mine}… tidak lebih besar daripada nomor terakhir yang terpilih, {last}….',
    lost: 'Nomor Anda {mine}… lebih besar daripada nomor terakhir yang terpilih, {last}….',
    band: 'Yang terakhir terpilih ada di urutan layanan {lastBand}; Anda di urutan {band}.',
    none: 'Pada tahap ini tidak ada kursi untuk wilayah Anda.',
    household: 'Anggota keluarga yang terpilih lebih dulu: nomor {mates}.',
  },
  marks: { true: 'Benar:', false: 'Salah:', null: 'Tidak diperiksa:' },
  problems: {
    code: 'Kode itu tidak mungkin benar; mungkin ada huruf yang salah ketik. Kode berisi 16 huruf dan angka.',
    absent: 'Tidak ada entri dengan kode ini pada undian ini. Periksa apakah tanda terima Anda untuk undian ini; kalau ya, ajukan pengaduan.',
    network: 'Bukti tidak dapat diambil karena tidak ada sinyal. Pilih berkas bukti yang pernah Anda simpan, atau coba lagi nanti.',
    large: 'Berkas itu terlalu besar untuk sebuah bukti.',
    json: 'Berkas itu bukan bukti. Pilih berkas .json yang Anda unduh dari halaman ini.',
    canonical: 'Berkas ini pernah diubah atau rusak. Unduh lagi bukti Anda.',
    unreadable: 'Bukti ini tidak lengkap atau rusak ({what}). Unduh lagi bukti Anda.',
    nothing: 'Ketik kode dari tanda terima Anda, atau pilih berkas bukti.',
  },
  checking: 'Sedang memeriksa …', keep: 'Simpan bukti saya (unduh)', what: 'Yang diperiksa',
  identity: 'Nomor identitas (NIK) Anda', identityHelp: 'Hanya dipakai di ponsel ini, tidak dikirim dan tidak disimpan.', again: 'Periksa juga identitas',
  offline: 'Siapkan untuk dipakai tanpa sinyal', ready: 'Siap: halaman ini dan pemeriksaannya juga jalan tanpa sinyal.',
  other: 'Bukti ini untuk undian lain ({draw_id}), bukan undian di halaman ini.',
};

const EN = {
  steps: {
    statement: ['The operator signed this statement.', "The operator's signature does not fit: this file was altered."],
    manifest: ['The statement is indeed about the draw {draw_id}.', 'The statement is about another draw.'],
    entry: ['Your entry is in the list that was sealed before the draw: ticket {ticket} of {n}.', 'This entry is NOT in the sealed list.'],
    beacon: ['The random number is genuine, from round {round} of the public beacon.', "The beacon's signature is forged, or of another round.", 'The beacon of round {round} was not checked (its program could not be loaded; try again with a signal).'],
    ceremony: ['The random number is from the ceremony "{ceremony}". Its trust rests on the witnesses.', "A draw without a beacon carries a beacon's signature."],
    seed: ['The seed follows from the sealed list and that beacon.', 'The seed does NOT follow from list and beacon.'],
    result: ['This result is among the published results.', 'This result is NOT among the published results.'],
    reason: ['The result agrees with your number.', 'The result does NOT agree with the number and the published cut-offs.'],
    receipt: ['This receipt is signed by the operator.', 'The signature on this receipt does not fit.'],
    same: ['The receipt is for the same entry.', 'The receipt is for another entry.'],
    identity: ['The entry was made from the identity you typed.', 'The entry was NOT made from the identity you typed.', 'The identity was not checked: you have not typed it.'],
  },
  verdict: {
    '-': 'This proof is right: you are SELECTED.',
    Q: 'This proof is right: you are not selected yet. The seats of your region were filled by smaller numbers.',
    H: 'This proof is right: you are not selected yet. As many of your household as may be were selected before.',
    N: 'This proof is right: you are not selected yet. The seats were taken by smaller numbers.',
    listed: 'This proof is right: you are in the draw. It has not run yet.',
    wrong: 'This proof is NOT right. Ask for a new one; if it is wrong again, complain and attach this file.',
    partly: 'What was checked so far is right, but the beacon was not checked.',
  },
  telling: {
    won: 'Your number {mine}… is not greater than the last number selected, {last}….',
    lost: 'Your number {mine}… is greater than the last number selected, {last}….',
    band: 'The last one selected is in band {lastBand}; you are in band {band}.',
    none: 'In this phase there was no seat for your region.',
    household: 'Members of your household selected before: tickets {mates}.',
  },
  marks: { true: 'Right:', false: 'Wrong:', null: 'Not checked:' },
  problems: {
    code: 'That code cannot be right; perhaps a letter was mistyped. A code has 16 letters and digits.',
    absent: 'No entry of this draw has this code. See whether your receipt is for this draw; if it is, complain.',
    network: 'The proof could not be fetched, there is no signal. Choose a proof file that you have kept, or try again later.',
    large: 'That file is too large to be a proof.',
    json: 'That file is not a proof. Choose the .json file that you downloaded from this page.',
    canonical: 'This file was altered or is damaged. Download your proof again.',
    unreadable: 'This proof is incomplete or damaged ({what}). Download your proof again.',
    nothing: 'Type the code from your receipt, or choose a proof file.',
  },
  checking: 'Checking …', keep: 'Keep my proof (download)', what: 'What was checked',
  identity: 'Your identity number (NIK)', identityHelp: 'Used on this phone only; not sent, not kept.', again: 'Check the identity too',
  offline: 'Make ready for use without a signal', ready: 'Ready: this page and its check also work without a signal.',
  other: 'This proof is for another draw ({draw_id}), not the one on this page.',
};

export const words = document.documentElement.lang === 'en' ? EN : ID;

export const filled = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? '?'));
