"""After a draw: voids, replacements, audit samples. Nothing is deleted; everything is signed and stays."""

import sys
from pathlib import Path

import click

from gelombang.core.lottery import statement
from gelombang.core.lottery.forms import is_said
from gelombang.core.lottery.paper import read_result
from gelombang.core.lottery.replacement import audit_sample as sample_of
from gelombang.engines import replacements, replacing, self_check, unaltered
from gelombang.engines.command_errors import ConfirmationMissing, Unconfirmed
from gelombang.engines.errors import (
    NotDrawnYet,
    ReasonMissing,
    SampleTooLarge,
)
from gelombang.engines.folder import Folder
from gelombang.engines.run import operator_of

from .drawing import KEY, as_typed
from .options import FOLDER, now, speaking, stamp, utf8
from .screen import Screen


@click.command()
@FOLDER
@click.option("--reason", required=True, callback=utf8, help="Why, for everyone to read.")
@click.option("--yes", "is_meant", is_flag=True, help="Do not ask; for scripts.")
@KEY
@speaking
def void(screen: Screen, folder: Path, reason: str, is_meant: bool, operator_key: Path | None) -> None:
    """Declare a draw void, for ever. It stays public, with the reason; it is not drawn, replaced or proven any more.
    Proofs given out before cannot know of it: publish the void where you published the result."""
    _must_say_why(reason)
    draw = Folder.open(folder)
    draw.must_not_be_void()
    operator = operator_of(draw, operator_key)
    if not is_meant:
        _must_be_meant(screen, draw.manifest.draw_id)
    with draw.writing() as work:
        draw.must_not_be_void()
        manifest = draw.manifest
        unsigned = statement.unsigned(
            "void", manifest.draw_id, manifest.sha256(), stamp(now()), reason=reason
        )
        self_check.publish(
            draw, work, "void.json", statement.sign(unsigned, operator.public_key, operator.sign)
        )
    screen.note(draw_id=manifest.draw_id, void=True, reason=reason)
    screen.say(f"✓ {manifest.draw_id} dinyatakan batal: {reason}", f"✓ {manifest.draw_id} is void: {reason}")
    screen.say(
        f"  Terbitkan {draw.public}/statements/void.json: bukti yang sudah dibagikan tidak dapat mengetahuinya.",
        f"  Publish {draw.public}/statements/void.json: proofs that were given out cannot know of it.",
    )


def _must_be_meant(screen: Screen, draw_id: str) -> None:
    """Ask on a terminal; what cannot ask is refused."""
    if screen.as_json or not sys.stdin.isatty():
        raise ConfirmationMissing(draw_id=draw_id)
    screen.say(
        f"Ini membatalkan undian {draw_id} untuk selamanya. Hasilnya tetap terbaca, tetapi tidak berlaku lagi: tidak "
        "ada pengganti dan tidak ada bukti yang dibuat darinya. Bukti yang sudah dibagikan tidak dapat mengetahuinya.",
        f"This declares the draw {draw_id} void for ever. Its result stays readable but no longer counts: nobody is "
        "replaced in it and no proof is made from it. Proofs that were given out cannot know of it.",
    )
    question = ("Ketik nama undian itu untuk membatalkannya", "Type the name of the draw to declare it void")
    if click.prompt(question[screen.language == "en"], default="", show_default=False).strip() != draw_id:
        raise Unconfirmed


@click.command()
@FOLDER
@click.option(
    "--ticket",
    "tickets",
    metavar="N",
    type=click.IntRange(min=1),
    multiple=True,
    required=True,
    help="A place given up; say it again for each further one.",
)
@click.option("--reason", required=True, callback=utf8, help="Why it fell vacant; it can be appealed.")
@click.option(
    "--round",
    "round_number",
    metavar="N",
    type=click.IntRange(min=1),
    help="Order the waiting list by this later round.",
)
@click.option("--signature", metavar="HEX", help="That round's signature: 96 hex digits, or @FILE.")
@KEY
@speaking
def replace(
    screen: Screen,
    folder: Path,
    tickets: tuple[int, ...],
    reason: str,
    round_number: int | None,
    signature: str | None,
    operator_key: Path | None,
) -> None:
    """Fill vacated places with the next of the same phase and stratum."""
    if (round_number is None) != (signature is None):
        raise click.UsageError("--round and --signature belong together.")
    _must_say_why(reason)
    draw = Folder.open(folder)
    if not draw.is_drawn:
        raise NotDrawnYet(draw_id=draw.manifest.draw_id)
    unaltered.must_be(draw)
    unaltered.must_have_list(draw)
    made = replacing.publish(
        draw,
        list(tickets),
        reason,
        by=operator_of(draw, operator_key),
        at=stamp(now()),
        round_number=round_number or 0,
        signature=None if signature is None else as_typed(signature),
    )
    screen.note(vacated=made["vacated"], selected=made["selected"], group=made["group"])
    n = len(made["selected"])
    verb = "is" if n == 1 else "are"
    screen.say(f"✓ {n} dari {len(tickets)} tempat terisi:", f"✓ {n} of {len(tickets)} places {verb} filled:")
    held = {int(line[:12]): read_result(line, int(line[:12])) for line in made["selected"]}
    pairs = replacements.successions(draw, made)
    screen.note(filled=[{"vacated": left, "newcomer": newcomer} for left, newcomer in pairs])
    for left, newcomer in pairs:
        if newcomer is None:
            screen.say(
                f"  nomor {left} → tidak ada lagi yang dapat menggantikan",
                f"  ticket {left} → nobody is left who could fill the place",
            )
            continue
        phase, rank = held[newcomer].phase, held[newcomer].rank
        screen.say(
            f"  nomor {left} → nomor {newcomer}: tahap {phase}, urutan {rank}",
            f"  ticket {left} → ticket {newcomer}: phase {phase}, position {rank}",
        )
    screen.say(
        f"  Siapa mereka: gelombang draw selected {folder} --out BERKAS.csv",
        f"  Who they are: gelombang draw selected {folder} --out FILE.csv",
    )


def _must_say_why(reason: str) -> None:
    if not is_said(reason):
        raise ReasonMissing


@click.command("audit-sample")
@FOLDER
@click.option("-n", "size", metavar="N", type=click.IntRange(min=1), required=True, help="How many records.")
@KEY
@speaking
def audit_sample(screen: Screen, folder: Path, size: int, operator_key: Path | None) -> None:
    """Draw the records to be audited, by the same seed. 299 clean ones bound bad ones under 1 % (95 %)."""
    draw = Folder.open(folder)
    operator = operator_of(draw, operator_key)
    manifest, key = draw.manifest, bytes.fromhex(draw.outcome["key"])
    unaltered.must_be(draw)
    if size > manifest.n:
        raise SampleTooLarge(size=size, n=manifest.n)
    tickets = sample_of(key, manifest.n, size)
    with draw.writing() as work:
        made = sum(name.startswith("audit-") for name in draw.statements())
        unsigned = statement.unsigned(
            "audit", manifest.draw_id, manifest.sha256(), stamp(now()), size=size, tickets=tickets
        )
        signed = statement.sign(unsigned, operator.public_key, operator.sign)
        self_check.publish(draw, work, f"audit-{made + 1:02d}.json", signed)
    screen.note(size=size, tickets=tickets)
    noun = "ticket" if size == 1 else "tickets"
    screen.say(f"✓ {size} nomor untuk diaudit:", f"✓ {size} {noun} to audit:")
    screen.line("  " + " ".join(str(ticket) for ticket in tickets))
    screen.say(
        f"  Siapa mereka: gelombang draw selected {folder} --all --out BERKAS.csv",
        f"  Who they are: gelombang draw selected {folder} --all --out FILE.csv",
    )
