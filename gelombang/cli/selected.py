"""The selected by the agency's own ids: the table from which it acts, and which it never publishes."""

from pathlib import Path

import click

from gelombang.engines import selected as table
from gelombang.engines import unaltered
from gelombang.engines.errors import NotDrawnYet
from gelombang.engines.folder import Folder
from gelombang.engines.policy_words import number

from .options import FOLDER, speaking
from .screen import Screen


@click.command()
@FOLDER
@click.option(
    "--out",
    metavar="FILE.csv",
    type=click.Path(path_type=Path, readable=False),
    required=True,
    help="A new file; it names people, and only you may read it.",
)
@click.option("--not-selected", "wanted", flag_value="not selected", help="Those not selected instead.")
@click.option("--all", "wanted", flag_value="all", help="Everybody, with their result.")
@speaking
def selected(screen: Screen, folder: Path, out: Path, wanted: str | None) -> None:
    """Who is selected, by your own ids: one row each with ticket, phase and position (needs the secret folder).
    Replacements count: who gave up a place is not selected any more, who moved up is."""
    draw = Folder.open(folder)
    draw.must_not_be_void()
    if not draw.is_drawn:
        raise NotDrawnYet(draw_id=draw.manifest.draw_id)
    unaltered.must_be(draw)
    with screen.progress() as report:
        written = table.write(draw, out, wanted or "selected", report)
    screen.note(file=str(out), rows=written.rows, selected=written.selected, marked_cells=written.marked)
    language = screen.language
    rows, people = number(written.rows, language), number(written.selected, language)
    screen.say(
        f"✓ {rows} orang ditulis ke {out}; {people} di antaranya terpilih.",
        f"✓ {rows} {'person' if written.rows == 1 else 'people'} written to {out}; {people} of them selected.",
    )
    screen.say(
        "  Isinya data pribadi: hanya Anda yang dapat membacanya; jangan diterbitkan.",
        "  It holds personal data: only you can read it; do not publish it.",
    )
    if written.marked:
        screen.say(
            f"! {number(written.marked, language)} sel diawali = + - atau @; di depannya ditulis ' supaya lembar "
            "sebar tidak menjalankannya sebagai rumus. Kalau dipakai program, buang tanda itu.",
            f"! {number(written.marked, language)} cells begin with = + - or @; a ' stands before them, so that no "
            "spreadsheet runs them as a formula. A program that reads the file must take it off.",
        )
    if draw.commitment["rehearsal"]:
        screen.say(
            "! LATIHAN: daftar ini tidak berlaku bagi siapa pun.",
            "! REHEARSAL (Latihan): this list counts for nobody.",
        )
