"""Drawing, proofs and bundles."""

import json
import re
import time
from pathlib import Path
from typing import Any

import click

from gelombang.core.lottery.beacon import NO_BEACON, QUICKNET
from gelombang.core.lottery.errors import SignatureMalformed
from gelombang.engines import beacon, new_file, replacements, secret_table, self_check, unaltered
from gelombang.engines import bundle as bundles
from gelombang.engines import run as runs
from gelombang.engines.errors import (
    DrawnOtherwise,
    FileMissing,
    IdentityNotListed,
    RoundNotOut,
    SecretMissing,
    SecretTableUnfit,
)
from gelombang.engines.folder import Folder
from gelombang.engines.proof_words import since_words
from gelombang.engines.prove import Prover, bytes_of
from gelombang.engines.registry import ENGINES

from .options import BUNDLE, FOLDER, now, opened, speaking, stamp, utf8
from .screen import Screen

KEY = click.option(
    "--operator-key",
    type=click.Path(path_type=Path, readable=False),
    help="The operator's key, if commit had one.",
)
POLL_SECONDS = 3
HEX96 = re.compile(r"[0-9a-f]{96}")


@click.command()
@FOLDER
@click.option("--signature", metavar="HEX", help="The round's signature: 96 hex digits, or @FILE.")
@click.option(
    "--beacon-url", metavar="URL", envvar="GELOMBANG_BEACON_URL", help="Fetch it from this drand endpoint."
)
@click.option("--ceremony", metavar="TEXT", callback=utf8, help="What was said at the ceremony.")
@click.option("--wait", is_flag=True, help="Wait for the round instead of refusing.")
@click.option(
    "--engine",
    type=click.Choice(["auto", *ENGINES]),
    default="auto",
    show_default=True,
    help="What computes the draw; all give the same result.",
)
@click.option("--yes", "is_meant", is_flag=True, help="Draw although the secret table is lost or damaged.")
@KEY
@speaking
def run(
    screen: Screen, folder: Path, operator_key: Path | None, engine: str, is_meant: bool, **options: Any
) -> None:
    """Draw, once the beacon's round is out, and publish the result."""
    draw = Folder.open(folder)
    if draw.is_drawn:
        draw.must_not_be_void()
        unaltered.must_be(draw)
        _must_be_the_same(draw, options["signature"], options["ceremony"])
        _show_again(screen, draw)
        return
    operator = runs.operator_of(draw, operator_key)
    unaltered.must_have_manifest(draw)
    self_check.must_be_drawable(draw)
    is_lost = _has_lost_its_table(draw, is_meant=is_meant)
    signature = _signature(draw, options["signature"], options["beacon_url"], options["wait"])
    chance = runs.chance_for(draw, signature, options["ceremony"])
    with screen.progress() as report:
        outcome = runs.run(draw, chance, by=operator, at=stamp(now()), engine=engine, progress=report)
    _show(screen, draw, outcome)
    screen.note(secret_table_lost=is_lost)
    if is_lost:
        screen.say(
            f"!!! DIUNDI TANPA TABEL RAHASIA: {draw.secret / 'entries.parquet'} tidak ada, rusak, atau bukan "
            "dari daftar ini. Siapa yang terpilih hanya diketahui dari bukti atau tanda terima milik pendaftar.",
            f"!!! DRAWN WITHOUT THE SECRET TABLE: {draw.secret / 'entries.parquet'} is missing, damaged, or "
            "not of this list. Who was selected only the proofs or receipts that applicants hold can tell.",
        )


def _must_be_the_same(draw: Folder, signature: str | None, ceremony: str | None) -> None:
    """Refuse to answer with a result that came from another chance than somebody gives now."""
    outcome, facts = draw.outcome, {"draw_id": draw.manifest.draw_id}
    if ceremony is not None and ceremony != outcome["ceremony"]:
        told = outcome["ceremony"][:100] or "–"
        raise DrawnOtherwise(**facts, what="ceremony", drawn=told)
    if signature is not None and as_typed(signature) != outcome["beacon_signature"]:
        raise DrawnOtherwise(**facts, what="signature", drawn=outcome["beacon_signature"][:16] + "…")


def _has_lost_its_table(draw: Folder, *, is_meant: bool) -> bool:
    """Whether the draw goes on without the table that tells who is behind each ticket; refused unless that is meant."""
    try:
        secret_table.must_be_whole(draw)
    except SecretTableUnfit:
        if not is_meant:
            raise
        return True
    return False


def _signature(draw: Folder, given: str | None, url: str | None, wait: bool) -> str | None:
    """The signature of exactly the manifest's round: given, from a file, or fetched once it is out."""
    if draw.manifest.beacon == NO_BEACON:
        return given
    if given is not None:
        return as_typed(given)
    number = draw.manifest.round
    out_at = QUICKNET.time_of(number)
    while url is not None:
        signature = beacon.fetch(url, number) if now() >= out_at else None
        if signature is not None:
            return signature
        if not wait:
            raise RoundNotOut(round=number, at=stamp(out_at))
        time.sleep(max(POLL_SECONDS, min(60.0, (out_at - now()).total_seconds())))
    if now() < out_at:
        raise RoundNotOut(round=number, at=stamp(out_at))
    return None


def as_typed(given: str) -> str:
    """The 96 digits themselves, or those in @FILE; small, as they stand in every file."""
    text = given.strip()
    if text.startswith("@"):
        path = Path(text[1:])
        try:
            text = path.read_bytes()[:1000].decode("ascii", "replace").strip()
        except OSError as error:
            raise FileMissing(path=str(path)) from error
    if not HEX96.fullmatch(text.lower()):
        raise SignatureMalformed(length=len(text))
    return text.lower()


def _show_again(screen: Screen, draw: Folder) -> None:
    outcome = draw.outcome
    name, at = draw.manifest.draw_id, outcome["signed_at"]
    screen.say(
        f"Undian {name} SUDAH DIUNDI sebelumnya, pada {at}. Tidak ada yang diundi lagi dan tidak ada yang berubah; "
        "hasilnya tetap ini:",
        f"The draw {name} was ALREADY DRAWN, at {at}. Nothing was drawn again and nothing changed; its result is "
        "still this:",
    )
    screen.note(already_drawn=True, drawn_at=at)
    _show(screen, draw, outcome)


def _show(screen: Screen, draw: Folder, outcome: dict[str, Any]) -> None:
    n, total = draw.manifest.n, sum(outcome["selected"])
    screen.note(
        draw_id=outcome["draw_id"],
        seed=outcome["seed"],
        n=n,
        selected=outcome["selected"],
        results_sha256=outcome["results_sha256"],
    )
    screen.say(f"✓ {total} dari {n} entri terpilih.", f"✓ {total} of {n} entries are selected.")
    for phase, accepted in zip(draw.policy.phases, outcome["selected"], strict=True):
        screen.line(f"  {phase.name}: {accepted}")
    screen.line(f"  seed     {outcome['seed']}")
    screen.line(f"  results  {outcome['results_sha256']}")
    if outcome["ceremony"]:
        screen.say(
            "! Tidak ada berkas yang menunjukkan bahwa teks upacara ini sudah tetap sebelum ronde keluar. Terbitkan "
            "teksnya, waktunya, dan nama para saksi (koran, siaran, berita acara). Pemeriksa tidak pernah menyebut "
            "undian dengan upacara cocok sepenuhnya.",
            "! No file shows that this text of the ceremony was fixed before the round. Publish the text, its time "
            "and its witnesses (newspaper, broadcast, minutes). No verifier ever calls a draw with a ceremony "
            "checked in full.",
        )
    screen.say(
        f"  Periksa: gelombang draw verify {draw.root}", f"  Check it: gelombang draw verify {draw.root}"
    )


@click.command()
@BUNDLE
@click.option("--ticket", metavar="N", type=click.IntRange(min=1), help="By ticket.")
@click.option("--id", "identity", help="By identity (needs the secret folder).")
@click.option("--code", help="By the code on a receipt.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, readable=False),
    help="Write the proof to this new file instead of showing it.",
)
@speaking
def prove(screen: Screen, folder: Path, out: Path | None, **who: Any) -> int:
    """Make one entry's proof: everything that its owner needs to check their own result. None is made of a draw that
    was declared void."""
    if sum(value is not None for value in who.values()) != 1:
        raise click.UsageError("Say exactly one of --ticket, --id, --code.")
    with opened(folder) as draw:
        _prove(screen, draw, out, who)
    return 0


def _prove(screen: Screen, draw: Folder, out: Path | None, who: dict[str, Any]) -> None:
    draw.must_not_be_void()
    if out is not None:
        new_file.must_be_free(out)
    unaltered.must_be(draw)
    unaltered.must_have_list(draw)
    prover = Prover(draw)
    ticket = _ticket(draw, prover, **who)
    proof = bytes_of(prover.proof(ticket))
    if out is None:
        screen.answer = json.loads(proof)
        screen.line(proof.decode("utf-8"))
    else:
        with new_file.writing(out) as file:
            file.write(proof)
        screen.note(ticket=ticket, bytes=len(proof), file=str(out))
        screen.say(
            f"✓ Bukti nomor {ticket} ditulis ke {out} ({len(proof)} bita).",
            f"✓ The proof of ticket {ticket} is in {out} ({len(proof)} bytes).",
        )
    _say_since(screen, draw, prover, ticket)


def _say_since(screen: Screen, draw: Folder, prover: Prover, ticket: int) -> None:
    """The proof is of the draw; what replacements changed afterwards it does not say."""
    found = replacements.since(draw, ticket, prover.result(ticket).line(ticket)) if draw.is_drawn else None
    if found is not None:
        # not among the proof's own bytes, where those are shown
        click.echo(f"!!! {since_words(found, screen.language)}", err=True)


def _ticket(draw: Folder, prover: Prover, ticket: int | None, identity: str | None, code: str | None) -> int:
    if ticket is not None:
        return ticket
    found = prover.ticket_of_code(code) if code is not None else _ticket_of_identity(draw, identity or "")
    if found is None:
        raise IdentityNotListed
    return found


def _ticket_of_identity(draw: Folder, identity: str) -> int | None:
    import polars as pl

    path = draw.secret / "entries.parquet"
    if not path.is_file():
        raise SecretMissing(path=str(path))
    rows = pl.scan_parquet(path).with_row_index("ticket", 1).filter(pl.col("id") == identity)
    found = rows.select("ticket").collect()
    return int(found["ticket"][0]) if found.height else None


@click.command()
@FOLDER
@click.option(
    "--out", type=click.Path(path_type=Path, readable=False), help="A new file; DRAW_ID.zip, if not said."
)
@speaking
def bundle(screen: Screen, folder: Path, out: Path | None) -> None:
    """Pack the public folder into one zip."""
    draw = Folder.open(folder)
    target = out or Path(f"{bundles.top_of(draw.manifest.draw_id)}.zip")
    new_file.must_be_free(target)
    unaltered.must_be(draw)
    with screen.progress() as report:
        self_check.must_be_sound(draw, target, report)
    with new_file.writing(target) as file:
        bundles.write_to(file, draw)
    screen.note(file=str(target), bytes=target.stat().st_size)
    screen.say(f"✓ {target}", f"✓ {target}")
