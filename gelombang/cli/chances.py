"""What chances a draw gives, and whether its result looks like a draw."""

from pathlib import Path

import click

from gelombang.engines import bias as biases
from gelombang.engines import bundle as bundles
from gelombang.engines import chances, self_check, unaltered
from gelombang.engines import odds as oddses
from gelombang.engines.errors import NotDrawnYet
from gelombang.engines.folder import Folder
from gelombang.engines.run import operator_of

from .drawing import KEY
from .odds_tables import ALL, names_in, show_odds
from .options import BUNDLE, now, opened, speaking, stamp
from .screen import Screen

NAMES = {
    "arrival": ("urutan mendaftar", "order of arrival"),
    "stratum": ("wilayah", "stratum"),
    "household size": ("besar keluarga", "household size"),
    "band": ("urutan layanan", "band"),
    "groups": ("kelompok", "groups"),
    "weight": ("bobot", "weight"),
    "last digit": ("angka terakhir identitas", "last digit of the identity"),
    "last digit but one": ("angka kedua dari belakang", "last digit but one"),
    "day of birth": ("tanggal lahir", "day of birth"),
}

PUBLISH = click.option(
    "--publish", is_flag=True, help="Sign it and put it among the draw's public statements."
)


@click.command()
@BUNDLE
@click.option(
    "--redraws",
    metavar="N",
    type=click.IntRange(min=2),
    help="Re-draw so often, also where a closed form applies.",
)
@ALL
@PUBLISH
@KEY
@speaking
def odds(
    screen: Screen,
    folder: Path,
    redraws: int | None,
    show_all: bool,
    publish: bool,
    operator_key: Path | None,
) -> None:
    """Everyone's chance, by region and by class of people with equal chances."""
    _must_not_publish(folder, publish=publish)
    with opened(folder) as draw:
        _odds(screen, draw, redraws, show_all, publish, operator_key)


def _must_not_publish(path: Path, *, publish: bool) -> None:
    if publish and bundles.is_bundle(path):
        raise click.UsageError("--publish needs the draw's folder, not a bundle.")


def _odds(
    screen: Screen,
    draw: Folder,
    redraws: int | None,
    show_all: bool,
    publish: bool,
    operator_key: Path | None,
) -> None:
    unaltered.must_be(draw)
    unaltered.must_have_list(draw)
    with screen.progress() as report:
        found = oddses.of(draw.list_path, draw.policy, redraws, progress=report)
    show_odds(screen, found, draw.policy, names_in(draw.about), show_all=show_all)
    if publish:
        operator = operator_of(draw, operator_key)
        with draw.writing() as work:
            made = chances.odds_statement(draw, found, operator, stamp(now()))
            self_check.publish(draw, work, "odds.json", made)
        screen.say("✓ Peluang ditandatangani dan diterbitkan.", "✓ The odds are signed and published.")


@click.command()
@BUNDLE
@click.option(
    "--redraws",
    metavar="N",
    type=click.IntRange(min=biases.REDRAWS),
    default=biases.REDRAWS,
    show_default=True,
    help="Draws to compare the result with.",
)
@PUBLISH
@KEY
@speaking
def bias(screen: Screen, folder: Path, redraws: int, publish: bool, operator_key: Path | None) -> int:
    """The gate before publication: does the result look like a draw? Anyone may ask the same of a bundle."""
    _must_not_publish(folder, publish=publish)
    with opened(folder) as draw:
        return _bias(screen, draw, redraws, publish, operator_key)


def _bias(screen: Screen, draw: Folder, redraws: int, publish: bool, operator_key: Path | None) -> int:
    if not draw.is_drawn:
        raise NotDrawnYet(draw_id=draw.manifest.draw_id)
    unaltered.must_be(draw)
    unaltered.must_have_list(draw)
    with screen.progress() as report:
        found = chances.check_bias(draw, redraws, report)
    _show_bias(screen, found, secret=(draw.secret / "entries.parquet").is_file())
    if publish and found.passed:
        operator = operator_of(draw, operator_key)
        with draw.writing() as work:
            made = chances.bias_statement(draw, found, operator, stamp(now()))
            self_check.publish(draw, work, "bias.json", made)
        screen.say("✓ Laporan ditandatangani dan diterbitkan.", "✓ The report is signed and published.")
    return 0 if found.passed else 1


def _show_bias(screen: Screen, found: biases.Bias, *, secret: bool) -> None:
    screen.note(passed=found.passed, threshold=found.threshold, tests=[vars(test) for test in found.tests])
    english = screen.language == "en"
    for test in found.tests:
        failed = test in found.failed
        mark = "–" if not test.has_power else "✗" if failed else "✓"
        name = NAMES.get(test.name, (test.name, test.name))[english]
        weak = "" if test.has_power else ("  (terlalu sedikit untuk diuji)", "  (too few to tell)")[english]
        screen.line(f"  {mark} {name:<28} p = {test.p_value:.4f}{weak}")
    rate = f"{found.false_alarm_rate:g}"
    screen.say(
        f"Undian yang jujur dihentikan keliru dengan peluang paling besar {rate} untuk semua uji bersama "
        f"({found.redraws} undian ulang; batas tiap uji {found.threshold:.2g}).",
        f"An honest draw is stopped by mistake with a chance of at most {rate} over all tests together "
        f"({found.redraws} re-draws; limit for each test {found.threshold:.2g}).",
    )
    if not secret:
        screen.say(
            "Tanpa bagian rahasia, urutan mendaftar dan angka identitas tidak diuji.",
            "Without the secret half, order of arrival and digits of the identity were not tested.",
        )
    if found.passed:
        screen.say("✓ Tidak ada yang janggal.", "✓ Nothing looks odd.")
    else:
        screen.say(
            "✗ JANGAN terbitkan: hasil ini tidak tampak seperti undian. Cari dulu penyebabnya.",
            "✗ Do NOT publish: this result does not look like a draw. Find the cause first.",
        )
