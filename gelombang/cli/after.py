"""After a draw: voids, replacements, audit samples. Nothing is deleted; everything is signed and stays."""

from pathlib import Path

import click

from gelombang.core.lottery import statement
from gelombang.core.lottery.replacement import audit_sample as sample_of
from gelombang.engines import replacements
from gelombang.engines.errors import NotDrawnYet, ReasonMissing
from gelombang.engines.folder import Folder
from gelombang.engines.run import operator_of

from .drawing import KEY
from .options import FOLDER, now, speaking, stamp
from .screen import Screen


@click.command()
@FOLDER
@click.option("--reason", required=True, help="Why, for everyone to read.")
@KEY
@speaking
def void(screen: Screen, folder: Path, reason: str, operator_key: Path | None) -> None:
    """Declare a draw void. It stays public, with the reason."""
    _must_say_why(reason)
    draw = Folder.open(folder)
    operator = operator_of(draw, operator_key)
    with draw.writing() as work:
        draw.must_not_be_void()
        manifest = draw.manifest
        unsigned = statement.unsigned(
            "void", manifest.draw_id, manifest.sha256(), stamp(now()), reason=reason
        )
        draw.write_statement(work, "void.json", statement.sign(unsigned, operator.public_key, operator.sign))
    screen.note(draw_id=manifest.draw_id, void=True, reason=reason)
    screen.say(f"✓ {manifest.draw_id} dinyatakan batal: {reason}", f"✓ {manifest.draw_id} is void: {reason}")


@click.command()
@FOLDER
@click.option(
    "--ticket", "tickets", type=click.IntRange(min=1), multiple=True, required=True, help="A place given up."
)
@click.option("--reason", required=True, help="Why it fell vacant; it can be appealed.")
@click.option(
    "--round", "round_number", type=click.IntRange(min=1), help="Order the waiting list by this later round."
)
@click.option("--signature", metavar="HEX", help="That round's signature.")
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
        raise click.UsageError("--round and --signature belong together")
    _must_say_why(reason)
    draw = Folder.open(folder)
    if not draw.is_drawn:
        raise NotDrawnYet(draw_id=draw.manifest.draw_id)
    made = replacements.publish(
        draw,
        list(tickets),
        reason,
        by=operator_of(draw, operator_key),
        at=stamp(now()),
        round_number=round_number or 0,
        signature=signature,
    )
    screen.note(vacated=made["vacated"], selected=made["selected"], group=made["group"])
    n = len(made["selected"])
    screen.say(f"✓ {n} dari {len(tickets)} tempat terisi:", f"✓ {n} of {len(tickets)} places are filled:")
    for line in made["selected"]:
        screen.line(f"  {line}")


def _must_say_why(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing


@click.command("audit-sample")
@FOLDER
@click.option("-n", "size", type=click.IntRange(min=1), required=True, help="How many records.")
@KEY
@speaking
def audit_sample(screen: Screen, folder: Path, size: int, operator_key: Path | None) -> None:
    """Draw the records to be audited, by the same seed. 299 clean ones bound bad ones under 1 % (95 %)."""
    draw = Folder.open(folder)
    operator = operator_of(draw, operator_key)
    manifest, key = draw.manifest, bytes.fromhex(draw.outcome["key"])
    tickets = sample_of(key, manifest.n, size)
    with draw.writing() as work:
        made = sum(name.startswith("audit-") for name in draw.statements())
        unsigned = statement.unsigned(
            "audit", manifest.draw_id, manifest.sha256(), stamp(now()), size=size, tickets=tickets
        )
        signed = statement.sign(unsigned, operator.public_key, operator.sign)
        draw.write_statement(work, f"audit-{made + 1:02d}.json", signed)
    screen.note(size=size, tickets=tickets)
    screen.say(f"✓ {size} nomor untuk diaudit:", f"✓ {size} tickets to audit:")
    screen.line("  " + " ".join(str(ticket) for ticket in tickets))
