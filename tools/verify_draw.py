#!/usr/bin/env python3
"""Check a public draw, a proof or a receipt of the protocol undian/1, with nothing but Python (3.9 or newer).

    python3 verify_draw.py FOLDER | BUNDLE.zip | PROOF.json | RECEIPT.json | outcome.json  [more of them]
                           [--operator HEX] [--auditors DIR] [--now TIME] [--identity] [--lang id|en] [--json]

Several folders are taken as one chain of draws, in any order. A proof or receipt is compared with the folders, and a
proof with an outcome.json, given beside it.

Every check is one sentence: ✓ true, ✗ not true, ! look at this yourself, – not checked. The last lines say what was
and what was not checked. Exit code: 0 all checks passed (a draw declared void too: the last lines say so); 1 a check
failed; 2 the input cannot be read or the command is wrong; 3 every check that could be made passed, but something that
decides could not be checked: a proof, receipt or outcome.json without the draw, the beacon signature, the list (level "roots"
without the auditors' copy), when the text of a ceremony was fixed, a result that is not there although its round is out,
the draw before, a bias report "not passed"; 74 the answer itself could not be written to its end (no space, or a pipe that
nobody reads any more), so that there is no verdict: one line on standard error says so.

This file was written from the text of the protocol alone and shares no line with the program that made the draw.
It reads; it writes nothing, asks the network nothing and believes nothing that it can compute.
Sources: RFC 8032 (Ed25519), RFC 8785 (canonical JSON), RFC 9162 section 2.1 (Merkle tree), FIPS 180-4 (SHA-256).
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import hashlib
import io
import json
import mmap
import os
import re
import stat
import struct
import sys
import tempfile
import time
import unicodedata
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import Any, Callable, NoReturn, Optional, TextIO, Union

VERSION = "undian/1"
QUICKNET: dict[str, Any] = {
    "type": "drand/bls-unchained-g1-rfc9380",
    "chain": "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    "public_key": "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510"
    "d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
    "genesis": 1692803367,
    "period": 3,
}
NO_BEACON: dict[str, Any] = {"type": "none", "chain": "", "public_key": "", "genesis": 0, "period": 0}
ZERO_HASH = "0" * 64
DIGITS62 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MAX_PROOF = 200_000  # bytes of one proof
MAX_JSON = 64 << 20  # bytes of one JSON file: a list of odds is the largest
MAX_FEW = 1 << 20  # bytes of a file with a few numbers and texts
FEW = {
    "manifest.json",
    "previous.json",
    "commitment.json",
    "outcome.json",
    "void.json",
    "bias.json",
    "policy.toml",
}
MAX_FILES = 2000  # files in a folder or zip
MAX_NAME, MAX_PART = 500, 200  # letters of a name in a zip, and of each of its parts
ZIP64 = 0xFFFFFFFF  # sizes and places in a zip from here on are written in 64 bits
MAX_DEPTH = 16  # objects and lists inside each other
MAX_CLAIM = 5_000_000  # entries up to which an audit sample is drawn again where only the manifest says how many there are
NOTICE_HOURS = 72  # how long before its round the list of a real draw is public
PROMPT = 3600  # seconds after its round in which a replacement may be signed without a word
DRIFT = 600  # seconds by which a clock may be ahead of ours
FILLERS = "\u115f\u1160\u3164\uffa0\U00013441\U00013442"  # letters that show nothing
NOT_SEEN = re.compile(
    "[\u034f\u17b4\u17b5\u180b-\u180f\u2800\ufe00-\ufe0f\ufff0-\uffff\U00016fe4\U0001d159\U000e0000-\U000e0fff]"
)
FALSE_ALARMS = "0.001000"  # how often the bias gate may stop an honest draw, over all its tests together
LEAST_REDRAWS = 999  # with fewer, the bias gate could not see its own limit
BIAS_NAMES = {
    "stratum": "strata",
    "household size": "household_sizes",
    "band": "bands",
    "groups": "groups",
    "weight": "weights",
}
BIAS_INSIDE = {"arrival", "last digit", "last digit but one", "day of birth"}
LOST = 74  # exit code where the answer cannot be written
MAX_INT = 2**53 - 1  # RFC 8785 knows integers exactly up to here
LIST_WIDTH, RESULT_WIDTH, CUTOFF_WIDTH = 103, 30, 111  # with the line break
BLOCK = 4096  # lines matched at a time

# --------------------------------------------------------------------------------------------------------------------
# Sentences. Each key has Indonesian and English; the fields in braces are the same in both.
# --------------------------------------------------------------------------------------------------------------------
TEXT: dict[str, tuple[str, str]] = {
    # headings
    "h_folder": ("Undian “{name}” ({path})", "Draw “{name}” ({path})"),
    "h_proof": ("Bukti ({path})", "Proof ({path})"),
    "h_outcome": ("Hasil ({path})", "Outcome ({path})"),
    "h_receipt": ("Tanda terima ({path})", "Receipt ({path})"),
    "h_chain": ("Rantai undian", "Chain of draws"),
    "not_true": ("TIDAK BENAR: ", "NOT TRUE: "),
    "answer_lost": (
        "verify_draw.py: jawaban tidak dapat ditulis sampai selesai (ruang simpan habis, atau pembacanya sudah berhenti): belum ada kesimpulan.",
        "verify_draw.py: the answer could not be written to its end (no space left, or its reader has gone): there is no verdict.",
    ),
    # reading
    "r_absent": ("{path}: tidak ada.", "{path}: does not exist."),
    "r_kind": (
        "{path}: bukan folder undian, bundel .zip, bukti, tanda terima, atau outcome.json.",
        "{path}: is not a draw folder, a .zip bundle, a proof, a receipt or an outcome.json.",
    ),
    "r_system": ("{path}: tidak dapat dibaca ({why}).", "{path}: cannot be read ({why})."),
    "r_big": (
        "{path}: lebih besar dari {limit} byte, jadi tidak dibaca.",
        "{path}: is larger than {limit} bytes, so it was not read.",
    ),
    "r_link": (
        "{path}: adalah tautan (symlink) atau bukan berkas biasa; berkas publik harus berkas biasa.",
        "{path}: is a link or not an ordinary file; public files must be ordinary files.",
    ),
    "r_many": ("{path}: lebih dari {limit} berkas.", "{path}: more than {limit} files."),
    "r_zip": (
        "{path}: zip rusak, atau tidak tersusun byte demi byte seperti seharusnya ({why}).",
        "{path}: the zip is damaged, or not laid out byte for byte as it must be ({why}).",
    ),
    "r_missing": ("Berkas {path} tidak ada.", "The file {path} is missing."),
    "r_not_that": (
        "Berkas {path} yang ditandatangani tidak ada di sini.",
        "The file {path} that was signed is not here.",
    ),
    "r_utf8": ("{path}: bukan teks UTF-8.", "{path}: is not UTF-8 text."),
    "r_json": ("{path}: bukan JSON yang sah ({why}).", "{path}: is not valid JSON ({why})."),
    "r_deep": ("{path}: JSON bersarang terlalu dalam.", "{path}: the JSON is nested too deeply."),
    "r_number": (
        "{path}: memuat angka yang bukan bilangan bulat, atau terlalu besar.",
        "{path}: holds a number that is not an integer, or is too large.",
    ),
    "r_two": (
        "{path}: memuat folder public/ DAN berkas undian di sampingnya ({what}). Tidak jelas mana yang berlaku; "
        "beri folder public/ saja, dan tanyakan mengapa ada dua.",
        "{path}: holds a folder public/ AND files of a draw beside it ({what}). It is unclear which counts; "
        "give the folder public/ alone, and ask why there are two.",
    ),
    "r_twice": ("{path}: nama “{what}” muncul dua kali.", "{path}: the name “{what}” occurs twice."),
    "r_jcs": (
        "{path}: isinya bukan bentuk baku JSON (RFC 8785); ada byte yang lain.",
        "{path}: its bytes are not the canonical form of JSON (RFC 8785); some byte differs.",
    ),
    "r_member": (
        "{path}: bagian “{what}” tidak ada atau bentuknya salah.",
        "{path}: the member “{what}” is missing or has the wrong form.",
    ),
    "r_extra": (
        "{path}: bagian “{what}” tidak dikenal di sini.",
        "{path}: the member “{what}” does not belong here.",
    ),
    "r_names": (
        "{path}: nama sebuah bagian memuat huruf di luar ASCII.",
        "{path}: the name of a member holds letters outside ASCII.",
    ),
    "r_ascii": (
        "{path}: memuat huruf di luar ASCII, yang tidak boleh di berkas ini.",
        "{path}: holds characters outside ASCII, which this file may not.",
    ),
    "r_line": (
        "{path}: baris {line} bentuknya salah (atau panjang berkas tidak pas).",
        "{path}: line {line} has the wrong form (or the file has the wrong length).",
    ),
    "r_policy": ("policy.json: {what} tidak sah.", "policy.json: {what} is not valid."),
    "r_carry": (
        "policy.json: tahap {phase} meneruskan sisa kursi, tetapi tidak ada tahap berikutnya yang punya jumlah kursi.",
        "policy.json: phase {phase} carries its unused seats, but no later phase has a number of seats.",
    ),
    "r_stop": (
        "Pemeriksaan bagian ini berhenti di sini; yang bergantung padanya tidak diperiksa.",
        "This part of the check stops here; what depends on it was not checked.",
    ),
    "nobody": (
        "Daftar ini kosong: tidak ada yang ikut undian, jadi tidak ada yang dapat terpilih.",
        "The list is empty: nobody is in this draw, so nobody can be selected.",
    ),
    # files and statements
    "jcs": ("{path}: isinya tepat bentuk baku JSON.", "{path}: its bytes are exactly canonical JSON."),
    "signature": (
        "{path}: tanda tangan Ed25519 sah, oleh kunci {operator}.",
        "{path}: the Ed25519 signature is valid, by the key {operator}.",
    ),
    "same_operator": (
        "{path}: ditandatangani kunci yang sama dengan komitmen.",
        "{path}: signed by the same key as the commitment.",
    ),
    "given_operator": (
        "Kunci penyelenggara sama dengan --operator yang Anda berikan.",
        "The operator's key is the one you gave with --operator.",
    ),
    "same_manifest": (
        "{path}: untuk manifes ini (SHA-256 {hash}).",
        "{path}: is for this manifest (SHA-256 {hash}).",
    ),
    "same_draw": ("{path}: untuk undian ini, {name}.", "{path}: is for this draw, {name}."),
    "file_hash": (
        "{path}: SHA-256-nya seperti yang tertulis di {by}.",
        "{path}: its SHA-256 is what {by} says.",
    ),
    "file_named": ("{by} menyebut berkas {path}.", "{by} names the file {path}."),
    "files_known": (
        "Setiap berkas dicakup sebuah pernyataan; tidak ada berkas asing. {what}",
        "Every file is covered by a statement; there is no unknown file. {what}",
    ),
    "toml_only_hash": (
        "policy.toml: hanya SHA-256-nya diperiksa. Undian memakai policy.json; bandingkan sendiri keduanya.",
        "policy.toml: only its SHA-256 was checked. The draw uses policy.json; compare the two yourself.",
    ),
    "junk": (
        "{what}: bukan bagian undian, tidak dicakup apa pun, dan tidak dibaca. macOS dan Windows menaruh berkas seperti itu di folder yang dibuka "
        "orang. Hapus, lalu periksa lagi.",
        "{what}: no part of the draw, covered by nothing, and not read. macOS and Windows leave such files in a folder that somebody opens. "
        "Delete them and check again.",
    ),
    "beside": (
        "Di samping public/ ada yang tidak dicakup apa pun dan tidak diperiksa: {what}.",
        "Beside public/ lie things that nothing covers and that were not checked: {what}.",
    ),
    "closed_first": (
        "Daftar ditandatangani ({signed}) sesudah pendaftaran ditutup ({closed}).",
        "The list was signed ({signed}) after applications closed ({closed}).",
    ),
    "signed_early": (
        "{path}: waktunya ({signed}) lebih awal dari yang mungkin ({before}).",
        "{path}: its time ({signed}) is earlier than it can be ({before}).",
    ),
    "signed_future": (
        "{path}: waktunya ({signed}) ada di masa depan. Periksa dulu jam komputer Anda (atau pakai --now).",
        "{path}: its time ({signed}) lies in the future. Check your computer's clock first (or use --now).",
    ),
    "signed_after": (
        "{path}: ditandatangani ({signed}) tidak lebih awal dari yang harus mendahuluinya ({before}).",
        "{path}: was signed ({signed}) not earlier than what must come before it ({before}).",
    ),
    "numbered": (
        "Nomor pernyataan {kind} berurutan tanpa celah dan waktunya tidak mundur.",
        "The numbers of the {kind} statements have no gap and their times do not run backwards.",
    ),
    # manifest and policy
    "prev_hash": (
        "previous.json adalah manifes sebelumnya yang ditunjuk `prev`.",
        "previous.json is the earlier manifest that `prev` points to.",
    ),
    "prev_round": (
        "Undian sebelumnya, “{name}”, memakai putaran {earlier}, yang keluar SESUDAH putaran undian ini ({round}). Tanyakan mengapa.",
        "The draw before, “{name}”, waits for round {earlier}, which comes out AFTER the round of this one ({round}). Ask why.",
    ),
    "prev_close": (
        "Undian sebelumnya, “{name}”, baru menutup pendaftarannya pada {closed}, sesudah komitmen undian ini ({signed}): salah satu "
        "dari dua waktu itu tidak benar. Tanyakan mengapa.",
        "The draw before, “{name}”, closes its applications only at {closed}, after the commitment of this one ({signed}): one of the "
        "two times is not true. Ask why.",
    ),
    "prev_practice": (
        "Undian sungguhan ini menyambung ke LATIHAN (“{name}”): siapa yang menelusuri rantainya keluar dari rantai undian sungguhan. "
        "Tanyakan undian sungguhan mana yang mendahuluinya.",
        "This real draw follows a REHEARSAL (“{name}”): whoever goes back along its chain leaves the chain of real draws. Ask which "
        "real draw came before it.",
    ),
    "prev_real": (
        "Latihan ini menyambung ke undian sungguhan “{name}”. Rantai undian sungguhan tidak boleh berlanjut dari latihan ini.",
        "This rehearsal follows the real draw “{name}”. The chain of real draws must not go on from a rehearsal.",
    ),
    "prev_same": (
        "Undian sebelumnya bernama sama; undian ulang memakai putaran yang lebih akhir.",
        "The draw before has the same name; a draw done again has a later round.",
    ),
    "prev_beacon": (
        "previous.json menetapkan suar yang dikenal, atau upacara saja.",
        "previous.json names the known beacon, or a ceremony alone.",
    ),
    "prev_absent": (
        "Manifes sebelumnya ({hash}) tidak ada di folder ini; beri juga folder undian itu untuk memeriksa rantainya.",
        "The earlier manifest ({hash}) is not in this folder; give that draw's folder too to check the chain.",
    ),
    "prev_first": (
        "Ini undian pertama dalam rantainya: `prev` nol dan previous.json tidak ada.",
        "This is the first draw of its chain: `prev` is zero and there is no previous.json.",
    ),
    "policy_hash": (
        "Aturan (policy.json) adalah yang tertulis di manifes.",
        "The policy (policy.json) is the one in the manifest.",
    ),
    "policy_valid": (
        "Aturan sah: {phases} tahap, batas per keluarga {cap} (0 = tanpa batas).",
        "The policy is valid: {phases} phases, household cap {cap} (0 = none).",
    ),
    "beacon_chain": (
        "Suar yang ditetapkan adalah drand quicknet, putaran {round}, kunci seperti yang dikenal.",
        "The beacon is drand quicknet, round {round}, with its known key.",
    ),
    "beacon_none": (
        "Undian tanpa suar: upacara saja. Kepercayaan bertumpu pada para saksi.",
        "A draw without a beacon: a ceremony only. Its trust rests on the witnesses.",
    ),
    "ceremony_when": (
        "TIDAK diperiksa: bahwa teks upacara sudah tetap sebelum putaran keluar. Berkas tidak dapat menunjukkannya, dan siapa "
        "yang memilih teks sesudahnya dapat memilih hasilnya. Tanyakan para saksi, atau lihat koran hari itu.",
        "NOT checked: that the text of the ceremony was fixed before the round. No file can show it, and whoever chooses the "
        "text afterwards can choose the result. Ask its witnesses, or look into the newspaper of the day.",
    ),
    "ceremony_alone": (
        "TIDAK diperiksa: bahwa teks upacara tidak dipilih di antara banyak teks. Tanpa suar hanya para saksi, yang melihat dan "
        "mencatatnya pada saat itu, yang dapat mengatakannya. Tanyakan mereka.",
        "NOT checked: that the text of the ceremony was not chosen among many. Without a beacon only the witnesses, who saw it and "
        "wrote it down at that moment, can say so. Ask them.",
    ),
    "round_future": (
        "Saat komitmen ditandatangani ({signed}) putaran {round} belum keluar (keluar {out}).",
        "When the commitment was signed ({signed}) round {round} was not yet out (it comes out {out}).",
    ),
    "rehearsal": (
        "Ini LATIHAN, bukan undian sungguhan: putarannya boleh sudah diketahui.",
        "This is a REHEARSAL, not a real draw: its round may have been known already.",
    ),
    "rehearsal_name": (
        "Nama undian diawali “rehearsal-” tepat bila ini latihan.",
        "The draw id begins with “rehearsal-” exactly when this is a rehearsal.",
    ),
    "notice": (
        "Jarak komitmen ke putaran {hours} jam, kurang dari {promised} jam yang tertulis di about.json.",
        "From the commitment to the round are {hours} hours, fewer than the {promised} hours in about.json.",
    ),
    "notice_short": (
        "Jarak komitmen ke putaran hanya {hours} jam. Daftar undian sungguhan harus terbit paling sedikit 72 jam sebelum putarannya, "
        "supaya yang salah sempat diperbaiki.",
        "From the commitment to the round are only {hours} hours. The list of a real draw must be out at least 72 hours before its "
        "round, so that what is wrong in it can be put right.",
    ),
    # list and counts
    "list_sha": ("list.csv: SHA-256-nya seperti di manifes.", "list.csv: its SHA-256 is the manifest's."),
    "list_n": ("list.csv: tepat {n} baris.", "list.csv: exactly {n} lines."),
    "list_form": (
        "list.csv: semua baris benar bentuknya dan urutannya (komitmen selalu naik). {what}",
        "list.csv: every line has the right form and order (commits strictly increase). {what}",
    ),
    "list_root": (
        "list.csv: akar Merkle-nya seperti di manifes.",
        "list.csv: its Merkle root is the manifest's.",
    ),
    "house_stratum": (
        "Tiap keluarga berada dalam satu strata saja. {what}",
        "Each household lies within one stratum. {what}",
    ),
    "counts_match": (
        "counts.json: bagian “{what}” sama dengan hitungan dari list.csv.",
        "counts.json: “{what}” equals the count made from list.csv.",
    ),
    "counts_other": (
        "counts.json: tidak memuat bagian lain; “{what}” tidak ada tempatnya di sini.",
        "counts.json: holds nothing else; “{what}” has no place there.",
    ),
    "counts_sum": (
        "counts.json: tiap pembagian berjumlah sama dengan banyaknya entri, dan tidak ada strata dengan keluarga lebih banyak dari entri.",
        "counts.json: each of its divisions adds up to the number of entries, and no stratum has more households than entries.",
    ),
    "counts_n": (
        "counts.json: jumlah entri sama dengan manifes.",
        "counts.json: the number of entries is the manifest's.",
    ),
    "reduced": (
        "Tingkat “reduced”: daftar tidak memuat lebih dari yang dipakai aturan. {what}",
        "Level “reduced”: the list holds no more than the policy uses. {what}",
    ),
    # outcome
    "commitment_hash": (
        "Hasil menunjuk tepat ke commitment.json ini.",
        "The outcome points to exactly this commitment.json.",
    ),
    "same_round": ("Putaran dalam hasil sama dengan manifes.", "The outcome's round is the manifest's."),
    "ceremony": (
        "Teks upacara ada tepat bila manifes menetapkannya: “{what}”.",
        "A ceremony text is there exactly when the manifest calls for one: “{what}”.",
    ),
    "ceremony_hidden": (
        "Teks upacara tidak berisi huruf atau angka, atau memuat sesuatu yang tidak terlihat (karakter tak tampak, spasi ganda atau "
        "khusus, huruf yang tidak tersusun). Saksi tidak dapat mendengar atau menyalinnya, dan siapa yang dapat menambahkannya "
        "diam-diam dapat memilih hasilnya. Tanyakan mengapa.",
        "The text of the ceremony has no letter or digit, or holds what cannot be seen (invisible characters, double or odd spaces, "
        "letters that are not composed). No witness can hear it or write it down, and whoever can add it in silence can choose the "
        "result. Ask why.",
    ),
    "bls": (
        "Tanda tangan suar untuk putaran {round} sah (diperiksa dengan {by}).",
        "The beacon signature for round {round} is valid (checked with {by}).",
    ),
    "bls_zero": (
        "Tanpa suar, tanda tangannya 48 byte nol.",
        "There is no beacon, and its signature is 48 zero bytes.",
    ),
    "bls_unchecked": (
        "Tanda tangan suar TIDAK diperiksa: tidak ada pustaka BLS (pyblst atau drand-verify). Bandingkan sendiri: putaran "
        "{round} harus memuat signature {signature} dan randomness {randomness} di "
        "https://api.drand.sh/{chain}/public/{round} , atau di penyedia drand lain.",
        "The beacon signature was NOT checked: no BLS library (pyblst or drand-verify) is installed. Compare it yourself: round "
        "{round} must show signature {signature} and randomness {randomness} at "
        "https://api.drand.sh/{chain}/public/{round} , or at another drand provider.",
    ),
    "key": (
        "Kunci undian mengikuti dari manifes, putaran, tanda tangan, dan upacara.",
        "The key follows from manifest, round, signature and ceremony.",
    ),
    "seed": ("Benih acak {seed} mengikuti dari kunci.", "The seed {seed} follows from the key."),
    "cap": (
        "Batas per keluarga dalam hasil sama dengan aturan.",
        "The outcome's household cap is the policy's.",
    ),
    "results_match": (
        "results.csv: undian diulang dari awal; semua {n} baris hasil sama, byte demi byte. {what}",
        "results.csv: the whole draw was repeated; all {n} result lines are the same, byte for byte. {what}",
    ),
    "results_sha": (
        "SHA-256 hasil yang dihitung ulang seperti dalam pernyataan.",
        "The SHA-256 of the recomputed results is what the outcome says.",
    ),
    "results_root": (
        "Akar Merkle hasil yang dihitung ulang seperti dalam pernyataan.",
        "The Merkle root of the recomputed results is what the outcome says.",
    ),
    "cutoffs_match": (
        "cutoffs.csv: semua {n} baris batas sama dengan yang dihitung ulang. {what}",
        "cutoffs.csv: all {n} cut-off lines equal the recomputed ones. {what}",
    ),
    "cutoffs_score": (
        "cutoffs.csv: tiap nomor terakhir dari 1 sampai n, dan skornya mengikuti dari benih acak dengan bobot yang ada di counts.json. {what}",
        "cutoffs.csv: each last number is from 1 to n, and its score follows from the seed by a weight that counts.json has. {what}",
    ),
    "cutoffs_counts": (
        "cutoffs.csv: tidak melampaui apa yang dapat terjadi menurut counts.json (kelompok, strata, pita, keluarga). Apakah batas "
        "itu benar hanya dapat dilihat dari daftar. {what}",
        "cutoffs.csv: it goes beyond nothing that counts.json allows (groups, strata, bands, households). Whether the cut-offs are "
        "right only the list can show. {what}",
    ),
    "cutoffs_root": (
        "cutoffs.csv: akar Merkle-nya seperti dalam pernyataan.",
        "cutoffs.csv: its Merkle root is the outcome's.",
    ),
    "cutoffs_n": (
        "cutoffs.csv: jumlah barisnya seperti dalam pernyataan.",
        "cutoffs.csv: its number of lines is the outcome's.",
    ),
    "cutoffs_policy": (
        "cutoffs.csv: batas dan jumlah per tahap cocok dengan aturan dan saling cocok. {what}",
        "cutoffs.csv: limits and numbers of each phase agree with the policy and with each other. {what}",
    ),
    "selected": (
        "Jumlah terpilih per tahap benar: {what}.",
        "The number selected in each phase is right: {what}.",
    ),
    "list_unchecked": (
        "Daftar dan hasil lengkap tidak dipublikasikan (tingkat “roots”): daftar, skor, dan pemilihan TIDAK diulang. "
        "Auditor dapat memberi --auditors FOLDER.",
        "The full list and results are not published (level “roots”): list, scores and selection were NOT repeated. "
        "An auditor can give --auditors DIR.",
    ),
    "no_ceremony": (
        "Belum ada hasil di folder ini: undian ini menunggu upacaranya, dan hanya komitmen yang diperiksa.",
        "There is no result in this folder yet: it waits for its ceremony, and only the commitment was checked.",
    ),
    "no_result": (
        "Belum ada hasil di folder ini: hanya komitmen yang diperiksa.",
        "There is no result in this folder yet: only the commitment was checked.",
    ),
    "late": (
        "Putarannya sudah keluar ({out}), tetapi tidak ada hasil yang diterbitkan di folder ini. Siapa pun yang memegang daftar sudah "
        "dapat menghitung hasilnya; tanyakan mengapa hasil itu tidak diumumkan.",
        "Its round came out at {out}; no result is published in this folder. Whoever holds the list can compute the result by "
        "now; ask why it is not published.",
    ),
    "late_void": (
        "Putarannya sudah keluar ({out}) ketika undian dibatalkan ({void}), dan hasilnya tidak pernah ditunjukkan. Siapa pun yang "
        "memegang daftar sudah dapat menghitungnya; hasil itu mungkin tidak disukai. Tanyakan mengapa.",
        "Its round was out ({out}) when the draw was declared void ({void}), and no result was ever shown. Whoever holds the list "
        "could compute it by then, and may have disliked it. Ask why.",
    ),
    # further statements
    "void": ("UNDIAN INI DIBATALKAN. Alasan: “{what}”.", "THIS DRAW IS VOID. Reason: “{what}”."),
    "bias_read": (
        "bias.json: {n} uji, dinyatakan {what}. Angka-angka ini menurut lembaga; ulangi sendiri dengan: gelombang draw bias FOLDER "
        "(uji urutan mendaftar dan angka identitas memakai data di dalam lembaga dan tidak dapat diulang).",
        "bias.json: {n} tests, stated as {what}. These are figures as the agency states them; repeat them with: gelombang draw bias "
        "FOLDER (tests of arrival and of digits of the identity use data kept inside and cannot be repeated).",
    ),
    "passed": ("lulus", "passed"),
    "failed": ("TIDAK lulus", "NOT passed"),
    "bias_failed": (
        "bias.json: menurut lembaga sendiri hasil ini TIDAK tampak seperti undian.",
        "bias.json: by the agency's own word this result does NOT look like a draw.",
    ),
    "bias_weak": (
        "bias.json: tidak satu uji pun dapat menunjukkan apa-apa (terlalu sedikit entri); “lulus” tidak berarti apa-apa di sini.",
        "bias.json: no test in it could show anything (too few entries); “passed” means nothing here.",
    ),
    "bias_form": (
        "bias.json: angka-angkanya mungkin, batas salah sangkanya {rate}, dan tiap uji yang dapat dibuat dari daftar ada, satu kali, selain itu hanya uji di dalam lembaga. {what}",
        "bias.json: its numbers are possible, its false-alarm rate is {rate}, and each test that the list allows is there, once, beside them only tests made inside. {what}",
    ),
    "bias_rule": (
        "bias.json: “lulus” mengikuti dari nilai p: tidak satu pun di bawah {rate} dibagi banyaknya uji ({n}).",
        "bias.json: “passed” follows from its p-values: whether none is below {rate} divided by the number of tests ({n}).",
    ),
    "odds_form": (
        "odds.json: tiap peluang dari 0 sampai 1, dan jumlah entri per kelas benar. {what}",
        "odds.json: each probability lies from 0 to 1, and the entries of the classes are right. {what}",
    ),
    "odds_counts": (
        "odds.json: tiap peluang dari 0 sampai 1, dan kelas-kelasnya berjumlah seperti di counts.json. Apakah kelas-kelasnya seperti di "
        "daftar hanya dapat dilihat dari daftar. {what}",
        "odds.json: each probability lies from 0 to 1, and the classes add up to counts.json. Whether they are those of the list only "
        "the list can show. {what}",
    ),
    "odds_served": (
        "odds.json: tidak ada strata atau kelompok di dalamnya yang rata-rata terpilih lebih banyak daripada yang dapat diberikan "
        "tahap yang terbuka baginya. {what}",
        "odds.json: no stratum, and no groups in it, have more winners on average than the phases open to them can give. {what}",
    ),
    "odds_sum": (
        "odds.json: jumlah semua peluang ({sum}) sama dengan kursi ({seats}), sejauh pembulatan.",
        "odds.json: the probabilities sum ({sum}) to the seats ({seats}), as far as rounding allows.",
    ),
    "odds_most": (
        "odds.json: kursinya ({seats}) antara yang pasti terisi ({least}) dan yang dapat diberikan aturan ({most}).",
        "odds.json: its seats ({seats}) lie between those surely filled ({least}) and those the policy can give ({most}).",
    ),
    "odds_not": (
        "odds.json: peluang tiap kelas tidak dihitung ulang. Angka-angka ini menurut lembaga; ulangi sendiri dengan: gelombang draw odds FOLDER",
        "odds.json: the probability of each class was not computed again. These are figures as the agency states them; repeat them "
        "with: gelombang draw odds FOLDER",
    ),
    "audit_sample": (
        "{path}: {n} nomor contoh audit mengikuti dari kunci undian, peluang sama bagi semua entri.",
        "{path}: the {n} tickets of the audit sample follow from the key, with equal chance for every entry.",
    ),
    "audit_size": (
        "{path}: banyaknya contoh dari 1 sampai {n}, dan sama dengan banyaknya nomor.",
        "{path}: the size of the sample is from 1 to {n} and is the number of its tickets.",
    ),
    "audit_chosen": (
        "{path}: besar contoh ({size}) dipilih lembaga, sesudah undian. 299 catatan yang bersih berarti kurang dari 1 % yang salah.",
        "{path}: the size of the sample ({size}) was chosen by the agency, after the draw. 299 clean records mean fewer than 1 % are bad.",
    ),
    "audit_claim": (
        "{path}: contohnya tidak diundi ulang: tanpa daftar, {n} entri hanya pernyataan.",
        "{path}: the sample was not drawn again: without the list, {n} entries are only a claim.",
    ),
    "replacement_group": (
        "{path}: nomor kelompoknya ({group}) sama dengan nomor berkasnya.",
        "{path}: its group ({group}) is the number of its file.",
    ),
    "replacement_choice": (
        "{path}: apakah daftar tunggu undian atau putaran kemudian yang menentukan, dan siapa yang melepas tempat, dipilih lembaga. "
        "Alasannya: “{reason}”.",
        "{path}: whether the draw's waiting list or a later round decides, and who gave up a place, was the agency's choice. "
        "Its reason: “{reason}”.",
    ),
    "replacement_round": (
        "{path}: putaran {round} lebih akhir dari putaran undian, atau tidak ada dan daftar tunggu undian dipakai.",
        "{path}: round {round} is later than the draw's, or there is none and the draw's own waiting list is used.",
    ),
    "replacement_early": (
        "{path}: putaran {round} keluar ({out}) sesudah hasil undian ditandatangani ({drawn}).",
        "{path}: round {round} came out ({out}) after the draw's outcome was signed ({drawn}).",
    ),
    "replacement_known": (
        "{path}: putaran {round} keluar pada {out}, sebelum hasil undian ditandatangani ({drawn}). Dalam latihan itu boleh; dalam "
        "undian sungguhan penggantinya sudah dapat diketahui.",
        "{path}: round {round} came out at {out}, before the draw's outcome was signed ({drawn}). A rehearsal may do so; in a real "
        "draw it would have been known who moves up.",
    ),
    "replacement_choose": (
        "{path}: putaran {round} dipilih lembaga. Putaran baru keluar tiap tiga detik, dan siapa yang boleh memilih putaran dapat "
        "menunggu sampai keluar angka yang disukainya. Hanya pengumuman sebelum putaran itu yang menunjukkan bahwa ini tidak terjadi.",
        "{path}: round {round} was the agency's choice. A round comes out every three seconds, and whoever may choose one can wait for "
        "a number that pleases. Only an announcement made before that round shows that this did not happen.",
    ),
    "replacement_sane": (
        "{path}: tidak ada nomor yang melepas tempat dua kali atau kembali, dan tiap pengganti mendapat tempat yang kosong.",
        "{path}: no ticket gives up a place twice or comes back, and each newcomer has a place that is vacant.",
    ),
    "replacement_ranks": (
        "{path}: menurut cutoffs.csv, counts.json, dan benih acak, siapa yang melepas tempat mungkin memegang tempat itu, dan tiap "
        "pengganti mungkin masih menunggu.",
        "{path}: by cutoffs.csv, counts.json and the seed, who gave up a place can have held it, and each newcomer can be waiting still.",
    ),
    "replacement_late": (
        "{path}: putaran {round} keluar pada {out}, dan penggantian ini baru ditandatangani pada {signed}: angkanya sudah "
        "diketahui ketika putaran itu dipilih, kecuali kalau pilihan itu diumumkan lebih dulu.",
        "{path}: round {round} came out at {out}, and this replacement was signed only at {signed}: its number was known when that "
        "round was chosen, unless the choice was announced before.",
    ),
    "replacement_vacated": (
        "{path}: setiap nomor yang dilepas memang terpilih dan belum dilepas.",
        "{path}: every vacated ticket was selected and not vacated before.",
    ),
    "replacement_right": (
        "{path}: penggantinya adalah entri berikut dari tahap yang sama (dan strata yang sama, bila tahap itu membatasinya), dengan "
        "urutan tempatnya, dihitung ulang. {what}",
        "{path}: the replacements are the next entries of the same phase (and stratum, where that phase limits it), with the rank of "
        "the place, computed again. {what}",
    ),
    "needs_list": (
        "{path}: TIDAK diperiksa: apakah {n} penggantinya memang yang berikutnya, apakah keluarga dan wilayahnya masih punya tempat, "
        "dan apakah tempat yang tetap kosong tidak dapat diisi. Itu hanya dapat dilihat dari daftar.",
        "{path}: NOT checked: whether its {n} newcomers are the next in order, whether their household and stratum have room, and "
        "whether a place that stays empty could not be filled. Only the list can show it.",
    ),
    # bundle
    "bundle_name": (
        "Bundel: semua berkas di bawah satu folder bernama seperti undiannya.",
        "Bundle: all files lie under one folder named as the draw.",
    ),
    # chain
    "chain_link": (
        "Undian “{name}” menunjuk ke manifes undian “{before}”.",
        "The draw “{name}” points to the manifest of “{before}”.",
    ),
    "chain_again": (
        "“{name}” muncul dua kali: yang lebih dulu dibatalkan, dan yang kedua memakai putaran yang lebih akhir.",
        "“{name}” occurs twice: the earlier is void, and the second has a later round.",
    ),
    "chain_after": (
        "“{name}” baru dikunci lagi ketika yang lebih dulu sudah dibatalkan ({void}; dikunci lagi {signed}).",
        "“{name}” was committed again only when the earlier was void (void {void}; committed again {signed}).",
    ),
    "chain_same": (
        "“{name}” mengundi lagi daftar yang sama, tanpa satu perubahan pun.",
        "“{name}” draws the same list again, without one change.",
    ),
    "chain_start": (
        "Undian terlama yang diberikan bukan awal rantai; yang lebih lama tidak diperiksa.",
        "The oldest draw given is not the start of the chain; what came before was not checked.",
    ),
    "chain_unseen": (
        "“{name}” adalah undian ulang, tetapi pembatalan yang pertama tidak diberikan di sini: berikan juga undian yang pertama.",
        "“{name}” was drawn again, but the void of the first was not given here: give the first draw too.",
    ),
    "chain_round": (
        "“{name}” muncul dua kali, dan yang kedua memakai putaran yang lebih akhir.",
        "“{name}” occurs twice, and the second has a later round.",
    ),
    "chain_twins": (
        "“{name}” dan “{other}” mengundi daftar yang sama, dan pembatalan salah satunya tidak terlihat di sini. Yang mana yang "
        "berlaku? Siapa pun yang punya dua hasil dapat memilih; daftar yang jujur tidak pernah muncul lagi.",
        "“{name}” and “{other}” draw the same list, and no void of either was seen here. Which one counts? Whoever has two results "
        "can choose; the list of an honest draw never comes again.",
    ),
    "chain_shared": (
        "{n} entri ada dalam daftar “{name}” dan juga “{other}”, dan pembatalan salah satunya tidak terlihat di sini. Yang mana yang "
        "berlaku untuk mereka? Entri yang jujur tidak pernah muncul lagi dengan nama lain.",
        "{n} entries are in the lists of both “{name}” and “{other}”, and no void of either was seen here. Which one counts for "
        "them? An honest entry never comes again under another name.",
    ),
    "chain_repeats": (
        "“{name}” menyebut mengulang “{other}”, yang harus undian lain dengan namanya.",
        "“{name}” says it repeats “{other}”, which must be another draw of its name.",
    ),
    "chain_repeats_unseen": (
        "“{name}” mengulang undian batal yang manifesnya {hash}; undian itu tidak diberikan di sini.",
        "“{name}” repeats a void draw, whose manifest is {hash}; that draw was not given here.",
    ),
    "chain_keys": (
        "Undian-undian ini ditandatangani kunci yang berlainan. Tanyakan mengapa kuncinya berganti.",
        "These draws are signed by different keys. Ask why the key changed.",
    ),
    # proof
    "p_folder": (
        "Bukti ini untuk undian di folder yang diberikan, dengan pernyataan yang sama.",
        "The proof is for the draw in the folder given, with the same statement.",
    ),
    "p_outcome": (
        "Pernyataan di bukti ini adalah outcome.json yang diberikan.",
        "The statement in the proof is the outcome.json given.",
    ),
    "p_limits": (
        "Batas-batas kursi tidak dibandingkan dengan aturan undian, dan undian tidak diulang: berikan juga folder atau bundelnya.",
        "The limits were not compared with the policy, and the draw was not repeated: give its folder or bundle too.",
    ),
    "p_line": (
        "Entri ada di daftar pada nomor {ticket} dari {n}.",
        "The entry is in the list, at ticket {ticket} of {n}.",
    ),
    "p_alone": (
        "Bukti ini TIDAK dibandingkan dengan hasil yang diterbitkan. Unduh bundel dari halaman undian dan berikan keduanya: "
        "lembaga bisa saja menandatangani hasil lain untuk satu orang.",
        "This proof was NOT compared with the published result. Download the bundle from the draw's page and give both: "
        "an agency could sign another result for one person.",
    ),
    "p_before": (
        "Bukti ini dibuat sebelum undian: hanya menunjukkan bahwa entri ada di daftar.",
        "This proof was made before the draw: it shows only that the entry is in the list.",
    ),
    "p_score": ("Nomor undian (skor) entri: {score}.", "The entry's score: {score}."),
    "p_result": (
        "Baris hasil ada di hasil resmi pada nomor yang sama.",
        "The result line is in the results, at the same ticket.",
    ),
    "p_cutoff": (
        "Baris batas {index} (tahap {phase}, {scope}) ada di cutoffs.csv.",
        "Cut-off line {index} (phase {phase}, {scope}) is in cutoffs.csv.",
    ),
    "p_mate": (
        "Anggota keluarga nomor {ticket} ada di daftar, sekeluarga, dan terpilih.",
        "The household member with ticket {ticket} is in the list, of the same household, and selected.",
    ),
    "p_won": (
        "TERPILIH di tahap {phase}, urutan {rank}: skor tidak melewati batas tahap dan strata.",
        "SELECTED in phase {phase}, rank {rank}: the score is not past the last of phase and stratum.",
    ),
    "p_lost": (
        "TIDAK TERPILIH ({reason}): di tiap tahap yang ditunjukkan, batas tercapai sebelum skor ini. {what}",
        "NOT SELECTED ({reason}): in each phase shown, the limit was reached before this score. {what}",
    ),
    "p_nophase": (
        "TIDAK TERPILIH: tidak ada tahap yang terbuka bagi entri ini.",
        "NOT SELECTED: no phase was open to this entry.",
    ),
    "p_phases": (
        "Bukti memuat batas dari setiap tahap, jadi tidak ada tahap yang terlewat. {what}",
        "The proof shows a cut-off of every phase, so that none was left out. {what}",
    ),
    "p_open": (
        "Tahap yang terbuka bagi entri ini sama di bukti dan di aturan.",
        "The phases open to this entry are the same in the proof and in the policy.",
    ),
    "reason_H": ("batas keluarga", "household cap"),
    "reason_Q": ("kuota strata penuh", "the stratum's quota is full"),
    "reason_N": ("kursi habis", "no seat left"),
    # receipt
    "c_code": ("Kode tanda terima: {code}.", "Receipt code: {code}."),
    "c_line": (
        "Entri ini ada di list.csv pada nomor {ticket}, dengan strata, pita, kelompok, dan bobot yang sama.",
        "The entry is in list.csv at ticket {ticket}, with the same stratum, band, groups and weight.",
    ),
    "c_absent": (
        "Entri pada tanda terima ini TIDAK ADA di list.csv: tempatnya, antara baris {before} dan {after}, kosong. Ajukan pengaduan dan "
        "lampirkan tanda terima.",
        "The entry of this receipt is NOT in list.csv: its place, between lines {before} and {after}, is empty. Complain, and "
        "attach the receipt.",
    ),
    "c_operator": (
        "Tanda terima dan undian ditandatangani kunci yang sama.",
        "Receipt and draw are signed by the same key.",
    ),
    "c_draw": (
        "Tanda terima untuk undian ini (dan manifes ini, bila sudah disebut).",
        "The receipt is for this draw (and this manifest, where it names one).",
    ),
    "c_which": (
        "Ada beberapa undian bernama “{name}”; yang menentukan adalah yang bermanifes {hash}…, putaran {round}.",
        "Several draws are named “{name}”; the one that decides has the manifest {hash}…, round {round}.",
    ),
    "c_which_ceremony": (
        "Ada beberapa undian bernama “{name}”; yang menentukan adalah yang bermanifes {hash}…, dengan upacara.",
        "Several draws are named “{name}”; the one that decides has the manifest {hash}…, by ceremony.",
    ),
    "c_time": (
        "Waktu tanda terima cocok dengan penutupan pendaftaran. Kapan pendaftaran dibuka tidak tercatat di berkas mana pun.",
        "The receipt's times agree with the close of applications. When they opened no file says.",
    ),
    "c_result": ("Hasilnya dalam undian: {what}.", "Its result in the draw: {what}."),
    "c_alone": (
        "Tanda terima tidak dicocokkan dengan daftar: beri juga folder undiannya.",
        "The receipt was not compared with a list: give the draw's folder too.",
    ),
    "c_nolist": (
        "Daftar tidak ada di folder ini, jadi keberadaan entri tidak dapat dilihat; mintalah bukti.",
        "The folder holds no list, so the entry cannot be looked up; ask for the proof.",
    ),
    "c_identity": (
        "Komitmen di tanda terima dibuat dari salt-nya dan identitas yang Anda ketik.",
        "The receipt's commit is made from its salt and the identity you typed.",
    ),
    "c_noidentity": (
        "Bahwa tanda terima ini milik orang tertentu tidak diperiksa (pakai --identity).",
        "That the receipt belongs to a particular person was not checked (use --identity).",
    ),
    "c_prompt": ("Identitas (tidak disimpan, tidak tampil): ", "Identity (not kept, not shown): "),
    "won": ("terpilih di tahap {phase}, urutan {rank}", "selected in phase {phase}, rank {rank}"),
    "lost": ("tidak terpilih ({reason})", "not selected ({reason})"),
    # one outcome
    "o_folder": (
        "Hasil ini adalah yang ada di folder undian.",
        "This outcome is the one in the draw's folder.",
    ),
    "o_alone": (
        "Hasil ini tidak dibandingkan dengan undian: beri juga folder atau bundelnya.",
        "This outcome was not compared with a draw: give its folder or bundle too.",
    ),
    "o_two": (
        "DUA HASIL UNTUK SATU MANIFES, ditandatangani kunci yang sama: bukti melawan penyelenggara. Simpan keduanya.",
        "TWO OUTCOMES OF ONE MANIFEST, signed by the same key: evidence against the operator. Keep both.",
    ),
    "o_two_commitments": (
        "DUA KOMITMEN UNTUK SATU MANIFES, ditandatangani kunci yang sama: bukti melawan penyelenggara. Simpan keduanya.",
        "TWO COMMITMENTS OF ONE MANIFEST, signed by the same key: evidence against the operator. Keep both.",
    ),
    # verdict
    "v_good": ("KESIMPULAN: semua {n} pemeriksaan benar.", "VERDICT: all {n} checks are true."),
    "v_part": (
        "KESIMPULAN: semua {n} pemeriksaan yang dapat dilakukan benar, tetapi BELUM LENGKAP (lihat di bawah).",
        "VERDICT: all {n} checks that could be made are true, but the check is INCOMPLETE (see below).",
    ),
    "v_bad": (
        "KESIMPULAN: {bad} dari {n} pemeriksaan GAGAL. Yang pertama: {first}",
        "VERDICT: {bad} of {n} checks FAILED. The first: {first}",
    ),
    "v_unread": ("KESIMPULAN: tidak dapat diperiksa. {first}", "VERDICT: could not be checked. {first}"),
    "v_void": (
        "!!! UNDIAN INI DIBATALKAN: HASILNYA TIDAK BERLAKU. Bahwa berkasnya cocok tidak mengubah itu.",
        "!!! THIS DRAW IS VOID: ITS RESULT IS NOT IN FORCE. That its files agree does not change that.",
    ),
    "since_left": (
        "!!! NOMOR {ticket} SUDAH MELEPAS TEMPAT INI; sekarang milik nomor {holder} ({path}).",
        "!!! TICKET {ticket} GAVE THIS PLACE UP; ticket {holder} has it ({path}).",
    ),
    "since_left_empty": (
        "!!! NOMOR {ticket} SUDAH MELEPAS TEMPAT INI; belum ada yang menggantikannya ({path}).",
        "!!! TICKET {ticket} GAVE THIS PLACE UP; nobody has it ({path}).",
    ),
    "since_came": (
        "!!! NOMOR {ticket} MENDAPAT TEMPAT SESUDAH UNDIAN: menggantikan yang melepas tahap {phase}, urutan {rank} ({path}).",
        "!!! TICKET {ticket} HAS MOVED UP SINCE THE DRAW: it has a place that was given up, phase {phase}, position {rank} ({path}).",
    ),
    "v_rehearsal": ("Ini latihan, bukan undian sungguhan.", "This was a rehearsal, not a real draw."),
    "v_operator": (
        "Bandingkan kunci penyelenggara {operator} dengan yang diumumkan sebelum pendaftaran (atau pakai --operator).",
        "Compare the operator's key {operator} with the one announced before registration (or use --operator).",
    ),
    "v_seen": (
        "Yang tidak diperiksa atau perlu dilihat sendiri:",
        "Not checked, or to be looked at by yourself:",
    ),
    "v_never": (
        "Alat ini tidak dapat melihat: apakah tiap entri orang yang nyata dan berhak, apakah keluarga, bobot, dan pitanya benar, "
        "apakah ada yang ditolak mendaftar, apakah waktu tanda tangan benar (siapa melihat manifes sebelum putaran?), "
        "apakah sebuah pernyataan tambahan (pembatalan, pengganti, audit) disembunyikan dari folder ini, dan "
        "apakah folder ini sama dengan yang dilihat orang lain: bandingkan SHA-256 manifes {hash}.",
        "This tool cannot see: whether each entry is a real and eligible person, whether its household, weight and band are true, "
        "whether someone was refused at registration, whether the times of signing are true (who saw the manifest before the round?), "
        "whether a further statement (void, replacement, audit) was withheld from this folder, and "
        "whether others see the same folder: compare the manifest's SHA-256 {hash}.",
    ),
    "usage_operator": (
        "--operator harus 64 angka heksadesimal kecil.",
        "--operator must be 64 lower-case hex digits.",
    ),
    "usage_now": (
        "--now harus waktu seperti 2026-12-01T10:00:00Z.",
        "--now must be a time like 2026-12-01T10:00:00Z.",
    ),
    "usage_identity": (
        "--identity hanya berguna dengan tanda terima.",
        "--identity is only of use with a receipt.",
    ),
    "interrupted": ("Dihentikan.", "Stopped."),
}

# words put inside a sentence where something is wrong
WHERE: dict[str, tuple[str, str]] = {
    "line": ("Lihat baris {0}.", "See line {0}."),
    "lines_differ": (
        "Baris {0} lain: tertulis {1}, dihitung {2}.",
        "Line {0} differs: written {1}, computed {2}.",
    ),
    "stated": ("Tertulis {0}, dihitung {1}.", "Stated {0}, computed {1}."),
    "names": ("Lihat: {0}.", "See: {0}."),
    "phase": ("Lihat tahap {0}.", "See phase {0}."),
}
Json = Any
Where = Optional[tuple[Any, ...]]
MARKS = {"good": "✓", "bad": "✗", "look": "!", "skip": "–", "head": "#"}
PLAIN_MARKS = {"good": "[ok]", "bad": "[XX]", "look": "[!!]", "skip": "[--]", "head": "#"}


def shown(value: object, limit: int = 300) -> str:
    """Text that came from a file, made safe for a terminal: nothing that moves the cursor, and not endless."""
    text = "".join(c if c.isprintable() else "\ufffd" for c in str(value))
    return text if len(text) <= limit else text[:limit] + "…"


class Problem(Exception):
    """Something that ends one part of the check, as a key of TEXT and the fields of its sentence."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key, self.facts = key, facts


class Unreadable(Problem):
    """The argument itself cannot be read at all: exit code 2."""


class AnswerLost(Exception):
    """Standard output takes nothing any more. Not an OSError, which speaks of what is read."""


def tell(text: str) -> None:
    """A line of the answer, at once."""
    try:
        print(text, flush=True)
    except (OSError, ValueError) as error:  # ValueError: closed
        raise AnswerLost from error


class Report:
    """Collects the checks, prints each as it is made (unless `quiet`) and knows the exit code."""

    def __init__(self, lang: str, quiet: bool, plain: bool = False, now: Optional[float] = None) -> None:
        self.lang, self.quiet = lang, quiet
        self.now = time.time() if now is None else now
        self.marks = PLAIN_MARKS if plain else MARKS
        self.rows: list[dict[str, str]] = []
        self.incomplete = False
        self.unread = False
        self.practice = False  # whether a paper is of a rehearsal

    def say(self, key: str, **facts: object) -> str:
        return TEXT[key][0 if self.lang == "id" else 1].format(**{k: shown(v) for k, v in facts.items()})

    def where(self, place: Where) -> str:
        if not place:
            return ""
        return WHERE[place[0]][0 if self.lang == "id" else 1].format(*[shown(v) for v in place[1:]])

    def add(self, mark: str, key: str, sentence: str) -> None:
        self.rows.append({"mark": mark, "check": key, "sentence": sentence.strip()})
        if not self.quiet:
            tell(f"{self.marks[mark]} {sentence.strip()}")

    def ok(self, passed: bool, key: str, place: Where = None, **facts: object) -> bool:
        """One check; `place` says where it went wrong. Sentences with {what} and no such fact get the place there."""
        detail = "" if passed else self.where(place)
        sentence = self.say(key, **{"what": "", **facts})
        if not passed:
            sentence = self.say("not_true") + sentence.strip() + " " + detail
        self.add("good" if passed else "bad", key, sentence)
        return passed

    def bad(self, problem: Problem) -> None:
        self.add("bad", problem.key, self.say(problem.key, **problem.facts))

    def look(self, key: str, decisive: bool = False, **facts: object) -> None:
        self.incomplete = self.incomplete or decisive
        self.add("look", key, self.say(key, **facts))

    def skip(self, key: str, decisive: bool = False, **facts: object) -> None:
        self.incomplete = self.incomplete or decisive
        self.add("skip", key, self.say(key, **facts))

    def head(self, key: str, **facts: object) -> None:
        self.add("head", key, self.say(key, **facts))

    def count(self, mark: str) -> int:
        return sum(row["mark"] == mark for row in self.rows)

    def exit_code(self) -> int:
        if self.unread:
            return 2
        return 1 if self.count("bad") else 3 if self.incomplete else 0


class Progress:
    """A line on stderr that overwrites itself, only on a terminal."""

    def __init__(self, total: int) -> None:
        self.total, self.on, self.last = max(total, 1), sys.stderr.isatty(), 0.0

    def at(self, done: int) -> None:
        if self.on and time.monotonic() - self.last > 0.2:
            self.last = time.monotonic()
            print(
                f"\r  {done:,}/{self.total:,} ({100 * done // self.total} %)",
                end="",
                file=sys.stderr,
                flush=True,
            )

    def end(self) -> None:
        if self.on:
            print("\r" + " " * 40 + "\r", end="", file=sys.stderr, flush=True)


# --------------------------------------------------------------------------------------------------------------------
# Hashes, Merkle trees (RFC 9162 section 2.1)
# --------------------------------------------------------------------------------------------------------------------
def sha256(data: Union[bytes, memoryview, mmap.mmap]) -> bytes:
    return hashlib.sha256(data).digest()


def leaf_hash(line: bytes) -> bytes:
    return sha256(b"\x00" + line)


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right)


class Tree:
    """Merkle tree hash of leaves given one by one; holds one hash per level (RFC 9162 section 2.1.1)."""

    def __init__(self) -> None:
        self.stack: list[bytes] = []
        self.size = 0

    def add(self, line: bytes) -> None:
        new, size = leaf_hash(line), self.size
        while size & 1:  # a full subtree of this height waits on the left
            new = node_hash(self.stack.pop(), new)
            size >>= 1
        self.stack.append(new)
        self.size += 1

    def root(self) -> str:
        if not self.stack:
            return sha256(b"").hex()
        top = self.stack[-1]
        for left in reversed(self.stack[:-1]):
            top = node_hash(left, top)
        return top.hex()


def path_root(line: bytes, index: int, size: int, path: Sequence[str]) -> Optional[str]:
    """The root that a path leads to, or None when it cannot be a path for `index` among `size` (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    fn, sn, here = index, size - 1, leaf_hash(line)
    for text in path:
        if sn == 0:
            return None
        sibling = bytes.fromhex(text)
        if fn & 1 or fn == sn:
            here = node_hash(sibling, here)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            here = node_hash(here, sibling)
        fn, sn = fn >> 1, sn >> 1
    return here.hex() if sn == 0 else None


# --------------------------------------------------------------------------------------------------------------------
# Ed25519 (RFC 8032), verification only, strict: canonical points and S, neither key nor R of small order
# --------------------------------------------------------------------------------------------------------------------
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_M1 = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]  # extended coordinates X, Y, Z, T
NEUTRAL: Point = (0, 1, 1, 0)


def point_add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_decode(data: bytes) -> Optional[Point]:
    """RFC 8032 section 5.1.3; None for what is no point or not its canonical form."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * ROOT_M1 % P
    if v * x * x % P != u or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def point_equal(p: Point, q: Point) -> bool:
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def two_products(s: int, p: Point, k: int, q: Point) -> Point:
    """[s]p + [k]q, both scalars read together from the top bit."""
    both, total = point_add(p, q), NEUTRAL
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        total = point_add(total, total)
        choice = (s >> bit & 1) | (k >> bit & 1) << 1
        if choice:
            total = point_add(total, (p, q, both)[choice - 1])
    return total


def is_small(p: Point) -> bool:
    """Whether [8]p is the neutral point: then one signature can fit many messages."""
    for _ in range(3):
        p = point_add(p, p)
    return point_equal(p, NEUTRAL)


BASE = point_decode(bytes([0x58]) + bytes([0x66]) * 31) or NEUTRAL


@lru_cache(maxsize=256)
def ed25519_valid(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` (64 bytes) by `public` (32 bytes) is over `message`: [S]B = R + [k]A, without cofactor."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = point_decode(public), point_decode(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    if is_small(a) or is_small(r):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    minus_a: Point = (P - a[0], a[1], a[2], P - a[3])
    return point_equal(two_products(s, BASE, k, minus_a), r)


# --------------------------------------------------------------------------------------------------------------------
# The beacon (drand quicknet), with a library where there is one
# --------------------------------------------------------------------------------------------------------------------
G2_GENERATOR = (
    "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
    "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
)
BLS_DST = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
Bls = Callable[[int, str], bool]


def bls_by_pyblst(module: Any) -> Bls:
    def check(number: int, signature: str) -> bool:
        # `uncompress` refuses what is not on the curve or not in the subgroup; infinity is refused before
        point = module.BlstP1Element.uncompress(bytes.fromhex(signature))
        public = module.BlstP2Element.uncompress(bytes.fromhex(QUICKNET["public_key"]))
        generator = module.BlstP2Element.uncompress(bytes.fromhex(G2_GENERATOR))
        hashed = module.BlstP1Element.hash_to_group(sha256(struct.pack(">Q", number)), BLS_DST)
        return bool(
            module.final_verify(module.miller_loop(point, generator), module.miller_loop(hashed, public))
        )

    return check


def bls_by_drand_verify(module: Any) -> Bls:
    def check(number: int, signature: str) -> bool:
        return bool(module.verify_quicknet(number, signature) == sha256(bytes.fromhex(signature)).hex())

    return check


def bls_libraries() -> list[tuple[str, Bls]]:
    found: list[tuple[str, Bls]] = []
    for name, wrap in (("pyblst", bls_by_pyblst), ("drand_verify", bls_by_drand_verify)):
        try:
            found.append((name.replace("_", "-"), wrap(__import__(name))))
        except Exception:  # a library that is absent or broken is simply not used
            continue
    return found


def beacon_valid(number: int, signature: str, check: Bls) -> bool:
    """The guard first: some libraries break off on anything but 96 lower-case hex digits and a 64-bit round."""
    if not re.fullmatch(r"[0-9a-f]{96}", signature, re.ASCII) or not 1 <= number < 2**64:
        return False
    if signature[:2] == "c0" or signature == "0" * 96:
        return False
    try:
        return check(number, signature)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic inside a Rust library is not an Exception
        return False


# --------------------------------------------------------------------------------------------------------------------
# JSON: strict reading, canonical bytes (RFC 8785), shapes
# --------------------------------------------------------------------------------------------------------------------
def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > MAX_INT:
        raise Problem("r_number")
    return int(text)


def _no_number(_text: str) -> NoReturn:
    raise Problem("r_number")


def _pairs(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for name, value in pairs:
        if name in found:
            raise Problem("r_twice", what=name)
        if not name.isascii():
            raise Problem("r_names")
        found[name] = value
    return found


def canonical(value: Json, depth: int = 0) -> str:
    """RFC 8785 for what undian/1 allows: objects, arrays, text, integers, true, false, null."""
    if depth > MAX_DEPTH:
        raise Problem("r_deep")
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return (
            "{"
            + ",".join(
                json.dumps(k, ensure_ascii=False) + ":" + canonical(value[k], depth + 1) for k in names
            )
            + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(canonical(item, depth + 1) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def jcs(value: Json) -> bytes:
    return canonical(value).encode("utf-8", "surrogatepass")


def parse(data: bytes, path: str, exact: bool = True) -> Json:
    """The value of a JSON file; with `exact` its bytes must be the canonical ones."""
    if len(data) > MAX_JSON:
        raise Problem("r_big", path=path, limit=MAX_JSON)
    try:
        text = data.decode("utf-8")
        value = json.loads(
            text,
            parse_int=_integer,
            parse_float=_no_number,
            parse_constant=_no_number,
            object_pairs_hook=_pairs,
        )
        form = canonical(value).encode("utf-8")
    except UnicodeError:
        raise Problem("r_utf8", path=path) from None
    except RecursionError:
        raise Problem("r_deep", path=path) from None
    except Problem as problem:
        raise Problem(problem.key, **{"path": path, **problem.facts}) from None
    except ValueError as error:
        raise Problem("r_json", path=path, why=error) from None
    if exact and form != data:
        raise Problem("r_jcs", path=path)
    return value


Test = Callable[[Json], bool]


def matches(pattern: str) -> Test:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def integer(low: int, high: int = MAX_INT) -> Test:
    return lambda value: type(value) is int and low <= value <= high


def list_of(test: Test, most: int = 10**9) -> Test:
    return lambda value: isinstance(value, list) and len(value) <= most and all(test(item) for item in value)


def dict_of(name: str, test: Test) -> Test:
    return lambda value: (
        isinstance(value, dict) and all(re.fullmatch(name, k, re.ASCII) and test(v) for k, v in value.items())
    )


def optional(test: Test) -> Test:
    return lambda value: value is None or test(value)


def is_bool(value: Json) -> bool:
    return isinstance(value, bool)


def is_text(value: Json) -> bool:
    return isinstance(value, str)


def is_said(value: Json) -> bool:
    """Whether a text has a letter or a digit that can be seen."""
    return isinstance(value, str) and any(
        unicodedata.category(c)[0] in ("L", "N") and c not in FILLERS for c in value
    )


def hides(text: str) -> bool:
    """Whether a text says nothing, or holds what nobody could write down who saw it: invisible characters, spaces at its
    ends, two of them or odd ones, a letter put together of several."""
    for c in text:
        kind = unicodedata.category(c)
        if kind[0] == "C" or kind in ("Zl", "Zp") or c in FILLERS or (kind == "Zs" and c != " "):
            return True
    blank = NOT_SEEN.search(text)
    odd = text != text.strip(" ") or "  " in text or unicodedata.normalize("NFC", text) != text
    return odd or blank is not None or not is_said(text)


def is_dict(value: Json) -> bool:
    return isinstance(value, dict)


def is_time(value: Json) -> bool:
    if not matches(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")(value):
        return False
    try:
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").year > 0
    except ValueError:
        return False


def seconds(text: str) -> float:
    return datetime.strptime(text[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc).timestamp()


def stamp(moment: float) -> str:
    """As times stand in statements; of a moment past the calendar its last."""
    try:
        there = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=int(moment))
        return there.replace(tzinfo=None).isoformat() + "Z"
    except (ValueError, OverflowError, OSError):
        return "9999-12-31T23:59:59Z"


def clock(moment: float) -> str:
    try:
        return datetime.fromtimestamp(moment, timezone.utc).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (ValueError, OverflowError, OSError):
        return f"{moment:.0f}"


HEX64, PATH = matches("[0-9a-f]{64}"), list_of(matches("[0-9a-f]{64}"), 64)
COUNT = integer(0, 999_999_999_999)
DRAW_ID = matches(r"(?! )[\x20-\x7e]{1,128}(?<! )")
LIST_LINE = r"[0-9a-f]{64},[0-9]{4},[0-9],[0-9a-f]{2},[0-9a-f]{24},(?:0[1-9]|[1-5][0-9]|6[0-2])"
RESULT_LINE = r"[0-9]{12},(?:W,(?!00)[0-9]{2},(?!0{9})[0-9]{9},-|L,[0-9]{2},0{9},[QHN])"
WINNER_LINE = r"[0-9]{12},W,(?!00)[0-9]{2},(?!0{9})[0-9]{9},-"
CUTOFF_LINE = (
    r"[0-9]{2},[0-9a-f]{2},(?:----|[0-9]{4}),(?:-{9}|[0-9]{9}),"
    r"(?:0{9},-,-{64},-{12}|[0-9]{9},[0-9],[0-9a-f]{64},[0-9]{12})"
)
SHARE, SEATS = matches(r"[01]\.[0-9]{9}"), matches(r"(?:0|[1-9][0-9]{0,11})\.[0-9]{6}")
SHAPE_MANIFEST: dict[str, Test] = {
    "version": matches(re.escape(VERSION)),
    "draw_id": DRAW_ID,
    "prev": HEX64,
    "n": COUNT,
    "list_root": HEX64,
    "list_sha256": HEX64,
    "policy_sha256": HEX64,
    "close_time": is_time,
    "ceremony": is_bool,
    "beacon": is_dict,
}
SHAPE_STATEMENT: dict[str, Test] = {
    "version": matches(re.escape(VERSION)),
    "kind": is_text,
    "draw_id": DRAW_ID,
    "manifest_sha256": HEX64,
    "operator": HEX64,
    "signed_at": is_time,
    "signature": matches("[0-9a-f]{128}"),
}
SHAPE_KIND: dict[str, dict[str, Test]] = {
    "commitment": {
        "publish": matches("full|reduced|roots"),
        "rehearsal": is_bool,
        "files": dict_of(r"[a-z._]{1,40}", HEX64),
    },
    "outcome": {
        "commitment_sha256": HEX64,
        "round": integer(0),
        "beacon_signature": matches("[0-9a-f]{96}"),
        "ceremony": is_text,
        "key": HEX64,
        "seed": matches("[0-9a-f]{40}"),
        "household_cap": integer(0, 999_999_999),
        "n_cutoffs": COUNT,
        "selected": list_of(COUNT, 99),
        "results_sha256": HEX64,
        "results_root": HEX64,
        "cutoffs_root": HEX64,
        "files": dict_of(r"[a-z._]{1,40}", HEX64),
    },
    "receipt": {
        "commit": HEX64,
        "stratum": matches("[0-9]{4}"),
        "band": matches("[0-9]"),
        "groups": matches("[0-9a-f]{2}"),
        "weight": matches("0[1-9]|[1-5][0-9]|6[0-2]"),
        "salt": matches("[0-9a-f]{32}"),
        "time": is_time,
    },
    "odds": {
        "method": matches("closed-form|re-draws"),
        "redraws": integer(0),
        "seats": SEATS,
        "classes": list_of(is_dict),
    },
    "bias": {
        "tests": list_of(is_dict),
        "redraws": integer(0),
        "false_alarm_rate": matches(re.escape(FALSE_ALARMS)),
        "passed": is_bool,
    },
    "void": {"reason": is_said},
    "replacement": {
        "group": integer(1),
        "round": integer(0),
        "beacon_signature": matches("([0-9a-f]{96})?"),
        "reason": is_said,
        "vacated": lambda value: value != [] and list_of(integer(1))(value),
        "selected": list_of(matches(WINNER_LINE)),
    },
    "audit": {"size": COUNT, "tickets": list_of(integer(1))},
}
SHAPE_COUNTS: dict[str, Test] = {
    "entries": COUNT,
    "households": COUNT,
    "strata": dict_of("[0-9]{4}", is_dict),
    "bands": dict_of("[0-9]", integer(1)),
    "groups": dict_of("[0-9a-f]{2}", integer(1)),
    "weights": dict_of("0[1-9]|[1-5][0-9]|6[0-2]", integer(1)),
    "household_sizes": dict_of("[1-9][0-9]{0,11}", integer(1)),
}
MEMBER = r"b[0-9]g[0-9]{1,3}w[0-9]{1,2}"
SHAPE_CLASS: dict[str, Test] = {
    "stratum": matches("[0-9]{4}"),
    "band": integer(0, 9),
    "groups": matches("[0-9a-f]{2}"),
    "weight": integer(1, 62),
    "composition": matches(rf"-|[1-9][0-9]{{0,11}}|{MEMBER}(?:\+{MEMBER})+"),
    "entries": integer(1),
    "probability": SHARE,
    "standard_error": SHARE,
}
SHAPE_ABOUT: dict[str, Test] = {
    "title": is_text,
    "groups": dict_of(r"(?s:.*)", is_text),
    "strata": dict_of(r"(?s:.*)", is_text),
    "notice_hours": integer(0),
}
SHAPE_PHASE: dict[str, Test] = {
    "name": matches(r"[\x20-\x7e]{1,100}"),
    "groups": integer(0, 255),
    "quota": dict_of("[0-9]{4}", integer(0, 999_999_999)),
    "otherwise": optional(integer(0, 999_999_999)),
    "seats": optional(integer(0, 999_999_999)),
    "carry": is_bool,
}
SHAPE_PROOF: dict[str, Test] = {
    "version": matches(re.escape(VERSION)),
    "kind": matches("proof"),
    "manifest": is_dict,
    "statement": is_dict,
    "entry": is_dict,
}
SHAPE_ENTRY: dict[str, Test] = {
    "line": matches(LIST_LINE),
    "ticket": integer(1, 999_999_999_999),
    "path": PATH,
}
SHAPE_RESULT: dict[str, Test] = {"line": matches(RESULT_LINE), "path": PATH}
SHAPE_CUTOFF: dict[str, Test] = {"line": matches(CUTOFF_LINE), "index": integer(0), "path": PATH}
SHAPE_MATE: dict[str, Test] = {**SHAPE_ENTRY, "result": matches(RESULT_LINE), "result_path": PATH}


def need(value: Json, path: str, shape: dict[str, Test], exact: bool = False) -> dict[str, Any]:
    """`value` as an object whose members pass the tests of `shape`; with `exact`, no others. Raises Problem."""
    if not isinstance(value, dict):
        raise Problem("r_member", path=path, what="{}")
    for name, test in shape.items():
        if name not in value or not test(value[name]):
            raise Problem("r_member", path=path, what=name)
    if exact and set(value) - set(shape):
        raise Problem("r_extra", path=path, what=min(set(value) - set(shape)))
    return value


def need_manifest(value: Json, path: str) -> dict[str, Any]:
    manifest = need(value, path, SHAPE_MANIFEST, exact=True)
    beacon = {"type": is_text, "chain": is_text, "public_key": is_text}
    numbers = {"genesis": integer(0), "period": integer(0), "round": integer(0)}
    need(manifest["beacon"], path, {**beacon, **numbers}, exact=True)
    if not canonical(manifest).isascii():
        raise Problem("r_ascii", path=path)
    return manifest


def need_policy(value: Json, path: str) -> dict[str, Any]:
    """A policy as section 3 of undian/1 describes it. Raises Problem with a sentence."""
    shape: dict[str, Test] = {
        "version": matches(re.escape(VERSION)),
        "household_cap": integer(0, 999_999_999),
        "phases": list_of(is_dict),
    }
    policy = need(value, path, shape, exact=True)
    phases = policy["phases"]
    if not 1 <= len(phases) <= 99:
        raise Problem("r_policy", what="phases")
    for number, phase in enumerate(phases, 1):
        need(phase, f"{path} [{number}]", SHAPE_PHASE, exact=True)
    for number, phase in enumerate(phases, 1):
        if phase["carry"] and all(later["seats"] is None for later in phases[number:]):
            raise Problem("r_carry", phase=number)
    return policy


def need_statement(report: Report, value: Json, path: str, kind: str) -> dict[str, Any]:
    """A statement of `kind` with a valid signature (the check is reported). Raises Problem for a wrong shape."""
    exact = kind in ("commitment", "outcome", "receipt")
    statement = need(value, path, {**SHAPE_STATEMENT, **SHAPE_KIND[kind]}, exact=exact)
    if statement["kind"] != kind:
        raise Problem("r_member", path=path, what="kind")
    report.ok(is_signed(statement), "signature", path=path, operator=statement["operator"])
    check_moment(report, path, statement["signed_at"])
    return statement


def is_signed(statement: dict[str, Any]) -> bool:
    """Whether the signature of a statement is that of its operator."""
    unsigned = jcs({name: item for name, item in statement.items() if name != "signature"})
    message = VERSION.encode() + b"/statement\x00" + unsigned
    return ed25519_valid(bytes.fromhex(statement["operator"]), message, bytes.fromhex(statement["signature"]))


def check_moment(report: Report, path: str, moment: str) -> None:
    """A time that a statement names: not before the first round of the beacon chain that undian/1 names, nor to come."""
    first = stamp(QUICKNET["genesis"])
    if moment < first:
        report.ok(False, "signed_early", path=path, signed=moment, before=first)
    if moment > stamp(report.now + DRIFT):
        report.ok(False, "signed_future", path=path, signed=moment)


# --------------------------------------------------------------------------------------------------------------------
# Where files come from: a folder or a bundle
# --------------------------------------------------------------------------------------------------------------------
Buffer = Union[bytes, mmap.mmap]


def map_file(handle: io.BufferedReader) -> Buffer:
    if os.fstat(handle.fileno()).st_size == 0:
        return b""  # mmap refuses an empty file
    return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)


REQUIRED = ("manifest.json", "policy.json", "policy.toml", "about.json", "counts.json", "list.csv")
OF_A_DRAW = {
    *REQUIRED,
    "previous.json",
    "commitment.json",
    "result",
    "statements",
    "results.csv",
    "cutoffs.csv",
    "outcome.json",
}
JUNK = re.compile(
    r"(?:(?:result|statements)/)?(?:(?ai:\.ds_store|thumbs\.db|ehthumbs\.db|desktop\.ini)|\._[^/]*)"
)
"""What file managers of macOS and Windows leave in a folder that somebody opens."""
BESIDE = {"public", "secret", "auditors", "cache", ".work", ".lock"}


class Folder:
    """Files below a directory by their relative names, never through a link."""

    def __init__(self, path: str, whole: bool = True) -> None:
        inner = os.path.join(path, "public")
        self.root, self.beside = path, []  # type: str, list[str]
        self.kept: Optional[str] = None  # where the auditors' copies may lie
        if whole and os.path.lexists(inner):
            self._choose(path, inner)
        self.path, self.top = path, ""
        self.sizes: dict[str, int] = {}
        self.links: list[str] = []
        self._walk(self.root, "")
        if whole:
            self._be_a_draw()

    def _be_a_draw(self) -> None:
        """What holds neither of the two files that make a draw is none; what lacks one of them is a draw that fails."""
        if not {"manifest.json", "commitment.json"} & {*self.sizes, *self.links}:
            raise Unreadable("r_kind", path=self.path)

    def _choose(self, path: str, inner: str) -> None:
        """Below `public/` lies the draw, unless files of a draw lie beside it: then people could open either."""
        names = sorted(os.listdir(path))
        twice = [name for name in names if name.lower() in OF_A_DRAW]
        if twice:
            raise Unreadable("r_two", path=path, what=", ".join(twice))
        if os.path.islink(inner):
            raise Unreadable("r_link", path=inner)
        if os.path.isdir(inner):
            self.root, self.beside = inner, [name for name in names if name not in BESIDE]
            self.kept = os.path.join(path, "auditors")

    def _walk(self, folder: str, prefix: str) -> None:
        with os.scandir(folder) as found:
            for item in found:
                name = prefix + item.name
                if item.is_dir(follow_symlinks=False):
                    self.sizes[name + "/"] = 0  # an empty or unknown folder is seen too
                    if prefix.count("/") < 3:
                        self._walk(item.path, name + "/")
                elif item.is_file(follow_symlinks=False):
                    self.sizes[name] = item.stat(follow_symlinks=False).st_size
                else:
                    self.links.append(name)
                if len(self.sizes) + len(self.links) > MAX_FILES:
                    raise Unreadable("r_many", path=self.path, limit=MAX_FILES)

    def open(self, name: str) -> io.BufferedReader:
        if name in self.links:
            raise Problem("r_link", path=name)
        if name not in self.sizes:
            raise Problem("r_missing", path=name)
        flags = (
            os.O_RDONLY
            | getattr(os, "O_NOFOLLOW", 0)
            | getattr(os, "O_NONBLOCK", 0)
            | getattr(os, "O_BINARY", 0)
        )
        handle = os.fdopen(os.open(os.path.join(self.root, *name.split("/")), flags), "rb")
        if not stat.S_ISREG(os.fstat(handle.fileno()).st_mode):
            handle.close()
            raise Problem("r_link", path=name)
        return handle

    def read(self, name: str) -> bytes:
        most = MAX_FEW if name.rpartition("/")[2] in FEW else MAX_JSON
        with self.open(name) as handle:
            data = handle.read(most + 1)
        if len(data) > most:
            raise Problem("r_big", path=name, limit=most)
        return data

    def map(self, name: str) -> Buffer:
        with self.open(name) as handle:
            return map_file(handle)


class Bundle(Folder):
    """Files of a zip below its one top folder; nothing is unpacked into the file system. The zip packs nothing, and each
    byte around the files is the only one that may stand there: all of them are made again here and compared."""

    def __init__(self, path: str) -> None:
        self.path, self.links, self.beside, self.kept, self.top = path, [], [], None, ""
        self.sizes: dict[str, int] = {}
        self.places: dict[str, int] = {}  # name → where the file's bytes begin
        with open(path, "rb") as self.file:
            names = self._members()
        if names != sorted(set(names)) or len({name.split("/")[0] for name in names}) != 1:
            self._bad("order")
        self.top = names[0].split("/")[0]
        for name in names:
            inner = name.split("/")
            for depth in range(2, len(inner)):
                self.sizes["/".join(inner[1:depth]) + "/"] = 0
        if any(name + "/" in self.sizes for name in self.places):
            self._bad("order")
        if (
            sum(name.rstrip("/").count("/") <= 3 for name in self.sizes) > MAX_FILES
        ):  # as deep as a folder is looked into
            raise Unreadable("r_many", path=path, limit=MAX_FILES)
        if {"public", "public/"} & set(self.sizes):
            raise Unreadable("r_two", path=path, what="manifest.json")
        self._be_a_draw()

    def _bad(self, why: str) -> NoReturn:
        raise Unreadable("r_zip", path=self.path, why=why)

    def _members(self) -> list[str]:
        """The names, from the first byte of the zip to its last."""
        names: list[str] = []
        directory, start = b"", 0
        while (head := self.file.read(30))[:4] == b"PK\x03\x04":
            names.append(self._name(head))
            directory += self._member(names[-1], head, start)
            start = self.file.tell()
            if len(names) > MAX_FILES:
                raise Unreadable("r_many", path=self.path, limit=MAX_FILES)
        end = zip_end(len(names), directory, start)
        self.file.seek(start)
        if not names or self.file.read(len(end) + 1) != end:
            self._bad("PK 1 2")
        return names

    def _name(self, head: bytes) -> str:
        if len(head) < 30:
            self._bad("PK 3 4")
        raw = self.file.read(struct.unpack("<H", head[26:28])[0])
        name = raw.decode("ascii", "replace")
        parts = name.split("/")
        unsafe = "\\" in name or not name.isascii() or not name.isprintable() or len(name) > MAX_NAME
        if unsafe or len(parts) < 2 or any(p in ("", ".", "..") or len(p) > MAX_PART for p in parts):
            self._bad(f"“{name}”")
        return name

    def _member(self, name: str, head: bytes, start: int) -> bytes:
        """Read one file through; its line in the directory."""
        size: int = struct.unpack("<I", head[22:26])[0]
        extra = self.file.read(struct.unpack("<H", head[28:30])[0])
        if size == ZIP64 or extra:
            if len(extra) != 20:
                self._bad(f"“{name}”")
            size = struct.unpack("<Q", extra[12:])[0]
        inner = name.split("/", 1)[1]
        self.sizes[inner], self.places[inner] = size, self.file.tell()
        crc, left = 0, size
        while left:
            block = self.file.read(min(left, 1 << 20))
            if not block:
                self._bad(f"“{name}” {size}")
            crc, left = zlib.crc32(block, crc), left - len(block)
        right, line = zip_member(name, size, crc, start)
        if head + name.encode() + extra != right:
            self._bad(f"“{name}”")
        return line

    def open(self, name: str) -> io.BufferedReader:
        """The member copied to a nameless temporary file."""
        if name not in self.places:
            raise Problem("r_missing", path=name)
        target = tempfile.TemporaryFile()
        try:
            with open(self.path, "rb") as source:
                source.seek(self.places[name])
                left = self.sizes[name]
                while left:
                    block = source.read(min(left, 1 << 20))
                    if not block:
                        self._bad(f"“{name}”")
                    target.write(block)
                    left -= len(block)
        except BaseException:
            target.close()
            raise
        target.seek(0)
        return target  # type: ignore[return-value]


def zip_member(name: str, size: int, crc: int, start: int) -> tuple[bytes, bytes]:
    """(what stands before the bytes of a stored file, its line in the directory), each the only one that is right."""
    raw, first = name.encode("ascii"), struct.pack("<HH", 0, 0x0021)  # midnight of 1 January 1980
    short, large = min(size, ZIP64), size >= ZIP64
    long = struct.pack("<QQ", size, size) if large else b""
    needed = b"\x2d\x00" if large else b"\x14\x00"
    both = struct.pack("<III", crc, 0xFFFFFFFF if large else short, 0xFFFFFFFF if large else short)
    extra = struct.pack("<HH", 1, len(long)) + long if long else b""
    head = (
        b"PK\x03\x04"
        + needed
        + bytes(4)
        + first
        + both
        + struct.pack("<HH", len(raw), len(extra))
        + raw
        + extra
    )
    if start >= ZIP64:
        long, needed = long + struct.pack("<Q", start), b"\x2d\x00"
    extra = struct.pack("<HH", 1, len(long)) + long if long else b""
    line = b"PK\x01\x02" + needed[:1] + b"\x03" + needed + bytes(4) + first + both
    line += struct.pack("<HHH", len(raw), len(extra), 0) + bytes(4)  # no comment, disk 0, no inner attributes
    line += struct.pack("<II", 0o644 << 16, 0xFFFFFFFF if start >= ZIP64 else start) + raw + extra
    return head, line


def zip_end(count: int, directory: bytes, start: int) -> bytes:
    """The directory and all that follows it."""
    end = directory
    if start >= ZIP64:
        end += b"PK\x06\x06" + struct.pack("<QHHII", 44, 0x032D, 45, 0, 0)
        end += struct.pack("<QQQQ", count, count, len(directory), start)
        end += b"PK\x06\x07" + struct.pack("<IQI", 0, start + len(directory), 1)
    place = 0xFFFFFFFF if start >= ZIP64 else start
    return end + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), place, 0)


# --------------------------------------------------------------------------------------------------------------------
# The draw itself
# --------------------------------------------------------------------------------------------------------------------
def draw_key(manifest: bytes, number: int, signature: str, ceremony: str) -> bytes:
    """K of undian/1 section 2."""
    inner = sha256(manifest) + struct.pack(">Q", number) + bytes.fromhex(signature)
    return sha256(b"undian/1/key\x00" + inner + ceremony.encode("utf-8"))


def score_of(seed: str, ticket: int, weight: int) -> bytes:
    """The least of `weight` hashes of 55 ASCII bytes each, as 32 bytes."""
    tail = b"-%012d" % ticket
    head = seed.encode() + b"-"
    return min(sha256(head + DIGITS62[j : j + 1] + tail) for j in range(weight))


def buckets(count: int, slots: int, slot: Callable[[int], int]) -> Iterator[array[int]]:
    """The numbers 0…count−1 grouped by `slot`, groups in order, numbers ascending: a counting sort, 4–8 bytes each."""
    starts = [0] * (slots + 1)
    for i in range(count):
        starts[slot(i) + 1] += 1
    for s in range(slots):
        starts[s + 1] += starts[s]
    placed, free = array("Q" if count >= 2**32 else "I", [0]) * count, starts[:]
    for i in range(count):
        s = slot(i)
        placed[free[s]] = i
        free[s] += 1
    for s in range(slots):
        if starts[s] < starts[s + 1]:
            yield placed[starts[s] : starts[s + 1]]


class Entries:
    """The list, held as its bytes (a memory map) and per entry only stratum and groups."""

    def __init__(self, data: Buffer) -> None:
        self.data = data
        self.n = len(data) // LIST_WIDTH
        self.strata = array("H")
        self.groups = bytearray()

    def line(self, i: int) -> bytes:
        return self.data[i * LIST_WIDTH : i * LIST_WIDTH + 102]

    def commit(self, i: int) -> bytes:
        return self.data[i * LIST_WIDTH : i * LIST_WIDTH + 64]

    def band(self, i: int) -> int:
        return self.data[i * LIST_WIDTH + 70] - 48

    def house(self, i: int) -> bytes:
        return self.data[i * LIST_WIDTH + 75 : i * LIST_WIDTH + 99]

    def weight(self, i: int) -> int:
        return int(self.data[i * LIST_WIDTH + 100 : i * LIST_WIDTH + 102])

    def find(self, commit: bytes) -> tuple[int, bool]:
        """Binary search: index of the first commit not below `commit`, and whether it is that one."""
        low, high = 0, self.n
        while low < high:
            middle = (low + high) // 2
            if self.commit(middle) < commit:
                low = middle + 1
            else:
                high = middle
        return low, low < self.n and self.commit(low) == commit


def first_bad_line(data: Buffer, width: int, pattern: str) -> Optional[int]:
    """Number of the first line that is not `pattern` and 0A, or None. Matches thousands of lines at a time."""
    one, many = re.compile(pattern.encode() + b"\n"), re.compile(b"(?:" + pattern.encode() + b"\n)*")
    for start in range(0, len(data), width * BLOCK):
        block = data[start : start + width * BLOCK]
        if many.fullmatch(block):
            continue
        for offset in range(0, len(block), width):
            if not one.fullmatch(block[offset : offset + width]):
                return (start + offset) // width + 1
    return None


def read_list(report: Report, data: Buffer, manifest: dict[str, Any]) -> Optional[Entries]:
    """Form, order, hash and Merkle root of list.csv; None when the lines cannot be used."""
    report.ok(sha256(data).hex() == manifest["list_sha256"], "list_sha")
    entries = Entries(data)
    report.ok(entries.n == manifest["n"] and len(data) == entries.n * LIST_WIDTH, "list_n", n=manifest["n"])
    wrong = first_bad_line(data, LIST_WIDTH, LIST_LINE)
    if wrong is not None:
        report.ok(False, "list_form", ("line", wrong))
        return None
    tree, before, progress = Tree(), b"", Progress(entries.n)
    for i in range(entries.n):
        line = entries.line(i)
        if line[:64] <= before and wrong is None:
            wrong = i + 1
        before = line[:64]
        tree.add(line)
        entries.strata.append(int(line[65:69]))
        entries.groups.append(int(line[72:74], 16))
        progress.at(i)
    progress.end()
    report.ok(wrong is None, "list_form", ("line", wrong))
    report.ok(tree.root() == manifest["list_root"], "list_root")
    return entries


class Households:
    """The first line whose household also lies in another stratum; households by size and by stratum."""

    def __init__(self) -> None:
        self.wrong: Optional[int] = None
        self.alone: Optional[int] = (
            None  # the first who applied alone and yet has a handle that is not of its own commit
        )
        self.sizes: Counter[int] = Counter()
        self.strata: Counter[int] = Counter()


def households(entries: Entries) -> Households:
    """Counts households a part at a time, so that memory stays small."""
    found = Households()
    bits = min(16, max(0, entries.n.bit_length() - 12))
    for group in buckets(entries.n, 1 << bits, lambda i: int(entries.house(i)[:4], 16) >> 16 - bits):
        seen: dict[bytes, int] = {}
        members: Counter[bytes] = Counter()
        pairs: set[tuple[bytes, int]] = set()
        for i in group:
            house = entries.house(i)
            members[house] += 1
            pairs.add((house, entries.strata[i]))
            if seen.setdefault(house, entries.strata[i]) != entries.strata[i]:
                found.wrong = i + 1 if found.wrong is None else min(found.wrong, i + 1)
        for i in group:
            if members[entries.house(i)] == 1 and entries.house(i) != entries.commit(i)[:24]:
                found.alone = i + 1 if found.alone is None else min(found.alone, i + 1)
        found.sizes.update(members.values())
        found.strata.update(stratum for _, stratum in pairs)
    return found


def order_of(entries: Entries, seed: str) -> tuple[bytearray, array[int]]:
    """(all scores, 32 bytes each; line indices in the order of the draw: band, score, ticket)."""
    scores, progress = bytearray(), Progress(entries.n)
    for i in range(entries.n):
        scores += score_of(seed, i + 1, entries.weight(i))
        progress.at(i)
    progress.end()
    bits = min(16, max(0, entries.n.bit_length() - 10))

    def slot(i: int) -> int:
        return entries.band(i) << bits | (scores[32 * i] << 8 | scores[32 * i + 1]) >> 16 - bits

    ordered = array("Q" if entries.n >= 2**32 else "I")
    for group in buckets(
        entries.n, 10 << bits, slot
    ):  # ascending tickets and a stable sort: ties fall to the ticket
        ordered.extend(sorted(group, key=lambda i: bytes(scores[32 * i : 32 * i + 32])))
    return scores, ordered


class PhaseCount:
    """What one phase did: its limit with what was carried in, accepted in all and per stratum, and the last of each."""

    def __init__(self, phase: dict[str, Any], carried: int) -> None:
        self.phase = phase
        self.limit: Optional[int] = None if phase["seats"] is None else phase["seats"] + carried
        self.accepted: Counter[str] = Counter()  # by stratum; "----" is the whole phase
        self.last: dict[str, int] = {}

    def quota(self, stratum: str) -> Optional[int]:
        found: Optional[int] = self.phase["quota"].get(stratum, self.phase["otherwise"])
        return found

    def full(self, stratum: str) -> bool:
        quota = self.quota(stratum)
        return quota is not None and self.accepted[stratum] >= quota

    def accept(self, i: int, stratum: str) -> int:
        for scope in (stratum, "----"):
            self.accepted[scope] += 1
            self.last[scope] = i
        return self.accepted["----"]


def carried_on(phase: dict[str, Any], limit: Optional[int], accepted: int, carried: int) -> int:
    """Seats on their way to the next phase that has seats, after this one."""
    if limit is None:
        own = sum(phase["quota"].values()) - accepted if phase["carry"] else 0
        return carried + max(0, own)
    return max(0, limit - accepted) if phase["carry"] else 0


class Draw:
    """The plain scan of undian/1 section 3."""

    def __init__(self, entries: Entries, policy: dict[str, Any], seed: str) -> None:
        self.entries, self.policy, self.seed = entries, policy, seed
        self.cap: int = policy["household_cap"]
        self.scores, self.order = order_of(entries, seed)
        self.won = bytearray(entries.n)  # phase number, 0 for none
        self.rank = array("I", [0]) * entries.n
        self.house: Counter[bytes] = Counter()  # selected per household
        self.phases: list[PhaseCount] = []
        carried = 0
        for number, phase in enumerate(policy["phases"], 1):
            done = self._scan(number, PhaseCount(phase, carried))
            carried = carried_on(phase, done.limit, done.accepted["----"], carried)
            self.phases.append(done)

    def _scan(self, number: int, count: PhaseCount) -> PhaseCount:
        mask, entries = count.phase["groups"], self.entries
        for i in self.order:
            if count.limit is not None and count.accepted["----"] >= count.limit:
                break
            if self.won[i] or (mask and not entries.groups[i] & mask):
                continue
            stratum, house = f"{entries.strata[i]:04d}", entries.house(i)
            if count.full(stratum) or (self.cap and self.house[house] >= self.cap):
                continue
            self.won[i] = number
            self.house[house] += 1
            self.rank[i] = count.accept(i, stratum)
        return count

    def result(self, i: int) -> bytes:
        """The result line of entry i, without its line break."""
        if self.won[i]:
            return b"%012d,W,%02d,%09d,-" % (i + 1, self.won[i], self.rank[i])
        groups, last = self.entries.groups[i], 0
        for number, count in enumerate(self.phases, 1):
            if not count.phase["groups"] or groups & count.phase["groups"]:
                last = number
        return b"%012d,L,%02d,000000000,%s" % (i + 1, last, self._reason(i, last))

    def _reason(self, i: int, last: int) -> bytes:
        if not last:
            return b"N"
        if self.cap and self.house[self.entries.house(i)] >= self.cap:
            return b"H"
        return b"Q" if self.phases[last - 1].full(f"{self.entries.strata[i]:04d}") else b"N"

    def cutoffs(self) -> list[bytes]:
        """The lines of cutoffs.csv, without line breaks."""
        present = {f"{s:04d}" for s in set(self.entries.strata)}
        lines = []
        for number, count in enumerate(self.phases, 1):
            for scope in ["----", *sorted(present | set(count.phase["quota"]))]:
                limit = count.limit if scope == "----" else count.quota(scope)
                stated = b"-" * 9 if limit is None else b"%09d" % limit
                last = count.last.get(scope)
                key = b"-,%s,%s" % (b"-" * 64, b"-" * 12)
                if last is not None:
                    score = self.scores[32 * last : 32 * last + 32].hex().encode()
                    key = b"%d,%s,%012d" % (self.entries.band(last), score, last + 1)
                head = b"%02d,%02x,%s" % (number, count.phase["groups"], scope.encode())
                lines.append(b"%s,%s,%09d,%s" % (head, stated, count.accepted[scope], key))
        return lines


# --------------------------------------------------------------------------------------------------------------------
# A public folder
# --------------------------------------------------------------------------------------------------------------------
class Checked:
    """What the check of a folder leaves for a proof, a receipt or the chain."""

    def __init__(self, source: Folder) -> None:
        self.source = source
        self.raw: dict[str, bytes] = {}
        self.manifest: dict[str, Any] = {}
        self.hash = ZERO_HASH
        self.commitment: dict[str, Any] = {}
        self.outcome: Optional[dict[str, Any]] = None
        self.policy: Optional[dict[str, Any]] = None
        self.counts: Optional[dict[str, Any]] = None
        self.entries: Optional[Entries] = None
        self.results: Optional[Buffer] = None
        self.draw: Optional[Draw] = None
        self.void = False
        self.void_at = ""  # when, as signed
        self.repeats = ""  # the manifest of the void draw that about.json names
        self.cutoffs: Optional[list[str]] = None  # its lines, where there is no list and they can be right
        self.places: Optional[Places] = (
            None  # who holds a place after the replacements so far, where the list is there
        )
        self.replacements: list[tuple[str, dict[str, Any]]] = []
        self.since: list[str] = []
        self.sample: list[int] = []  # tickets as an audit sample takes them, as far as one was asked for
        self.previous: dict[str, Any] = {}

    @property
    def name(self) -> str:
        return str(self.manifest.get("draw_id", "?"))


Options = argparse.Namespace
STATEMENT_FILES = re.compile(
    r"statements/(?:(odds|bias|void)|(replacement|audit)-(0[1-9]|[1-9][0-9]{1,3}))\.json", re.ASCII
)


def guarded(report: Report, step: Callable[[], None]) -> bool:
    """Run one step; what ends it becomes a failed check."""
    try:
        step()
        return True
    except Unreadable:
        raise
    except Problem as problem:
        report.bad(problem)
    except RecursionError:
        report.bad(Problem("r_deep", path="JSON"))
    except OSError as error:
        report.bad(Problem("r_system", path=error.filename or "-", why=error.strerror or error))
    return False


def check_folder(report: Report, path: str, source: Folder, options: Options) -> Checked:
    """Every check of one public folder."""
    checked = Checked(source)
    try:
        guess = json.loads(source.read("manifest.json"))["draw_id"]
    except Exception:  # only the heading: the strict reading follows
        guess = "?"
    report.head("h_folder", name=guess, path=path)
    if not guarded(report, lambda: check_commitment(report, checked, options)):
        report.skip("r_stop", decisive=True)
        return checked
    guarded(report, lambda: check_policy(report, checked))
    guarded(report, lambda: check_beacon_rule(report, checked))
    guarded(report, lambda: check_list(report, checked, options))
    guarded(report, lambda: check_counts(report, checked))
    if "result/outcome.json" in source.sizes:
        guarded(report, lambda: check_outcome(report, checked, options))
    check_statements(report, checked)
    if "result/outcome.json" not in source.sizes:
        no_result(report, checked)
    if source.beside:
        report.look("beside", what=", ".join(source.beside))
    guarded(report, lambda: check_names(report, checked))
    return checked


def check_commitment(report: Report, checked: Checked, options: Options) -> None:
    source = checked.source
    raw = checked.raw["commitment.json"] = source.read("commitment.json")
    value = parse(raw, "commitment.json")
    report.ok(True, "jcs", path="commitment.json")
    checked.commitment = need_statement(report, value, "commitment.json", "commitment")
    if options.operator:
        report.ok(checked.commitment["operator"] == options.operator, "given_operator")
    raw = checked.raw["manifest.json"] = source.read("manifest.json")
    checked.hash = sha256(raw).hex()
    checked.manifest = need_manifest(parse(raw, "manifest.json"), "manifest.json")
    report.ok(True, "jcs", path="manifest.json")
    belongs(report, checked, checked.commitment, "commitment.json")
    closed, signed = checked.manifest["close_time"], checked.commitment["signed_at"]
    report.ok(closed <= signed, "closed_first", signed=signed, closed=closed)
    check_hashes(report, checked)
    check_previous(report, checked)


def belongs(report: Report, checked: Checked, statement: dict[str, Any], path: str) -> None:
    report.ok(statement["manifest_sha256"] == checked.hash, "same_manifest", path=path, hash=checked.hash)
    report.ok(statement["draw_id"] == checked.manifest["draw_id"], "same_draw", path=path, name=checked.name)
    if path != "commitment.json":
        report.ok(statement["operator"] == checked.commitment["operator"], "same_operator", path=path)
        signed, before = statement["signed_at"], checked.commitment["signed_at"]
        if checked.outcome and statement["kind"] not in ("outcome", "odds"):
            before = max(before, checked.outcome["signed_at"])
        if statement["kind"] == "outcome" and checked.manifest["beacon"]["type"] != "none":
            before = max(before, stamp(round_time(checked.manifest)))
        if statement["kind"] == "replacement" and statement["round"]:
            later = QUICKNET["genesis"] + (statement["round"] - 1) * QUICKNET["period"]
            before = max(before, stamp(float(later)))
        report.ok(signed >= before, "signed_after", path=path, signed=signed, before=before)


def check_hashes(report: Report, checked: Checked) -> None:
    """The files that the commitment names, except list.csv, which is read later."""
    stated = checked.commitment["files"]
    wanted = set(REQUIRED)
    if checked.manifest["prev"] != ZERO_HASH and "previous.json" in stated:
        wanted.add("previous.json")
    for name in sorted(wanted | set(stated)):
        if name not in stated or name not in wanted:
            report.ok(name in wanted and name in stated, "file_named", by="commitment.json", path=name)
        elif name == "list.csv":
            report.ok(
                stated[name] == checked.manifest["list_sha256"],
                "file_hash",
                path=name,
                by="manifest.json + commitment.json",
            )
        else:
            guarded(report, lambda name=name: check_hash(report, checked, name))  # type: ignore[misc]
    report.look("toml_only_hash")


def check_hash(report: Report, checked: Checked, name: str) -> None:
    raw = checked.source.read(name)
    same = sha256(raw).hex() == checked.commitment["files"][name]
    report.ok(same, "file_hash", path=name, by="commitment.json")
    if not same:
        return  # what nobody has signed says nothing
    checked.raw[name] = raw
    if name == "about.json":
        about = need(parse(raw, name), name, SHAPE_ABOUT)
        if "repeats" in about:
            need({"repeats": about["repeats"]}, name, {"repeats": HEX64})
            checked.repeats = about["repeats"]
        report.ok(True, "jcs", path=name)


def check_previous(report: Report, checked: Checked) -> None:
    prev = checked.manifest["prev"]
    if prev == ZERO_HASH:
        report.ok("previous.json" not in checked.source.sizes, "prev_first")
    elif "previous.json" in checked.raw:
        raw = checked.raw["previous.json"]
        earlier = need_manifest(parse(raw, "previous.json"), "previous.json")
        report.ok(sha256(raw).hex() == prev, "prev_hash")
        checked.previous = earlier
        report.ok(is_known_beacon(earlier), "prev_beacon")
        before, here = earlier["beacon"]["round"], checked.manifest["beacon"]["round"]
        if earlier["draw_id"] == checked.name:
            report.ok(before < here or here == 0, "prev_same")
        elif 0 < here < before:
            report.look("prev_round", name=earlier["draw_id"], earlier=before, round=here)
        look_at_kinds(report, earlier, checked.manifest)
        closed, signed = earlier["close_time"], checked.commitment["signed_at"]
        if closed > signed:
            report.look("prev_close", name=earlier["draw_id"], closed=closed, signed=signed)
    elif "previous.json" not in checked.commitment["files"]:
        report.look("prev_absent", decisive=True, hash=prev)


def look_at_kinds(report: Report, earlier: dict[str, Any], later: dict[str, Any]) -> None:
    """A real draw follows a real one, and a rehearsal a rehearsal; names tell which is which."""
    kinds = [manifest["draw_id"].startswith("rehearsal-") for manifest in (earlier, later)]
    if kinds[0] != kinds[1]:
        report.look("prev_real" if kinds[1] else "prev_practice", name=earlier["draw_id"])


def check_policy(report: Report, checked: Checked) -> None:
    raw = checked.raw.get("policy.json")
    if raw is None:
        raise Problem("r_not_that", path="policy.json")
    report.ok(sha256(raw).hex() == checked.manifest["policy_sha256"], "policy_hash")
    value = parse(raw, "policy.json")
    if not raw.isascii():
        raise Problem("r_ascii", path="policy.json")
    policy = checked.policy = need_policy(value, "policy.json")
    report.ok(True, "policy_valid", phases=len(policy["phases"]), cap=policy["household_cap"])


def is_known_beacon(manifest: dict[str, Any]) -> bool:
    """Whether a manifest names quicknet and one of its rounds, or no beacon and then a ceremony."""
    beacon = manifest["beacon"]
    if beacon["type"] == "none":
        return bool(beacon == {**NO_BEACON, "round": 0} and manifest["ceremony"])
    return bool(beacon == {**QUICKNET, "round": beacon["round"]} and beacon["round"] >= 1)


def round_time(manifest: dict[str, Any]) -> float:
    beacon = manifest["beacon"]
    return float(beacon["genesis"] + (beacon["round"] - 1) * beacon["period"])


def check_beacon_rule(report: Report, checked: Checked) -> None:
    manifest, commitment = checked.manifest, checked.commitment
    beacon, rehearsal = manifest["beacon"], commitment["rehearsal"]
    report.ok(checked.name.startswith("rehearsal-") == rehearsal, "rehearsal_name")
    if manifest["ceremony"]:
        report.look("ceremony_alone" if beacon["type"] == "none" else "ceremony_when", decisive=True)
    if rehearsal:
        report.look("rehearsal")
    if beacon["type"] == "none":
        report.ok(is_known_beacon(manifest), "beacon_none")
        return
    number = beacon["round"]
    report.ok(is_known_beacon(manifest), "beacon_chain", round=number)
    if rehearsal:
        return
    signed, out = seconds(commitment["signed_at"]), round_time(manifest)
    report.ok(signed < out, "round_future", signed=commitment["signed_at"], round=number, out=clock(out))
    hours = f"{(out - signed) / 3600:.1f}"
    if out - signed < NOTICE_HOURS * 3600:
        report.look("notice_short", hours=hours)
    if "about.json" not in checked.raw:
        raise Problem("r_not_that", path="about.json")
    promised = need(parse(checked.raw["about.json"], "about.json"), "about.json", SHAPE_ABOUT)["notice_hours"]
    if out - signed < promised * 3600:
        report.look("notice", hours=hours, promised=promised)


def where_kept(checked: Checked, name: str, options: Options) -> Optional[Folder]:
    """The folder in which a list lies. At level "roots", and only there, the auditors' copy counts where none is public:
    that of --auditors, else of `auditors` beside `public`; None where there is neither."""
    source, place = checked.source, options.auditors or checked.source.kept
    public = {name, "result/" + name} & {*source.sizes, *source.links}
    if checked.commitment["publish"] != "roots" or public:
        return source
    if place is None or not os.path.lexists(os.path.join(place, name)):
        return None if name == "list.csv" else source
    if os.path.islink(place) and not options.auditors:
        raise Problem("r_link", path=place)
    return Folder(place, whole=False)


def check_list(report: Report, checked: Checked, options: Options) -> None:
    source = where_kept(checked, "list.csv", options)
    if source is None:
        report.skip("list_unchecked", decisive=True)
        return
    entries = read_list(report, source.map("list.csv"), checked.manifest)
    if entries is None:
        return
    checked.entries = entries
    if not entries.n:
        report.look("nobody")
    if checked.commitment["publish"] == "reduced" and checked.policy:
        wrong = first_unreduced(entries, checked.policy)
        if wrong is None and checked.policy["household_cap"]:
            wrong = households(entries).alone
        report.ok(wrong is None, "reduced", ("line", wrong))


def first_unreduced(entries: Entries, policy: dict[str, Any]) -> Optional[int]:
    """First line that holds more than level `reduced` lets it: unused group bits, or strata that no phase limits."""
    used, strata = 0, False
    for phase in policy["phases"]:
        used |= phase["groups"]
        strata = strata or bool(phase["quota"]) or phase["otherwise"] is not None
    for i in range(entries.n):
        more = entries.groups[i] & ~used or (entries.strata[i] and not strata)
        if more or (not policy["household_cap"] and entries.house(i) != entries.commit(i)[:24]):
            return i + 1
    return None


def check_counts(report: Report, checked: Checked) -> None:
    raw = checked.raw.get("counts.json")
    if raw is None:
        raise Problem("r_not_that", path="counts.json")
    value = parse(raw, "counts.json")
    for what in sorted(set(value) - set(SHAPE_COUNTS)) if isinstance(value, dict) else []:
        report.ok(False, "counts_other", what=what)
    counts = need(value, "counts.json", SHAPE_COUNTS)
    for stratum in counts["strata"].values():
        need(stratum, "counts.json", {"entries": integer(1), "households": integer(1)}, exact=True)
    report.ok(True, "jcs", path="counts.json")
    report.ok(counts["entries"] == checked.manifest["n"], "counts_n")
    report.ok(adds_up(counts), "counts_sum")
    checked.counts = counts
    if checked.entries is None:
        return
    entries = checked.entries
    house = households(entries)
    report.ok(house.wrong is None, "house_stratum", ("line", house.wrong))
    strata = Counter(entries.strata)
    computed: dict[str, Json] = {
        "entries": entries.n,
        "households": sum(house.sizes.values()),
        "strata": {f"{s:04d}": {"entries": strata[s], "households": house.strata[s]} for s in strata},
        "bands": tally(str(entries.band(i)) for i in range(entries.n)),
        "groups": tally(f"{g:02x}" for g in entries.groups),
        "weights": tally(f"{entries.weight(i):02d}" for i in range(entries.n)),
        "household_sizes": {str(size): many for size, many in house.sizes.items()},
    }
    for what in sorted(computed):
        report.ok(counts[what] == computed[what], "counts_match", what=what)


def adds_up(counts: dict[str, Any]) -> bool:
    """Whether every division of counts.json has all entries, and all households, in it."""
    n, strata, sizes = counts["entries"], counts["strata"].values(), counts["household_sizes"]
    sums = [sum(counts[name].values()) for name in ("bands", "groups", "weights")]
    sums += [sum(s["entries"] for s in strata), sum(int(size) * many for size, many in sizes.items())]
    homes = [sum(s["households"] for s in strata), sum(sizes.values())]
    crowded = any(s["households"] > s["entries"] for s in strata)
    return set(sums) == {n} and set(homes) == {counts["households"]} and not crowded


def tally(values: Iterator[str]) -> dict[str, int]:
    return dict(Counter(values))


def no_result(report: Report, checked: Checked) -> None:
    report.skip("no_ceremony" if checked.manifest["beacon"]["type"] == "none" else "no_result")
    if checked.manifest["beacon"]["type"] == "none" or round_time(checked.manifest) >= report.now:
        return
    out, practice = stamp(round_time(checked.manifest)), checked.name.startswith("rehearsal-")
    if not checked.void:
        report.look("late", decisive=True, out=out)
    elif not practice and out <= checked.void_at:  # of a rehearsal every round is out
        report.look("late_void", decisive=True, out=out, void=checked.void_at)


# --------------------------------------------------------------------------------------------------------------------
# The outcome
# --------------------------------------------------------------------------------------------------------------------
def check_outcome(report: Report, checked: Checked, options: Options) -> None:
    path = "result/outcome.json"
    value = parse(checked.source.read(path), path)
    report.ok(True, "jcs", path=path)
    outcome = need_statement(report, value, path, "outcome")
    checked.outcome = outcome
    belongs(report, checked, outcome, path)
    report.ok(outcome["commitment_sha256"] == sha256(checked.raw["commitment.json"]).hex(), "commitment_hash")
    for name in sorted({"results.csv", "cutoffs.csv"} ^ set(outcome["files"])):
        report.ok(False, "file_named", by=path, path=name)
    if checked.entries is None:
        report.ok(outcome["results_sha256"] == outcome["files"].get("results.csv"), "results_sha")
        guarded(report, lambda: check_results_alone(report, checked, options))
    check_seed(report, checked.manifest, checked.raw["manifest.json"], outcome)
    if checked.policy is None:
        return
    report.ok(outcome["household_cap"] == checked.policy["household_cap"], "cap")
    if checked.entries is not None:
        checked.draw = Draw(checked.entries, checked.policy, outcome["seed"])
        guarded(report, lambda: check_results(report, checked, options))
    guarded(report, lambda: check_cutoffs(report, checked))


def check_seed(report: Report, manifest: dict[str, Any], raw: bytes, outcome: dict[str, Any]) -> None:
    """Round, ceremony, beacon signature, key and seed, for folders and proofs alike."""
    number, signature, ceremony = (
        manifest["beacon"]["round"],
        outcome["beacon_signature"],
        outcome["ceremony"],
    )
    report.ok(outcome["round"] == number, "same_round")
    report.ok(bool(ceremony) == manifest["ceremony"], "ceremony", what=ceremony)
    if ceremony and hides(ceremony):
        report.look("ceremony_hidden")
    check_beacon(report, manifest["beacon"], number, signature)
    key = draw_key(raw, number, signature, ceremony).hex()
    report.ok(outcome["key"] == key, "key", ("stated", outcome["key"], key))
    report.ok(outcome["seed"] == key[:40], "seed", ("stated", outcome["seed"], key[:40]), seed=key[:40])


def check_beacon(report: Report, beacon: dict[str, Any], number: int, signature: str) -> None:
    if beacon["type"] == "none":
        report.ok(signature == "0" * 96, "bls_zero")
        return
    libraries = bls_libraries()
    for name, check in libraries:
        report.ok(beacon_valid(number, signature, check), "bls", round=number, by=name)
    if not libraries:
        randomness = sha256(bytes.fromhex(signature)).hex()
        facts = {
            "round": number,
            "signature": signature,
            "randomness": randomness,
            "chain": QUICKNET["chain"],
        }
        report.skip("bls_unchecked", decisive=True, **facts)


def check_results(report: Report, checked: Checked, options: Options) -> None:
    """Every result line, recomputed and compared; hash and root of the recomputed lines."""
    draw, outcome = checked.draw, checked.outcome
    assert draw is not None
    assert outcome is not None
    source = where_kept(checked, "results.csv", options) or checked.source
    data = source.map("result/results.csv" if source is checked.source else "results.csv")
    hashed, tree = hashlib.sha256(), Tree()
    wrong: Where = None
    progress = Progress(draw.entries.n)
    for i in range(draw.entries.n):
        line = draw.result(i)
        tree.add(line)
        hashed.update(line + b"\n")
        if wrong is None and data[i * RESULT_WIDTH : (i + 1) * RESULT_WIDTH] != line + b"\n":
            wrong = ("lines_differ", i + 1, data[i * RESULT_WIDTH : (i + 1) * RESULT_WIDTH][:29], line)
        progress.at(i)
    progress.end()
    if wrong is None and len(data) != draw.entries.n * RESULT_WIDTH:
        wrong = ("line", draw.entries.n + 1)
    if report.ok(wrong is None, "results_match", as_text(wrong), n=draw.entries.n):
        checked.results = data
    stated = {outcome["results_sha256"], outcome["files"].get("results.csv")}
    report.ok(stated == {hashed.hexdigest()}, "results_sha")
    report.ok(outcome["results_root"] == tree.root(), "results_root")


def check_results_alone(report: Report, checked: Checked, options: Options) -> None:
    """Without the list nothing can be recomputed; but results.csv, where it is there, is the one that the outcome names."""
    assert checked.outcome is not None
    source = where_kept(checked, "results.csv", options) or checked.source
    name = "result/results.csv" if source is checked.source else "results.csv"
    if name in source.sizes or name in source.links:
        right = hashlib.sha256(source.map(name)).hexdigest() == checked.outcome["results_sha256"]
        report.ok(right, "file_hash", path=name, by="result/outcome.json")


def as_text(place: Where) -> Where:
    return place and tuple(v.decode("ascii", "replace") if isinstance(v, bytes) else v for v in place)


def check_cutoffs(report: Report, checked: Checked) -> None:
    outcome, path, before = checked.outcome, "result/cutoffs.csv", report.count("bad")
    assert outcome is not None
    assert checked.policy is not None
    raw = checked.source.read(path)
    stated = outcome["files"].get("cutoffs.csv")
    report.ok(sha256(raw).hex() == stated, "file_hash", path=path, by="result/outcome.json")
    wrong = first_bad_line(raw, CUTOFF_WIDTH, CUTOFF_LINE)
    if wrong is not None:
        raise Problem("r_line", path=path, line=wrong)
    lines, tree = raw.split(b"\n")[:-1], Tree()
    for line in lines:
        tree.add(line)
    report.ok(len(lines) == outcome["n_cutoffs"], "cutoffs_n")
    report.ok(tree.root() == outcome["cutoffs_root"], "cutoffs_root")
    if checked.draw is not None:
        right = checked.draw.cutoffs()
        place: Where = next(
            (("lines_differ", k + 1, a, b) for k, (a, b) in enumerate(zip(lines, right)) if a != b), None
        )
        place = place or ("stated", len(lines), len(right))
        report.ok(lines == right, "cutoffs_match", as_text(place), n=len(lines))
        taken = [count.accepted["----"] for count in checked.draw.phases]
    else:
        there = set(checked.counts["strata"]) if checked.counts else set()
        taken = cutoffs_by_policy(report, checked.policy, [line.decode() for line in lines], there)
        possible = (k for k, line in enumerate(lines, 1) if not can_be_last(line.decode(), checked))
        wrong = next(possible, None)
        report.ok(wrong is None, "cutoffs_score", ("line", wrong))
        if checked.counts is not None:
            beyond = beyond_counts(checked.policy, checked.counts, [line.decode() for line in lines])
            report.ok(not beyond, "cutoffs_counts", ("names", ", ".join(beyond)))
    report.ok(outcome["selected"] == taken, "selected", what=", ".join(map(str, taken)))
    if checked.draw is None and checked.counts is not None and report.count("bad") == before:
        checked.cutoffs = [line.decode() for line in lines]


NOBODY = ("-", "-" * 64, "-" * 12)


def last_key(fields: tuple[str, ...]) -> tuple[bool, tuple[str, ...]]:
    """The order of the last columns of a cut-off line; nobody comes before everybody."""
    return fields != NOBODY, fields


def can_be_last(line: str, checked: Checked) -> bool:
    """Whether an entry of some weight that is there can have this line's score, and its number is one of the list's."""
    row, outcome = line.split(","), checked.outcome
    assert outcome is not None
    if row[7][0] == "-":
        return True
    ticket, best, seed = int(row[7]), "g", outcome["seed"].encode()
    if not 1 <= ticket <= checked.manifest["n"]:
        return False
    for j in range(62):
        best = min(best, sha256(seed + b"-" + DIGITS62[j : j + 1] + b"-%012d" % ticket).hex())
        if best == row[6] and (checked.counts is None or f"{j + 1:02d}" in checked.counts["weights"]):
            return True
    return False


class CutoffRow:
    """One line of cutoffs.csv, as far as numbers of people go; `band` is None where nobody was accepted."""

    def __init__(self, line: str) -> None:
        row = line.split(",")
        self.phase, self.mask, self.scope, self.accepted = int(row[0]), int(row[1], 16), row[2], int(row[4])
        self.full = row[3][0] != "-" and self.accepted >= int(row[3])
        self.band: Optional[int] = None if row[5] == "-" else int(row[5])
        self.ticket = row[7]


def beyond_counts(policy: dict[str, Any], counts: dict[str, Any], lines: list[str]) -> list[str]:
    """In what the cut-offs go beyond any list with these counts: members of counts.json. No list is known, so that this
    finds impossible sums and nothing else."""
    rows = [CutoffRow(line) for line in lines]
    whole, parts = [r for r in rows if r.scope == "----"], [r for r in rows if r.scope != "----"]
    found = []
    if not sure_seats(policy, counts) <= sum(r.accepted for r in whole) <= most_seats(policy, counts):
        found.append("household_sizes")
    for mask in range(1, 256):  # phases for these groups alone select different people, each of these groups
        if sum(r.accepted for r in whole if r.mask and r.mask | mask == mask) > open_to(counts, mask):
            found.append(f"groups {mask:02x}")
            break
    found += beyond_strata(policy, counts, parts) + beyond_bands(counts, parts)
    return found + passed_over(policy, counts, whole, parts)


def open_to(counts: dict[str, Any], mask: int) -> int:
    """Entries to which a phase with this mask is open."""
    groups: dict[str, int] = counts["groups"]
    return sum(many for name, many in groups.items() if mask == 0 or int(name, 16) & mask)


def beyond_strata(policy: dict[str, Any], counts: dict[str, Any], parts: list[CutoffRow]) -> list[str]:
    """Strata that give, over all phases, more than their entries or than the cap allows their households."""
    given: Counter[str] = Counter()
    for row in parts:
        given[row.scope] += row.accepted
    for stratum, there in counts["strata"].items():
        most = there["entries"]
        if policy["household_cap"]:
            most = min(most, policy["household_cap"] * there["households"])
        given[stratum] -= min(most, given[stratum])
    return [f"strata {stratum}" for stratum in sorted(given) if given[stratum] > 0][:1]


def beyond_bands(counts: dict[str, Any], parts: list[CutoffRow]) -> list[str]:
    """Bands with fewer entries than last numbers, or fewer up to them than were accepted up to them; and nobody is the
    last twice."""
    last = [row for row in parts if row.band is not None]
    found, reach = [], 0
    for band in range(10):
        there = counts["bands"].get(str(band), 0)
        reach += there
        until = sum(row.accepted for row in last if row.band is not None and row.band <= band)
        if until > reach or sum(row.band == band for row in last) > there:
            found.append(f"bands {band}")
    return found[:1] or (["entries"] if len({row.ticket for row in last}) < len(last) else [])


def passed_over(
    policy: dict[str, Any], counts: dict[str, Any], whole: list[CutoffRow], parts: list[CutoffRow]
) -> list[str]:
    """Phases with room that left somebody out for whom they are: when a phase ends that is not full and not full in a
    stratum, one of each household there has been selected, without a cap everybody."""
    cap, so_far, total = policy["household_cap"], Counter(), 0  # type: int, Counter[str], int
    for phase in whole:
        own = [row for row in parts if row.phase == phase.phase]
        total += phase.accepted
        for row in own:
            so_far[row.scope] += row.accepted
            there = counts["strata"].get(row.scope, {"entries": 0, "households": 0})
            must = there["households"] if cap else there["entries"]
            if not phase.mask and not phase.full and not row.full and so_far[row.scope] < must:
                return [f"strata {row.scope}"]
        if not cap and not any(row.full for row in own) and total < sure_by_now(counts, phase):
            return ["groups" if phase.mask else "bands"]
    return []


def sure_by_now(counts: dict[str, Any], phase: CutoffRow) -> int:
    """How many are selected by the end of a phase in which no stratum was full, without a cap: all for whom it is, if it
    was not full; if it was, and is for all, those of the bands before its last number's, and that one."""
    if not phase.full:
        return open_to(counts, phase.mask)
    if phase.mask or phase.band is None:
        return 0
    bands: dict[str, int] = counts["bands"]
    return 1 + sum(many for band, many in bands.items() if int(band) < phase.band)


def cutoffs_by_policy(report: Report, policy: dict[str, Any], lines: list[str], there: set[str]) -> list[int]:
    """Without the list: limits follow from the policy and what was accepted; strata add up to their phase, and are those
    that counts.json has (`there`) or a quota names."""
    carried, taken, wrong = 0, [], None
    for number, phase in enumerate(policy["phases"], 1):
        rows = [line.split(",") for line in lines if line[:2] == f"{number:02d}"]
        limit = None if phase["seats"] is None else phase["seats"] + carried
        accepted = int(rows[0][4]) if rows else 0
        scopes = [row[2] for row in rows]
        right = rows and scopes == ["----", *sorted(there | set(phase["quota"]))]
        for row in rows:
            bound = limit if row[2] == "----" else phase["quota"].get(row[2], phase["otherwise"])
            right = (
                right
                and row[1] == f"{phase['groups']:02x}"
                and row[3] == ("-" * 9 if bound is None else f"{bound:09d}")
            )
            right = right and (bound is None or int(row[4]) <= bound)
        right = right and sum(int(row[4]) for row in rows[1:]) == accepted
        right = right and tuple(rows[0][5:]) == max(
            (tuple(row[5:]) for row in rows[1:]), key=last_key, default=NOBODY
        )
        wrong = number if not right and wrong is None else wrong
        carried = carried_on(phase, limit, accepted, carried)
        taken.append(accepted)
    in_order = [line[:2] for line in lines] == sorted(line[:2] for line in lines)
    known = all(1 <= int(line[:2]) <= len(policy["phases"]) for line in lines)
    report.ok(wrong is None and in_order and known, "cutoffs_policy", ("phase", wrong or "?"))
    return taken


# --------------------------------------------------------------------------------------------------------------------
# Further statements
# --------------------------------------------------------------------------------------------------------------------
def check_statements(report: Report, checked: Checked) -> None:
    seen: dict[str, list[tuple[int, str]]] = {}
    moved = Moved(checked)
    for name in sorted(
        checked.source.sizes, key=lambda name: (len(name), name)
    ):  # number 100 after number 99
        found = STATEMENT_FILES.fullmatch(name)
        if not found:
            continue
        kind, number = found[1] or found[2], int(found[3] or 0)

        def one(name: str = name, kind: str = kind, number: int = number) -> None:
            value = parse(checked.source.read(name), name)
            report.ok(True, "jcs", path=name)
            statement = need_statement(report, value, name, kind)
            belongs(report, checked, statement, name)
            if not is_own(checked, statement):
                return  # a stranger's word voids nothing and moves nobody
            if number:
                seen.setdefault(kind, []).append((number, statement["signed_at"]))
            if kind == "replacement":
                report.ok(
                    statement["group"] == number, "replacement_group", path=name, group=statement["group"]
                )
                checked.replacements.append((name, statement))
                check_replacement(report, checked, name, statement, moved)
            else:
                STATEMENT_CHECKS[kind](report, checked, name, statement)

        guarded(report, one)
    for kind, pairs in seen.items():
        gapless = [number for number, _ in pairs] == list(range(1, len(pairs) + 1))
        moments = [moment for _, moment in pairs]
        report.ok(gapless and moments == sorted(moments), "numbered", kind=kind)


def is_own(checked: Checked, statement: dict[str, Any]) -> bool:
    """Whether the operator of this draw signed a statement, for this draw."""
    named = statement["operator"], statement["manifest_sha256"], statement["draw_id"]
    return named == (checked.commitment["operator"], checked.hash, checked.name) and is_signed(statement)


def check_void(report: Report, checked: Checked, _path: str, statement: dict[str, Any]) -> None:
    checked.void, checked.void_at = True, statement["signed_at"]
    report.look("void", what=statement["reason"])


def check_bias(report: Report, checked: Checked, path: str, statement: dict[str, Any]) -> None:
    """The rule of the gate, from the p-values as stated; and that no test which the list allows was left out."""
    figures = {
        "statistic": matches(r"(?:0|[1-9][0-9]{0,11})\.[0-9]{3}"),
        "p_value": matches(r"[01]\.[0-9]{6}"),
    }
    shape: dict[str, Test] = {"name": is_text, "detail": is_text, **figures}
    tests = [need(test, path, {**shape, "has_power": is_bool}) for test in statement["tests"]]
    if checked.outcome is None:
        raise Problem("r_missing", path="result/outcome.json")
    rate, names = Decimal(statement["false_alarm_rate"]), [test["name"] for test in tests]
    needed = bias_needed(checked.counts or {})
    odd = sorted({name for name in names if names.count(name) > 1} | (needed - set(names)))
    odd += sorted(set(names) - needed - BIAS_INSIDE)
    possible = all(Decimal(test["p_value"]) <= 1 for test in tests)
    possible = possible and (statement["redraws"] >= LEAST_REDRAWS or not tests)
    report.ok(possible and not odd, "bias_form", ("names", ", ".join(odd) or "-"), rate=FALSE_ALARMS)
    strong = [test["p_value"] for test in tests if test["has_power"]]
    limit = rate / max(1, len(strong))
    surely = any(Decimal(p) + half_unit(p) < limit for p in strong)
    perhaps = any(Decimal(p) - half_unit(p) < limit for p in strong)
    passed = statement["passed"]
    report.ok(not surely if passed else perhaps, "bias_rule", rate=FALSE_ALARMS, n=max(1, len(strong)))
    if not strong:
        report.look("bias_weak")
    if not passed:
        report.look("bias_failed", decisive=True)
    report.look("bias_read", n=len(tests), what=report.say("passed" if passed else "failed"))


def bias_needed(counts: dict[str, Any]) -> set[str]:
    """Names of the tests that a list with these counts allows: those of columns with more than one value."""
    many = {name for name, column in BIAS_NAMES.items() if len(counts.get(column, ())) > 1}
    sizes = {min(6, int(size)) for size in counts.get("household_sizes", ())}  # six and more are one kind
    return many - {"household size"} if len(sizes) < 2 else many


def half_unit(number: str) -> Decimal:
    """Half a unit of the last decimal of a number as written."""
    return Decimal(5).scaleb(-len(number.partition(".")[2]) - 1)


def check_odds(report: Report, checked: Checked, path: str, statement: dict[str, Any]) -> None:
    classes = [need(item, path, SHAPE_CLASS) for item in statement["classes"]]
    possible = all(Decimal(c[name]) <= 1 for c in classes for name in ("probability", "standard_error"))
    if statement["method"] == "closed-form":
        phases = len(checked.policy["phases"]) if checked.policy else 1
        possible = possible and statement["redraws"] == 0 and (phases == 1 or not classes)
        possible = possible and all(Decimal(c["standard_error"]) == 0 for c in classes)
    else:
        possible = possible and statement["redraws"] >= 2 and all(map(may_vary, classes))
    keys = [(c["stratum"], c["band"], c["groups"], c["weight"], c["composition"]) for c in classes]
    possible = possible and len(set(keys)) == len(keys)
    possible = possible and sum(item["entries"] for item in classes) == checked.manifest["n"]
    possible = possible and (checked.counts is None or add_up_to(checked.counts, classes))
    if checked.entries is not None and checked.policy is not None:
        stated = {key: item["entries"] for key, item in zip(keys, classes)}
        possible = possible and stated == classes_of(checked.entries, checked.policy["household_cap"])
    report.ok(possible, "odds_form" if checked.entries is not None else "odds_counts")
    if checked.policy is not None and checked.counts is not None:
        odd = sorted(not_served(checked.policy, checked.counts["strata"], classes))
        report.ok(not odd, "odds_served", ("names", ", ".join(odd[:5])))
    seats, slack = Decimal(statement["seats"]), half_unit(statement["seats"])
    total = sum((item["entries"] * Decimal(item["probability"]) for item in classes), Decimal(0))
    slack += sum((item["entries"] * half_unit(item["probability"]) for item in classes), Decimal(0))
    report.ok(abs(total - seats) <= slack, "odds_sum", sum=f"{total:.3f}", seats=f"{seats:.3f}")
    if checked.policy is not None and checked.counts is not None:
        least, most = sure_seats(checked.policy, checked.counts), most_seats(checked.policy, checked.counts)
        within = least - slack <= seats <= most + slack
        report.ok(within, "odds_most", seats=f"{seats:.3f}", least=least, most=most)
    report.look("odds_not")


def add_up_to(counts: dict[str, Any], classes: list[dict[str, Any]]) -> bool:
    """Whether the classes have as many entries of each stratum, band, groups and weight as counts.json."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ("strata", "bands", "groups", "weights")}
    for item in classes:
        found["strata"][item["stratum"]] += item["entries"]
        found["bands"][str(item["band"])] += item["entries"]
        found["groups"][item["groups"]] += item["entries"]
        found["weights"][f"{item['weight']:02d}"] += item["entries"]
    strata = {code: there["entries"] for code, there in counts["strata"].items()}
    return all(dict(found[name]) == (strata if name == "strata" else counts[name]) for name in found)


def not_served(policy: dict[str, Any], strata: dict[str, Any], classes: list[dict[str, Any]]) -> set[str]:
    """Strata, with the groups or without, whose classes have more winners on average than policy and households give."""
    mean: dict[str, Decimal] = {}
    for item in classes:
        # what rounding may have added is taken off
        share = Decimal(item["probability"]) - half_unit(item["probability"])
        for name in (item["stratum"], f"{item['stratum']} {item['groups']}"):
            mean[name] = mean.get(name, Decimal(0)) + item["entries"] * share
    return {name for name, winners in mean.items() if winners > winners_in(policy, strata, name)}


def winners_in(policy: dict[str, Any], strata: dict[str, Any], name: str) -> Decimal:
    """The most winners in a stratum, or ("1309 01") of its entries with these groups, by limits, seats and the cap."""
    stratum, _, groups = name.partition(" ")
    if stratum not in strata:
        return Decimal(-1)
    handed, found = 0, Decimal(0)
    for phase in policy["phases"]:
        most = Decimal("Infinity")
        limit = phase["quota"].get(stratum, phase["otherwise"])
        if limit is not None:
            most = Decimal(limit)
        if phase["seats"] is not None:
            most = min(most, Decimal(phase["seats"] + handed))
        if not groups or not phase["groups"] or phase["groups"] & int(groups, 16):
            found += most
        if phase["carry"]:  # at most: what was not used is less
            handed += sum(phase["quota"].values()) if phase["seats"] is None else phase["seats"]
    cap = policy["household_cap"] * strata[stratum]["households"]
    return min(found, Decimal(cap)) if cap and not groups else found


def may_vary(item: dict[str, Any]) -> bool:
    """Whether a class of re-draws has an error, or else the same whole number of winners each time."""
    winners = item["entries"] * Decimal(item["probability"])
    whole = abs(winners - round(winners)) <= item["entries"] * half_unit(item["probability"])
    return whole or Decimal(item["standard_error"]) > 0


def classes_of(entries: Entries, cap: int) -> dict[tuple[str, int, str, int, str], int]:
    """Entries by stratum, band, groups, weight and composition of the household: its size where all its members have one
    band, groups and weight; else what each has, in order; "-" where there is no cap."""
    found: Counter[tuple[str, int, str, int, str]] = Counter()
    bits = min(16, max(0, entries.n.bit_length() - 12))
    for group in buckets(entries.n, 1 << bits, lambda i: int(entries.house(i)[:4], 16) >> 16 - bits):
        homes: dict[bytes, list[int]] = {}
        for i in group:
            homes.setdefault(entries.house(i), []).append(i)
        for members in homes.values():
            kinds = sorted((entries.band(i), entries.groups[i], entries.weight(i)) for i in members)
            spelled = "+".join(f"b{band}g{groups}w{weight}" for band, groups, weight in kinds)
            told = "-" if not cap else str(len(kinds)) if kinds[0] == kinds[-1] else spelled
            for i in members:
                stratum, groups = f"{entries.strata[i]:04d}", f"{entries.groups[i]:02x}"
                found[stratum, entries.band(i), groups, entries.weight(i), told] += 1
    return dict(found)


def most_seats(policy: dict[str, Any], counts: dict[str, Any]) -> int:
    """A number of seats that no draw of this list can exceed, from the policy and counts.json."""
    cap: int = policy["household_cap"]
    total = 0
    for phase in policy["phases"]:
        reach = 0
        for stratum, there in counts["strata"].items():
            limit: Optional[int] = phase["quota"].get(stratum, phase["otherwise"])
            reach += there["entries"] if limit is None else min(limit, there["entries"])
        if phase["seats"] is not None:
            total += phase["seats"]
        else:
            total += max(reach, sum(phase["quota"].values())) if phase["carry"] else reach
    homes: int = sum(
        many * (min(int(size), cap) if cap else int(size)) for size, many in counts["household_sizes"].items()
    )
    return min(total, homes)


def sure_seats(policy: dict[str, Any], counts: dict[str, Any]) -> int:
    """A number of seats that every draw of this list fills, seen by the phases that are open to all. At the end of such a
    phase either its seats are taken, or in each stratum the quota is, or nobody is left whom the household cap lets in:
    then one at least of each household there has a place, and without a cap everybody."""
    unit = "households" if policy["household_cap"] else "entries"
    sure, total = dict.fromkeys(counts["strata"], 0), 0
    for phase in policy["phases"]:
        if phase["groups"]:
            continue
        after = {}
        for stratum, there in counts["strata"].items():
            limit: Optional[int] = phase["quota"].get(stratum, phase["otherwise"])
            could = there[unit] if limit is None else min(there[unit], sure[stratum] + limit)
            after[stratum] = max(sure[stratum], could)
        everyone = max(total, sum(after.values()))
        if phase["seats"] is None:
            sure, total = after, everyone
        else:
            total = min(everyone, total + phase["seats"])
    return total


def check_audit(report: Report, checked: Checked, path: str, statement: dict[str, Any]) -> None:
    """The sample: the `size` entries least by (hash of message(t, 0), ticket) under the audit key, in ascending order."""
    if checked.outcome is None:
        raise Problem("r_missing", path="result/outcome.json")
    n, size, tickets = checked.manifest["n"], statement["size"], statement["tickets"]
    if not report.ok(1 <= size <= n and len(tickets) == size, "audit_size", path=path, n=n):
        return
    report.look("audit_chosen", path=path, size=size)
    if checked.entries is None and n > MAX_CLAIM:
        report.skip("audit_claim", path=path, n=n)
        return
    if size > len(
        checked.sample
    ):  # once or a few times for all samples: a smaller one is the beginning of a larger
        seed = sha256(b"undian/1/audit\x00" + bytes.fromhex(checked.outcome["key"])).hex()[:40]
        keyed = ((score_of(seed, t, 1), t) for t in range(1, n + 1))
        checked.sample = least(min(n, max(4096, 16 * size)), keyed)
    report.ok(tickets == sorted(checked.sample[:size]), "audit_sample", path=path, n=len(tickets))


def least(size: int, keyed: Iterator[tuple[bytes, int]]) -> list[int]:
    """Tickets of the `size` least keys, in order; holds no more than a few times `size`."""
    kept: list[tuple[bytes, int]] = []
    for pair in keyed:
        kept.append(pair)
        if len(kept) > 4 * size + 1000:
            kept = sorted(kept)[:size]
    return [ticket for _, ticket in sorted(kept)[:size]]


STATEMENT_CHECKS: dict[str, Callable[[Report, Checked, str, dict[str, Any]], None]] = {
    "void": check_void,
    "bias": check_bias,
    "odds": check_odds,
    "audit": check_audit,
}


Key = tuple[int, str, int]  # band, score, ticket: what entries are ordered by
Seat = tuple[int, int]  # phase and rank


class Ranks:
    """What cutoffs.csv tells, without the list, of who held which place. Ranks rise with the keys: before the last entry of a
    stratum stand all of the strata that end no later, behind it the last ones of the others, so that its rank has bounds."""

    def __init__(self, checked: Checked, lines: list[str]) -> None:
        assert checked.policy is not None
        assert checked.counts is not None
        self.policy, self.counts = checked.policy, checked.counts
        self.ends: list[
            list[tuple[Key, int, int]]
        ] = []  # by phase: (key, least rank, greatest rank) of each stratum's last
        self.turned: list[
            Optional[Key]
        ] = []  # by phase: the least key at which it was full, as a whole or for a stratum
        self.known: dict[int, tuple[int, int, int]] = {}  # ticket: phase, least rank, greatest rank
        for number in range(1, len(self.policy["phases"]) + 1):
            rows = [line.split(",") for line in lines if line[:2] == f"{number:02d}"]
            ends, total, before = [], int(rows[0][4]), 0
            last = sorted((int(r[5]), r[6], int(r[7]), int(r[4])) for r in rows[1:] if r[5] != "-")
            for k, (band, score, ticket, accepted) in enumerate(last, 1):
                before += accepted
                ends.append(((band, score, ticket), before, total - len(last) + k))
                self.known[ticket] = (number, before, total - len(last) + k)
            full = [(int(r[5]), r[6], int(r[7])) for r in rows if r[5] != "-" and r[3] == r[4]]
            self.ends.append(ends)
            self.turned.append(min(full, default=None))
        self.fixed = {(phase, low) for phase, low, high in self.known.values() if low == high}

    def bounds(self, seed: str, ticket: int) -> tuple[Key, Key]:
        """The least and the greatest key of a ticket, of which band and weight are not known."""
        bands, weights = sorted(map(int, self.counts["bands"])), sorted(map(int, self.counts["weights"]))
        light, heavy = (score_of(seed, ticket, weights[k]).hex() for k in (0, -1))
        return (bands[0], heavy, ticket), (bands[-1], light, ticket)

    def may_have_won(self, seed: str, ticket: int) -> bool:
        """Whether the draw can have selected a ticket: not when it lies behind the end of every phase."""
        low = self.bounds(seed, ticket)[0]
        return ticket in self.known or any(ends and low < ends[-1][0] for ends in self.ends)

    def may_have_had(self, seed: str, ticket: int, seat: Seat) -> bool:
        """Whether the draw can have given this place to a ticket."""
        if ticket in self.known:
            phase, least, most = self.known[ticket]
            return phase == seat[0] and least <= seat[1] <= most
        low, high = self.bounds(seed, ticket)
        ends = self.ends[seat[0] - 1]
        after = all(key < high for key, _, most in ends if most < seat[1])
        return (
            seat not in self.fixed and after and all(low < key for key, least, _ in ends if seat[1] < least)
        )

    def may_wait(self, seed: str, ticket: int, phase: int) -> bool:
        """Whether a ticket can be one that a phase turned away. With a household cap nobody knows: it may be the household."""
        turned = self.turned[phase - 1]
        late = turned is not None and turned < self.bounds(seed, ticket)[1]
        return ticket not in self.known and bool(self.policy["household_cap"] or late)

    def limits_nobody(self, phase: int) -> bool:
        """Whether a phase limits none of the strata that are there."""
        rules = self.policy["phases"][phase - 1]
        return all(rules["quota"].get(s, rules["otherwise"]) is None for s in self.counts["strata"])

    def too_many(self, served: list[int]) -> bool:
        """Whether phases serve more people than there are: in all, or those for some groups alone of these groups."""
        masks = [phase["groups"] for phase in self.policy["phases"]]
        for mask in range(1, 256):
            own = sum(n for n, of in zip(served, masks) if of and of | mask == mask)
            if own > open_to(self.counts, mask):
                return True
        return sum(served) > open_to(self.counts, 0)


class Moved:
    """Without the list: what the replacements so far did: who gave up a place, and who came in with which."""

    def __init__(self, checked: Checked) -> None:
        self.gone: list[int] = []
        self.came: dict[int, Seat] = {}
        self.passed: dict[
            tuple[str, int], Key
        ] = {}  # by seed and phase: nobody before this key is waiting any more
        self.checked = checked
        self.ranks = Ranks(checked, checked.cutoffs) if checked.cutoffs is not None else None

    def follow(self, report: Report, path: str, statement: dict[str, Any], seed: str) -> None:
        """Whether a replacement contradicts the draw, its cut-offs, itself or those before; then it is added to them. Of most
        whom the draw selected the place is not known. `seed` orders those who wait: the draw's or a later one."""
        assert self.checked.outcome is not None
        gone, most = statement["vacated"], self.checked.outcome["selected"]
        rows = [(int(r[:12]), (int(r[15:17]), int(r[18:27]))) for r in statement["selected"]]
        new, wanted = [ticket for ticket, _ in rows], [seat for _, seat in rows]
        good = len(set(gone)) == len(gone) and len(set(new)) == len(new) and len(set(wanted)) == len(wanted)
        good = good and max(gone + new) <= self.checked.manifest["n"] and min(new, default=1) >= 1
        good = good and not set(gone) & set(self.gone) and not set(new) & {*gone, *self.gone, *self.came}
        good = good and sum(t not in self.came for t in {*gone, *self.gone}) <= sum(most)
        good = good and all(phase <= len(most) and rank <= most[phase - 1] for phase, rank in wanted)
        good = good and self._in_turn(gone, wanted, lambda *_: True)
        if report.ok(good, "replacement_sane", path=path) and self.ranks is not None:
            report.ok(self._by_ranks(self.ranks, gone, rows, seed), "replacement_ranks", path=path)
        self.gone += gone
        self.came.update(rows)

    def _in_turn(self, gone: list[int], wanted: list[Seat], had: Callable[[int, Seat], bool]) -> bool:
        """Whether each place, one after the other, can be that of one of those who leave, in their order: a newcomer's own,
        or for somebody else one that no newcomer had."""
        taken, leaving = set(self.came.values()), iter(gone)

        def fits(ticket: int, seat: Seat) -> bool:
            if ticket in self.came:
                return self.came[ticket] == seat
            return seat not in taken and had(ticket, seat)

        return all(any(fits(ticket, seat) for ticket in leaving) for seat in wanted)

    def _by_ranks(self, ranks: Ranks, gone: list[int], rows: list[tuple[int, Seat]], seed: str) -> bool:
        assert self.checked.outcome is not None
        drawn = self.checked.outcome["seed"]
        good = all(t in self.came or ranks.may_have_won(drawn, t) for t in gone)
        seats = [seat for _, seat in rows]
        good = good and self._in_turn(gone, seats, lambda t, seat: ranks.may_have_had(drawn, t, seat))
        if ranks.policy["household_cap"]:
            self.passed.clear()  # a household that somebody left has room again
        for ticket, (phase, _) in rows:
            good = good and ranks.may_wait(drawn, ticket, phase)
            if ranks.limits_nobody(phase):  # there they come in the order of their keys
                low, high = ranks.bounds(seed, ticket)
                before = self.passed.get((seed, phase), low)
                good = good and before <= high
                self.passed[seed, phase] = max(before, low)
        served = self.checked.outcome["selected"][:]
        for phase, _ in {**self.came, **dict(rows)}.values():
            served[phase - 1] += 1
        return good and not ranks.too_many(served)


def check_replacement(
    report: Report, checked: Checked, path: str, statement: dict[str, Any], moved: Moved
) -> None:
    """Beacon, who left, who came. What earlier replacements did is carried on: in `moved`, or with the list in places."""
    outcome, draw = checked.outcome, checked.draw
    if outcome is None:
        raise Problem("r_missing", path="result/outcome.json")
    number, signature = statement["round"], statement["beacon_signature"]
    later = number > outcome["round"] and len(signature) == 96
    report.ok(later or (number == 0 and not signature), "replacement_round", path=path, round=number)
    if later:
        check_replacement_round(report, checked, path, statement)
    report.look("replacement_choice", path=path, reason=statement["reason"])
    seed = outcome["seed"]
    if later:
        check_beacon(report, QUICKNET, number, signature)
        fresh = (
            bytes.fromhex(outcome["key"]) + struct.pack(">Q", statement["group"]) + bytes.fromhex(signature)
        )
        seed = sha256(b"undian/1/replace\x00" + fresh).hex()[:40]
    if draw is None:
        moved.follow(report, path, statement, seed)
        report.skip("needs_list", path=path, n=len(statement["selected"]))
        return
    checked.places = places = checked.places or Places(draw)
    gone, n = statement["vacated"], draw.entries.n
    held = [t for t in gone if t <= n and (draw.won[t - 1] or t in places.came) and t not in places.gone]
    single = len(set(gone)) == len(gone)
    if not report.ok(held == gone and single, "replacement_vacated", path=path):
        held = list(dict.fromkeys(held))
    right = places.fill(seed, held)
    lines = [f"{ticket:012d},W,{phase:02d},{rank:09d},-" for ticket, (phase, rank) in right.items()]
    report.ok(
        statement["selected"] == lines, "replacement_right", ("names", ", ".join(lines) or "-"), path=path
    )


def check_replacement_round(report: Report, checked: Checked, path: str, statement: dict[str, Any]) -> None:
    """The later round must not have been out when the outcome was signed, but in a rehearsal; and who signs long after it
    could have chosen it by its number."""
    assert checked.outcome is not None
    number, drawn = statement["round"], checked.outcome["signed_at"]
    out = stamp(float(QUICKNET["genesis"] + (number - 1) * QUICKNET["period"]))
    facts = {"path": path, "round": number, "out": out, "drawn": drawn}
    report.look("replacement_choose", path=path, round=number)
    if checked.commitment["rehearsal"] and out < drawn:
        report.look("replacement_known", **facts)
        return
    report.ok(out >= drawn, "replacement_early", **facts)
    signed = statement["signed_at"]
    if out >= drawn and seconds(signed) - seconds(out) > PROMPT:
        report.look("replacement_late", path=path, round=number, out=out, signed=signed)


class Waiting:
    """Line indices of all whom the draw did not select, in the order of one seed: all together, and by stratum."""

    def __init__(self, draw: Draw, order: array[int]) -> None:
        self.all, self.strata = array(order.typecode), {}  # type: array[int], dict[int, array[int]]
        for i in order:
            if not draw.won[i]:
                self.all.append(i)
                self.strata.setdefault(draw.entries.strata[i], array(order.typecode)).append(i)

    def walk(self, stratum: Optional[int]) -> Iterator[int]:
        return iter(self.all if stratum is None else self.strata.get(stratum, ()))


class Places:
    """Who holds a place after the replacements so far: members per household, entries per phase and stratum. Counted once for
    a draw, however many replacements there are."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.gone: set[int] = set()
        self.came: dict[int, Seat] = {}
        self.waiting: Optional[Waiting] = None  # in the draw's own order
        self.house, self.taken = Counter(draw.house), Counter()  # type: Counter[bytes], Counter[tuple[int, int]]
        for i in range(draw.entries.n):
            if draw.won[i]:
                self.taken[draw.won[i], draw.entries.strata[i]] += 1

    def _count(self, ticket: int, phase: int, by: int) -> None:
        self.house[self.draw.entries.house(ticket - 1)] += by
        self.taken[phase, self.draw.entries.strata[ticket - 1]] += by

    def place_of(self, ticket: int) -> Seat:
        """(phase, rank) that a ticket holds or held."""
        return self.came.get(ticket) or (self.draw.won[ticket - 1], self.draw.rank[ticket - 1])

    def _in_order(self, seed: str) -> Waiting:
        if seed != self.draw.seed:
            return Waiting(self.draw, order_of(self.draw.entries, seed)[1])
        self.waiting = self.waiting or Waiting(self.draw, self.draw.order)
        return self.waiting

    def fill(self, seed: str, gone: list[int]) -> dict[int, Seat]:
        """ticket → (phase, rank) of those who move up, in the order of `gone`: for each place the next entry that was never
        selected, of the same phase and, where that phase limits the stratum of the place, of the same stratum; else of
        any stratum whose own limit in that phase is not reached; whose household has room. Within one replacement
        households and quotas only fill up, so that whoever is passed over once need not be looked at again."""
        draw, filled = self.draw, {}  # type: Draw, dict[int, Seat]
        for ticket in gone:
            self._count(ticket, self.place_of(ticket)[0], -1)
        self.gone.update(gone)
        waiting = self._in_order(seed)
        walks: dict[tuple[int, Optional[int]], Iterator[int]] = {}
        for ticket in gone:
            phase, rank = self.place_of(ticket)
            count, stratum = draw.phases[phase - 1], draw.entries.strata[ticket - 1]
            only = None if count.quota(f"{stratum:04d}") is None else stratum
            walk = walks.setdefault((phase, only), waiting.walk(only))
            came = next((i for i in walk if self._may_have(i, phase, count)), None)
            if came is not None:
                filled[came + 1] = self.came[came + 1] = (phase, rank)
                self._count(came + 1, phase, 1)
        return filled

    def _may_have(self, i: int, phase: int, count: PhaseCount) -> bool:
        entries, mask = self.draw.entries, count.phase["groups"]
        if i + 1 in self.came or (mask and not entries.groups[i] & mask):
            return False
        limit, stratum = count.quota(f"{entries.strata[i]:04d}"), entries.strata[i]
        room = not self.draw.cap or self.house[entries.house(i)] < self.draw.cap
        return room and (limit is None or self.taken[phase, stratum] < limit)


# --------------------------------------------------------------------------------------------------------------------
# Names, bundle, chain
# --------------------------------------------------------------------------------------------------------------------
def check_names(report: Report, checked: Checked) -> None:
    source = checked.source
    known = {"commitment.json", "result/", "statements/"} | set(checked.commitment["files"])
    if checked.outcome is not None:
        known |= {"result/outcome.json"} | {"result/" + name for name in checked.outcome["files"]}
    elif "result/" in source.sizes and "result/outcome.json" not in source.sizes:
        known -= {"result/"}
    strange = [name for name in source.sizes if name not in known and not STATEMENT_FILES.fullmatch(name)]
    may_lack = {"list.csv", "result/results.csv"} if checked.commitment["publish"] == "roots" else set()
    lacking = [name for name in known - may_lack if not name.endswith("/") and name not in source.sizes]
    # nothing that opens folders adds to a bundle
    junk = [] if isinstance(source, Bundle) else sorted(filter(JUNK.fullmatch, strange))
    junk = [name for name in junk if source.sizes[name] <= MAX_JSON]
    odd = sorted([name for name in strange if name not in junk] + source.links + lacking)
    if odd or not junk:
        report.ok(not odd, "files_known", ("names", ", ".join(odd[:10])))
    if junk:
        report.look("junk", decisive=True, what=", ".join(junk))
    if isinstance(source, Bundle):
        report.ok(source.top == folder_name(checked.manifest["draw_id"]), "bundle_name")


def folder_name(draw_id: str) -> str:
    """A draw's name where a folder must bear it."""
    return re.sub(r"[/\\]|\A\.{1,2}\Z", "_", draw_id)


def check_chain(report: Report, folders: list[Checked]) -> None:
    """Each draw points to the one before it; the folders may be given in any order."""
    report.head("h_chain")
    ordered = in_order(folders)
    for before, after in zip(ordered, ordered[1:]):
        report.ok(
            after.manifest.get("prev") == before.hash, "chain_link", name=after.name, before=before.name
        )
        linked = after.manifest and before.manifest and after.manifest["prev"] == before.hash
        if linked and not after.previous:  # of a previous.json the draw's own check has said it
            look_at_kinds(report, before.manifest, after.manifest)
    if ordered[0].manifest.get("prev") != ZERO_HASH:
        report.look("chain_start")


class Known:
    """A manifest that the folders show: of one of them (`draw`), or only of the previous.json of `shown_by`, where nobody
    can see whether it was void."""

    def __init__(
        self, manifest: dict[str, Any], draw: Optional[Checked], shown_by: Optional[Checked]
    ) -> None:
        self.manifest, self.draw, self.shown_by = manifest, draw, shown_by
        self.name, self.round = str(manifest["draw_id"]), int(manifest["beacon"]["round"])
        self.void = draw is not None and draw.void
        self.list = manifest["list_root"], self.name.startswith("rehearsal-")


def known_draws(folders: list[Checked]) -> list[Known]:
    """Oldest first; what only a previous.json tells of stands right before the draw that it lies with."""
    hashes, found = {draw.hash for draw in folders}, []
    for draw in in_order(folders):
        before = draw.previous and sha256(jcs(draw.previous)).hex()
        if before and before == draw.manifest["prev"] and before not in hashes:
            hashes.add(before)
            found.append(Known(draw.previous, None, draw))
        if draw.manifest:
            found.append(Known(draw.manifest, draw, None))
    return found


def look_at_draws(report: Report, draws: list[Checked]) -> None:
    """What else the draws say of each other, and what is for the reader: a name again, a void not seen, one list drawn
    twice, a change of keys."""
    known, named = known_draws(draws), {}  # type: list[Known], dict[str, Known]
    for again in known:
        first = named.get(again.name)
        if first is not None:
            drawn_again(report, first, again)
        named[again.name] = again
    for k, one in enumerate(known):
        for other in known[:k]:
            same = one.list == other.list and one.name != other.name and one.manifest["n"]
            if same and not (one.void or other.void):
                report.look("chain_twins", decisive=True, name=other.name, other=one.name)
            n = 0 if same or one.void or other.void else shared(one, other)
            if n:
                report.look("chain_shared", decisive=True, name=other.name, other=one.name, n=n)
    look_at_repeats(report, draws)
    if len({draw.commitment["operator"] for draw in draws}) > 1:
        report.look("chain_keys")


def look_at_repeats(report: Report, draws: list[Checked]) -> None:
    """What a draw says it repeats is one of its name, where it is given."""
    names = {draw.hash: draw.name for draw in draws}
    for draw in draws:
        if draw.repeats in names:
            own = names[draw.repeats] == draw.name and draw.repeats != draw.hash
            report.ok(own, "chain_repeats", name=draw.name, other=names[draw.repeats])
        elif draw.repeats:
            report.look("chain_repeats_unseen", name=draw.name, hash=draw.repeats)


def shared(one: Known, other: Known) -> int:
    """How many commits two lists of different names share; both are sorted by them."""
    if one.draw is None or other.draw is None or one.name == other.name or one.list[1] != other.list[1]:
        return 0
    first, second = one.draw.entries, other.draw.entries
    if first is None or second is None:
        return 0
    k = m = n = 0
    while k < first.n and m < second.n:
        here, there = first.commit(k), second.commit(m)
        n += here == there
        k += here <= there
        m += there <= here
    return n


def drawn_again(report: Report, first: Known, again: Known) -> None:
    """A name occurs again only after a void, with a later round; whatever lies between."""
    later = again.round > first.round or again.round == 0
    if first.draw is not None:
        report.ok(later and first.void, "chain_again", name=again.name)
        if first.void and again.draw is not None:
            void, signed = first.draw.void_at, again.draw.commitment["signed_at"]
            report.ok(void <= signed, "chain_after", name=again.name, void=void, signed=signed)
        if first.void and first.list == again.list:
            report.look("chain_same", name=again.name)
        return
    if first.shown_by is not again.draw:  # else the folder's own check has said it
        report.ok(later, "chain_round", name=again.name)
    report.look("chain_unseen", decisive=True, name=again.name)


def in_order(folders: list[Checked]) -> list[Checked]:
    """The folders as their manifests link them, oldest first; what no link reaches stays in the order given."""
    after = {draw.manifest.get("prev"): draw for draw in folders}
    known = {draw.hash for draw in folders}
    ordered: list[Checked] = []
    for start in [draw for draw in folders if draw.manifest.get("prev") not in known] + folders:
        here: Optional[Checked] = start
        while here is not None and here not in ordered:
            ordered.append(here)
            here = after.get(here.hash)
    return ordered


# --------------------------------------------------------------------------------------------------------------------
# One proof
# --------------------------------------------------------------------------------------------------------------------
def place_of(line: str, score: str, ticket: int) -> tuple[int, str, int]:
    """The order key of an entry: band, score, ticket."""
    return int(line[70]), score, ticket


class CutoffLine:
    def __init__(self, line: str, index: int) -> None:
        phase, groups, scope, limit, accepted, band, score, ticket = line.split(",")
        self.phase, self.groups, self.scope, self.index = int(phase), int(groups, 16), scope, index
        self.limit = None if limit[0] == "-" else int(limit)
        self.accepted = int(accepted)
        self.last = (int(band), score, int(ticket)) if band != "-" else (-1, "", 0)
        self.sane = (band == "-") == (self.accepted == 0) and (
            self.limit is None or self.accepted <= self.limit
        )

    def within(self, whole: CutoffLine) -> bool:
        """Whether this line of a stratum agrees with the line of its phase as a whole."""
        return self.groups == whole.groups and self.accepted <= whole.accepted and self.last <= whole.last

    def reached_before(self, key: tuple[int, str, int]) -> bool:
        return self.limit is not None and self.accepted >= self.limit and self.last < key


class Proof:
    """A proof whose shape is right; `entry`, `result`, cut-offs and household are checked by `check_proof`."""

    def __init__(self, value: Json) -> None:
        if not isinstance(value, dict):
            raise Problem("r_member", path="proof", what="{}")
        before = "result" not in value
        more: dict[str, Test] = {} if before else {"result": is_dict, "cutoffs": list_of(is_dict, 1000)}
        line = "" if before or not is_dict(value.get("result")) else value["result"].get("line")
        if isinstance(line, str) and line.endswith("H"):  # else its household has no place there
            more["household"] = list_of(is_dict, 1000)
        need(value, "proof", {**SHAPE_PROOF, **more}, exact=True)
        if len(jcs(value)) > MAX_PROOF:
            raise Problem("r_big", path="proof", limit=MAX_PROOF)
        self.manifest = need_manifest(value["manifest"], "proof.manifest")
        self.statement: dict[str, Any] = value["statement"]
        self.entry = need(value["entry"], "proof.entry", SHAPE_ENTRY, exact=True)
        self.result = None if before else need(value["result"], "proof.result", SHAPE_RESULT, exact=True)
        self.cutoffs = [need(c, "proof.cutoffs", SHAPE_CUTOFF, exact=True) for c in value.get("cutoffs", [])]
        self.mates = [need(m, "proof.household", SHAPE_MATE, exact=True) for m in value.get("household", [])]
        self.line: str = self.entry["line"]
        self.ticket: int = self.entry["ticket"]


def check_proof(
    report: Report, path: str, value: Json, beside: list[Checked], outcomes: list[Json], options: Options
) -> str:
    """All checks of one proof, against the folder of its draw among those given, and the outcomes given alone; returns
    the manifest's hash."""
    report.head("h_proof", path=path)
    proof = Proof(value)
    raw, kind = jcs(proof.manifest), "outcome" if proof.result else "commitment"
    statement = need_statement(report, proof.statement, "statement", kind)
    if options.operator:
        report.ok(statement["operator"] == options.operator, "given_operator")
    digest, n = sha256(raw).hex(), proof.manifest["n"]
    report.ok(statement["manifest_sha256"] == digest, "same_manifest", path="statement", hash=digest)
    report.ok(
        statement["draw_id"] == proof.manifest["draw_id"],
        "same_draw",
        path="statement",
        name=statement["draw_id"],
    )
    check_proof_time(report, proof.manifest, statement)
    folder = next((draw for draw in beside if draw.hash == digest), None)
    if beside:
        theirs = folder and (folder.outcome if proof.result else folder.commitment)
        report.ok(statement == theirs, "p_folder")
    if outcomes and proof.result:
        report.ok(statement in outcomes, "p_outcome")
        if not beside:
            report.skip("p_limits", decisive=True)
    elif not beside:
        report.skip("p_alone", decisive=True)
    root = path_root(proof.line.encode(), proof.ticket - 1, n, proof.entry["path"])
    report.ok(root == proof.manifest["list_root"], "p_line", ticket=proof.ticket, n=n)
    beacon = proof.manifest["beacon"]
    key = "beacon_none" if beacon["type"] == "none" else "beacon_chain"
    report.ok(is_known_beacon(proof.manifest), key, round=beacon["round"])
    if proof.result is None:
        report.skip("p_before")
        return digest
    check_seed(report, proof.manifest, raw, statement)
    if folder:
        note_since(report, proof.ticket, proof.result["line"], folder)
    check_proof_result(report, proof, folder)
    return digest


def note_since(report: Report, ticket: int, line: str, folder: Checked) -> None:
    """For the last lines: what replacements made of the ticket of this result line after the draw, of which no proof and
    no receipt can know. A place is its phase and rank, as behind the ticket; a newcomer takes both over."""
    place, key, holder, path = line[12:], "", 0, ""
    for name, made in folder.replacements:
        came = {line[12:]: int(line[:12]) for line in made["selected"]}
        for taken, newcomer in came.items():
            if newcomer == ticket:
                place, key, path = taken, "since_came", name
        if ticket in made["vacated"] or (key == "since_left" and holder in made["vacated"]):
            holder, path = came.get(place, 0), name
            key = "since_left" if holder else "since_left_empty"
    if key:
        facts = {
            "ticket": ticket,
            "holder": holder,
            "phase": int(place[3:5] or 0),
            "rank": int(place[6:15] or 0),
        }
        folder.since.append(report.say(key, path=path, **facts))


def check_proof_time(report: Report, manifest: dict[str, Any], statement: dict[str, Any]) -> None:
    """Nothing is signed before applications close; an outcome not before its round, a real draw's commitment before it."""
    signed, before, out = statement["signed_at"], manifest["close_time"], stamp(round_time(manifest))
    beacon = manifest["beacon"]["type"] != "none"
    if beacon and statement["kind"] == "outcome":
        before = max(before, out)
    report.ok(signed >= before, "signed_after", path="statement", signed=signed, before=before)
    if beacon and statement["kind"] == "commitment" and not statement["rehearsal"]:
        report.ok(signed < out, "round_future", signed=signed, round=manifest["beacon"]["round"], out=out)


def check_proof_result(report: Report, proof: Proof, folder: Optional[Checked]) -> None:
    assert proof.result is not None
    statement, n = proof.statement, proof.manifest["n"]
    score = score_of(statement["seed"], proof.ticket, int(proof.line[100:])).hex()
    report.ok(True, "p_score", score=score)
    line: str = proof.result["line"]
    root = path_root(line.encode(), proof.ticket - 1, n, proof.result["path"])
    report.ok(root == statement["results_root"] and int(line[:12]) == proof.ticket, "p_result")
    cutoffs = read_cutoffs(report, proof, line)
    key = place_of(proof.line, score, proof.ticket)
    if line[13] == "W":
        check_won(report, proof, line, cutoffs, key)
        return
    check_lost(report, proof, line, cutoffs, key)
    check_phases(report, proof, line, cutoffs, folder)


def read_cutoffs(report: Report, proof: Proof, line: str) -> list[CutoffLine]:
    """The cut-off lines of a proof. Each must be published, agree with the totals, speak of a phase as a whole or of the
    entry's own stratum, of a winner's own phase alone, and stand there once; the two of a phase must agree."""
    statement, stratum = proof.statement, proof.line[65:69]
    shown_lines: dict[tuple[int, str], CutoffLine] = {}
    for item in proof.cutoffs:
        cut = CutoffLine(item["line"], item["index"])
        place = cut.phase, cut.scope
        root = path_root(item["line"].encode(), cut.index, statement["n_cutoffs"], item["path"])
        good = root == statement["cutoffs_root"] and 1 <= cut.phase <= len(statement["selected"]) and cut.sane
        good = good and (cut.scope != "----" or statement["selected"][cut.phase - 1] == cut.accepted)
        good = good and cut.scope in ("----", stratum) and place not in shown_lines
        good = good and (line[13] != "W" or cut.phase == int(line[15:17]))
        for other in ("----", stratum):
            beside = shown_lines.get((cut.phase, other))
            if beside is not None and other != cut.scope:
                good = good and (cut.within(beside) if other == "----" else beside.within(cut))
        report.ok(good, "p_cutoff", index=cut.index, phase=cut.phase, scope=cut.scope)
        shown_lines.setdefault(place, cut)
    return list(shown_lines.values())


def is_open(cut: CutoffLine, line: str) -> bool:
    return not cut.groups or bool(cut.groups & int(line[72:74], 16))


def check_won(
    report: Report, proof: Proof, line: str, cutoffs: list[CutoffLine], key: tuple[int, str, int]
) -> None:
    phase, rank = int(line[15:17]), int(line[18:27])
    mine = {cut.scope: cut for cut in cutoffs if cut.phase == phase}
    good = set(mine) >= {"----", proof.line[65:69]}
    if good:
        whole, part = mine["----"], mine[proof.line[65:69]]
        good = key <= part.last <= whole.last and 1 <= rank <= whole.accepted and is_open(whole, proof.line)
        good = good and whole.groups == part.groups and (rank == whole.accepted) == (key == whole.last)
    report.ok(good, "p_won", phase=phase, rank=rank)


def check_mates(report: Report, proof: Proof) -> list[tuple[int, tuple[int, str, int]]]:
    """(phase, order key) of each household member shown to be selected."""
    statement, n, found, seen = proof.statement, proof.manifest["n"], [], {proof.ticket}
    for mate in proof.mates:
        ticket, line, result = mate["ticket"], mate["line"], mate["result"]
        root = path_root(line.encode(), ticket - 1, n, mate["path"])
        good = (
            root == proof.manifest["list_root"]
            and line[65:69] == proof.line[65:69]
            and line[75:99] == proof.line[75:99]
        )
        root = path_root(result.encode(), ticket - 1, n, mate["result_path"])
        good = good and root == statement["results_root"] and result[13] == "W" and int(result[:12]) == ticket
        phase, rank = int(result[15:17]), int(result[18:27])
        good = good and phase <= len(statement["selected"]) and rank <= statement["selected"][phase - 1]
        if report.ok(good and ticket not in seen, "p_mate", ticket=ticket):
            score = score_of(statement["seed"], ticket, int(line[100:])).hex()
            found.append((int(result[15:17]), place_of(line, score, ticket)))
        seen.add(ticket)
    return found


def check_lost(
    report: Report, proof: Proof, line: str, cutoffs: list[CutoffLine], key: tuple[int, str, int]
) -> None:
    reason, last = line[28], int(line[15:17])
    mates, cap = check_mates(report, proof), proof.statement["household_cap"]
    by_phase: dict[int, dict[str, CutoffLine]] = {}
    for cut in cutoffs:
        if is_open(cut, proof.line):
            by_phase.setdefault(cut.phase, {})[cut.scope] = cut
    wrong, stratum = None, proof.line[65:69]
    for phase, shown_lines in by_phase.items():
        own = [cut for scope, cut in shown_lines.items() if scope in ("----", stratum)]
        before = [mate for mate in mates if mate < (phase, key)]
        household = cap > 0 and len(before) >= cap and len(own) == 2
        if not household and not any(cut.reached_before(key) for cut in own):
            wrong = phase if wrong is None else wrong
    if not last:
        report.ok(reason == "N" and not by_phase and not proof.mates, "p_nophase")
        return
    final = by_phase.get(last, {})
    fits = bool(final) and max(by_phase) == last
    if reason == "H":
        fits = fits and cap > 0 and len(mates) == len(proof.mates) == cap
    else:
        quota = final.get(stratum)
        reached = quota is not None and quota.limit is not None and quota.accepted >= quota.limit
        fits = fits and reached == (reason == "Q") and not proof.mates
    place = ("phase", wrong or last)
    report.ok(fits and wrong is None, "p_lost", place, reason=report.say("reason_" + reason))


def check_phases(
    report: Report, proof: Proof, line: str, cutoffs: list[CutoffLine], folder: Optional[Checked]
) -> None:
    """Whether a phase was left out; the policy of a folder is held against the masks that the lines show."""
    groups, covered = int(proof.line[72:74], 16), {cut.phase for cut in cutoffs}
    lacking = sorted(set(range(1, len(proof.statement["selected"]) + 1)) - covered)
    report.ok(not lacking, "p_phases", ("phase", ", ".join(map(str, lacking))))
    if folder is not None and folder.policy is not None:
        masks = [phase["groups"] for phase in folder.policy["phases"]]
        opened = {number for number, mask in enumerate(masks, 1) if not mask or mask & groups}
        shown_open = {cut.phase for cut in cutoffs if is_open(cut, proof.line)}
        report.ok(opened == shown_open and int(line[15:17]) == max(opened, default=0), "p_open")


# --------------------------------------------------------------------------------------------------------------------
# One receipt
# --------------------------------------------------------------------------------------------------------------------
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def receipt_code(commit: str) -> str:
    """The code printed on a receipt: 70 bits of the commit and 10 bits to catch slips, in fours."""
    bits = int(commit, 16) >> 256 - 70
    code = "".join(CROCKFORD[bits >> 5 * k & 31] for k in range(13, -1, -1))
    check = int.from_bytes(sha256(code.encode())[:2], "big") >> 6
    code += CROCKFORD[check >> 5] + CROCKFORD[check & 31]
    return "-".join(code[k : k + 4] for k in range(0, 16, 4))


def check_receipt(report: Report, path: str, value: Json, beside: list[Checked], options: Options) -> None:
    report.head("h_receipt", path=path)
    receipt = need_statement(report, value, path, "receipt")
    check_moment(report, path, receipt["time"])
    if receipt["time"] > receipt["signed_at"]:
        report.ok(False, "signed_early", path=path, signed=receipt["signed_at"], before=receipt["time"])
    fitting = draws_of(receipt, beside)
    folder = next(iter(fitting), None)
    if options.operator:
        report.ok(receipt["operator"] == options.operator, "given_operator")
    report.look("c_code", code=receipt_code(receipt["commit"]))
    if options.identity:
        identity = getpass.getpass(report.say("c_prompt")).strip()
        made = sha256(
            b"undian/1/commit\x00"
            + bytes.fromhex(receipt["salt"])
            + identity.encode("utf-8", "surrogateescape")
        )
        report.ok(made.hex() == receipt["commit"], "c_identity")
    else:
        report.skip("c_noidentity")
    if folder is None or not folder.manifest:
        report.skip("c_alone", decisive=True)
        return
    if len(fitting) > 1:
        round_ = folder.manifest["beacon"]["round"]
        report.look(
            "c_which" if round_ else "c_which_ceremony", name=folder.name, hash=folder.hash[:12], round=round_
        )
    report.ok(receipt["operator"] == folder.commitment["operator"], "c_operator")
    same = receipt["draw_id"] == folder.manifest["draw_id"] and receipt["manifest_sha256"] in (
        ZERO_HASH,
        folder.hash,
    )
    report.ok(same, "c_draw")
    closed, early = folder.manifest["close_time"], receipt["manifest_sha256"] == ZERO_HASH
    signed, committed = receipt["signed_at"], folder.commitment["signed_at"]
    timely = receipt["time"] <= closed and (signed <= committed if early else closed <= signed)
    report.ok(timely, "c_time")
    if folder.entries is None:
        report.skip("c_nolist", decisive=True)
        return
    find_receipt(report, receipt, folder, folder.entries)


def draws_of(receipt: dict[str, Any], beside: list[Checked]) -> list[Checked]:
    """The draws that a receipt may be of, the one that decides first: of its manifest where it names one, else those of
    its name, first the one in force: not void, of the latest round, committed last. All, where none is of it."""
    named = [draw for draw in beside if draw.manifest.get("draw_id") == receipt["draw_id"]]
    exact = [draw for draw in named if draw.hash == receipt["manifest_sha256"]]

    def in_force(draw: Checked) -> tuple[bool, int, str, str]:
        return not draw.void, draw.manifest["beacon"]["round"], draw.commitment["signed_at"], draw.hash

    return exact[:1] or sorted(named, key=in_force, reverse=True) or beside


def find_receipt(report: Report, receipt: dict[str, Any], folder: Checked, entries: Entries) -> None:
    index, there = entries.find(receipt["commit"].encode())
    if not there:
        report.add("bad", "c_absent", report.say("c_absent", before=index, after=index + 1))
        return
    fields = entries.line(index).decode().split(",")
    same = [fields[k] for k in (1, 2, 3, 5)] == [
        receipt[name] for name in ("stratum", "band", "groups", "weight")
    ]
    report.ok(same, "c_line", ticket=index + 1)
    if folder.draw is not None:
        line = folder.draw.result(index).decode()
        if line[13] == "W":
            what = report.say("won", phase=int(line[15:17]), rank=int(line[18:27]))
        else:
            what = report.say("lost", reason=report.say("reason_" + line[28]))
        report.look("c_result", what=what)
        note_since(report, index + 1, line, folder)


# --------------------------------------------------------------------------------------------------------------------
# Command line
# --------------------------------------------------------------------------------------------------------------------
PAPERS = ("outcome", "proof", "receipt")  # in this order: proofs are compared with the outcomes


def open_argument(path: str) -> Union[Folder, Json]:
    """A Folder, a Bundle, or the value of a JSON file. Raises Unreadable."""
    try:
        if os.path.isdir(path):
            return Folder(path)
        if not os.path.isfile(path):
            raise Unreadable("r_absent", path=path)
        with open(path, "rb") as handle:
            data = handle.read(MAX_PROOF + 1)
        return Bundle(path) if data[:2] == b"PK" else read_paper(path, data)
    except OSError as error:
        raise Unreadable("r_system", path=path, why=error.strerror or error) from None
    except ValueError as error:  # a NUL in the name
        raise Unreadable("r_system", path=path, why=error) from None


LIKE_A_PAPER = re.compile(
    rb'\A\{"(?:band|beacon_signature|cutoffs|entry)":|"kind"\s*:\s*"(?:outcome|proof|receipt)"'
)
"""How a paper begins, or what stands in it: one that is damaged is told from a file of another kind."""


def read_paper(path: str, data: bytes) -> Json:
    """The value of a proof, receipt or outcome; what departs from its form is for its check to say. Raises Unreadable."""
    if not LIKE_A_PAPER.search(data):
        raise Unreadable("r_kind", path=path)
    if len(data) > MAX_PROOF:
        raise Unreadable("r_big", path=path, limit=MAX_PROOF)
    try:
        value = parse(data, path)
    except Problem as problem:
        raise Unreadable(problem.key, **problem.facts) from None
    if not isinstance(value, dict) or value.get("kind") not in PAPERS:
        raise Unreadable("r_kind", path=path)
    return value


def sort_arguments(options: Options) -> tuple[list[tuple[str, Folder]], list[tuple[str, Json]]]:
    """(folders with their paths, papers with theirs). Raises Unreadable for what does not go together."""
    folders: list[tuple[str, Folder]] = []
    papers: list[tuple[str, Json]] = []
    for path in options.paths:
        found = open_argument(path)
        if isinstance(found, Folder):
            folders.append((path, found))
        else:
            papers.append((path, found))
    papers.sort(key=lambda paper: PAPERS.index(paper[1]["kind"]))
    if options.identity and all(value["kind"] != "receipt" for _, value in papers):
        raise Unreadable("usage_identity")
    if options.auditors and not os.path.lexists(os.path.join(options.auditors, "list.csv")):
        raise Unreadable("r_absent", path=os.path.join(options.auditors, "list.csv"))
    return folders, papers


def run(report: Report, options: Options) -> list[Checked]:
    """All checks of all arguments."""
    folders, papers = sort_arguments(options)
    checked = [check_folder(report, path, source, options) for path, source in folders]
    if len(checked) > 1:
        guarded(report, lambda: check_chain(report, checked))
    look_at_draws(report, [draw for draw in checked if draw.manifest])
    beside, outcomes = checked[:], [value for _, value in papers if value["kind"] == "outcome"]
    for path, value in papers:

        def one(path: str = path, value: Json = value) -> None:
            if value["kind"] == "proof":
                note_hash(checked, check_proof(report, path, value, beside, outcomes, options), value)
            elif value["kind"] == "receipt":
                check_receipt(report, path, value, beside, options)
            else:
                check_outcome_alone(report, path, value, beside, options)

        guarded(report, one)
    two_outcomes(report, beside, [value for _, value in papers])
    report.practice = any(names_rehearsal(value) for _, value in papers)
    return checked


def names_rehearsal(value: Json) -> bool:
    """Whether a paper is of a rehearsal, by the name of its draw."""
    statement = value.get("manifest") if value["kind"] == "proof" else value
    name = statement.get("draw_id") if isinstance(statement, dict) else None
    return isinstance(name, str) and name.startswith("rehearsal-")


def two_outcomes(report: Report, beside: list[Checked], papers: list[Json]) -> None:
    """Two different outcomes, or commitments, of one manifest with valid signatures of one key are the evidence against it."""
    stated = [value.get("statement") if value["kind"] == "proof" else value for value in papers]
    stated += [statement for draw in beside for statement in (draw.commitment, draw.outcome)]
    first: dict[tuple[str, str, str], Json] = {}
    for value in stated:
        kind = value.get("kind") if isinstance(value, dict) else None
        if kind not in ("commitment", "outcome"):
            continue
        try:
            found = need(value, kind, {**SHAPE_STATEMENT, **SHAPE_KIND[kind]}, exact=True)
        except Problem:
            continue
        if not is_signed(found):
            continue
        if first.setdefault((found["operator"], found["manifest_sha256"], kind), found) != found:
            report.ok(False, "o_two" if kind == "outcome" else "o_two_commitments")
            return


def check_outcome_alone(
    report: Report, path: str, value: Json, beside: list[Checked], options: Options
) -> None:
    """An outcome without its folder: whose it is, and that it is the published one where a folder is given."""
    report.head("h_outcome", path=path)
    outcome = need_statement(report, value, path, "outcome")
    if options.operator:
        report.ok(outcome["operator"] == options.operator, "given_operator")
    if beside:
        report.ok(any(draw.outcome == outcome for draw in beside), "o_folder")
    else:
        report.skip("o_alone", decisive=True)


def note_hash(checked: list[Checked], digest: str, value: Json) -> None:
    """For the last lines, when only a proof was given."""
    if not checked:
        stand_in = Checked(Folder.__new__(Folder))
        stand_in.hash, stand_in.commitment = digest, value["statement"]
        stand_in.manifest = value["manifest"]
        if value["statement"]["kind"] == "outcome":
            stand_in.outcome = value["statement"]
        checked.append(stand_in)


CODES = (
    ("policy_sha256", "Kode aturan", "Code of the rules"),
    ("list_sha256", "Kode daftar", "Code of the list"),
    ("manifest_sha256", "Kode segel", "Code of the seal"),
    ("seed", "Benih acak", "Seed"),
    ("results_sha256", "Kode hasil", "Code of the results"),
)
"""What the draw's page shows, in its order and by its names."""


def codes_of(report: Report, draw: Checked) -> list[str]:
    """The codes that the draw's page shows, as they stand in these files, to be compared one by one."""
    known = {**draw.manifest, **(draw.outcome or {}), "manifest_sha256": draw.hash}
    said = [(name, id_, en) for name, id_, en in CODES if name in known]
    lines = [f"  {(id_, en)[report.lang == 'en']} ({name}): {shown(known[name])}" for name, id_, en in said]
    return [("Kode di halaman undian:", "Codes on the draw's page:")[report.lang == "en"], *lines]


def verdict(report: Report, checked: list[Checked], options: Options) -> None:
    code, made = report.exit_code(), report.count("good") + report.count("bad")
    first = next((row["sentence"] for row in report.rows if row["mark"] == "bad"), "")
    key = {0: "v_good", 1: "v_bad", 2: "v_unread", 3: "v_part"}[code]
    lines = [report.say(key, n=made, bad=report.count("bad"), first=first)]
    lines += [report.say("v_void") for draw in checked if draw.void]
    lines += [sentence for draw in checked for sentence in draw.since]
    practice = [report.say("v_rehearsal") for draw in checked if draw.commitment.get("rehearsal")]
    lines += practice or ([report.say("v_rehearsal")] if report.practice else [])
    aside = [row for row in report.rows if row["mark"] in ("skip", "look")]
    if aside and code != 2:
        lines += [report.say("v_seen")] + [
            f"  {report.marks[row['mark']]} {row['sentence']}" for row in aside
        ]
    operators = sorted({draw.commitment["operator"] for draw in checked if "operator" in draw.commitment})
    if not options.operator and code != 2:
        lines += [report.say("v_operator", operator=operator) for operator in operators]
    if code != 2:
        sealed = [draw for draw in checked if draw.hash != ZERO_HASH]
        lines += [report.say("v_never", hash=draw.hash) for draw in sealed]
        lines += [line for draw in sealed for line in codes_of(report, draw)]
    if options.json:
        names = {0: "good", 1: "bad", 2: "unreadable", 3: "incomplete"}
        answer = {"exit": code, "verdict": names[code], "summary": lines, "checks": report.rows}
        tell(json.dumps(answer, ensure_ascii=False))
    else:
        tell("\n" + "\n".join(lines))


class Parser(argparse.ArgumentParser):
    """Errors are one sentence and exit code 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {shown(message)}\n{self.format_usage()}")


def arguments(argv: Optional[Sequence[str]]) -> Options:
    about = (__doc__ or "").split("\n\n", 1)
    parser = Parser(
        prog="verify_draw.py",
        description=about[0],
        epilog=about[-1],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="folder, bundle .zip, proof, receipt or outcome.json / folder, bundel, bukti, tanda terima, outcome.json",
    )
    parser.add_argument(
        "--operator",
        metavar="HEX",
        help="the operator's public key, announced before / kunci penyelenggara yang diumumkan",
    )
    parser.add_argument(
        "--auditors",
        metavar="DIR",
        help="folder with list.csv and results.csv (level roots) / folder untuk auditor",
    )
    parser.add_argument(
        "--now",
        metavar="TIME",
        help="the present, where this computer's clock is wrong / waktu kini, bila jam komputer salah",
    )
    parser.add_argument(
        "--identity",
        action="store_true",
        help="ask for the identity of a receipt / tanyakan identitas tanda terima",
    )
    parser.add_argument("--lang", choices=("id", "en"), help="language / bahasa")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object for machines / satu objek JSON untuk mesin"
    )
    options = parser.parse_args(argv)
    options.lang = options.lang or language()
    return options


def language() -> str:
    """id or en, from the environment; Indonesian when it says neither."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name, "").lower().startswith(("id", "en")):
            return os.environ[name][:2].lower()
    return "id"


def plain_output() -> bool:
    """Whether the output cannot show the marks; also makes sure that no character can stop the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        "✓✗–".encode(getattr(sys.stdout, "encoding", None) or "ascii")
        return False
    except (UnicodeError, LookupError):
        return True


def main(argv: Optional[Sequence[str]] = None) -> int:
    options = arguments(argv)
    report, checked = Report(options.lang, options.json, plain_output()), []  # type: Report, list[Checked]
    try:
        if options.operator is not None and not HEX64(options.operator):
            raise Unreadable("usage_operator")
        if options.now is not None:
            if not is_time(options.now):
                raise Unreadable("usage_now")
            report.now = seconds(options.now)
        checked = run(report, options)
    except Problem as problem:
        report.unread = True
        report.bad(problem)
    except OSError as error:
        report.unread = True
        report.bad(Problem("r_system", path=error.filename or "-", why=error.strerror or error))
    except (MemoryError, RecursionError) as error:
        report.unread = True
        report.bad(Problem("r_system", path=options.paths[0], why=type(error).__name__))
    except (KeyboardInterrupt, EOFError):
        report.unread = True
        report.bad(Problem("interrupted"))
    verdict(report, checked, options)
    return report.exit_code()


def answer_lost() -> int:
    """No verdict: the answer could not be written. One line on standard error, and 74 (EX_IOERR in BSD's sysexits.h)."""
    chosen = re.search(r"--lang[= ](id|en)", " ".join(sys.argv))
    with contextlib.suppress(OSError, ValueError):
        print(TEXT["answer_lost"][(chosen[1] if chosen else language()) == "en"], file=sys.stderr, flush=True)
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that nothing more can fail, at the very end
    return LOST


def nowhere() -> TextIO:
    """In place of a closed standard error: it takes everything. Below 3 nothing stays free that a file could become."""
    handle = os.open(os.devnull, os.O_RDWR)
    while handle < 2:
        handle = os.open(os.devnull, os.O_RDWR)
    return os.fdopen(handle, "w")


def command() -> int:
    """The exit code of the command line, once its answer is out."""
    if sys.stdout is None:  # closed before we began
        return answer_lost()
    if sys.stderr is None:
        sys.stderr = nowhere()
    try:
        try:
            code: Any = main()
        except SystemExit as stop:  # --help, or a command typed wrongly
            code = stop.code
        sys.stdout.flush()
    except (AnswerLost, OSError, ValueError):
        return answer_lost()
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    sys.exit(command())
