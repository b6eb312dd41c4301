"""The entry point: every failure is a sentence and an exit code, never a stack trace.

Exit codes: 0 done, or everything checked holds; 1 a check failed; 2 refused, because the input or the request is
not right; 3 what was checked holds, but not everything could be checked; 70 a fault of this program; 74 the answer
could not be written (a full disk, a pipe that nobody reads any more), so that there is no verdict; 130 interrupted.
"""

import contextlib
import errno
import json
import os
import sys
from pathlib import Path
from typing import Any, TextIO

import click

from gelombang import __version__
from gelombang.core.lottery.errors import LotteryError
from gelombang.engines.errors import FileMissing, PackageMissing
from gelombang.engines.languages import shown
from gelombang.engines.sentences import sentence

from .screen import language_of
from .usage_words import usage_words

REFUSED, FAULT, LOST, INTERRUPTED = 2, 70, 74, 130
"""70 and 74 as EX_SOFTWARE and EX_IOERR in BSD's sysexits.h."""

OPTIONAL = {
    **dict.fromkeys(("duckdb", "fastexcel", "numba", "numpy", "polars", "pyarrow"), "draw"),
    "pyspark": "spark",
}
"""Package → the extra that brings it."""


class _AnswerLost(Exception):
    """Standard output takes nothing any more: the disk is full, or nobody reads the pipe."""


class _Group(click.Group):
    """click ends a command whose reader has gone (`| head -1`) with 1, which here would say that a check failed."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Here --help answers."""
        try:
            return super().make_context(*args, **kwargs)
        except OSError as error:
            _must_be_heard(error)
            raise

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OSError as error:
            _must_be_heard(error)
            raise


def _must_be_heard(cause: OSError | None = None) -> None:
    """Raise `_AnswerLost` where standard output takes nothing. A failed write names no file, wherever it was, so that
    an empty line is tried; an unbuffered stream does not remember what it could not write."""
    if isinstance(cause, BrokenPipeError):
        raise _AnswerLost from cause
    if sys.stdout is None:
        return
    try:
        if cause is not None and cause.filename is None:
            sys.stdout.write("\n")
        sys.stdout.flush()
    except (OSError, ValueError) as error:  # ValueError: closed
        raise _AnswerLost from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="gelombang")
@click.option(
    "--lang", type=click.Choice(["id", "en"]), help="Language of what is said; each command has it too."
)
def cli(lang: str | None) -> None:
    """Gelombang: public benefit programmes served in waves, by a lot that anyone can repeat."""


@cli.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a command of the site (serve, migrate, …): gelombang manage serve"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gelombang.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["gelombang manage", *arguments])
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error


def main() -> None:
    """Run the command line."""
    if sys.stderr is None:
        sys.stderr = _nowhere()
    code = run(sys.argv[1:])
    if code == LOST and sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that nothing more can fail, at the very end
    sys.exit(code)


def _nowhere() -> TextIO:
    """In place of a closed standard error: it takes everything. No handle below 3 stays free that a file could become,
    but that of a closed standard output, of which `run` tells."""
    handle = os.open(os.devnull, os.O_RDWR)
    while handle < 2:
        handle = os.open(os.devnull, os.O_RDWR)
    return os.fdopen(handle, "w")


def run(arguments: list[str]) -> int:
    """Run one command, see its answer off, and return its exit code."""
    if sys.stdout is None and arguments[:1] != [
        "manage"
    ]:  # closed: nothing is begun that nobody would hear of
        return _lost(arguments)
    try:
        code = _run(arguments)
        _must_be_heard()
    except (_AnswerLost, OSError):  # OSError: of a failure that was to be told as JSON
        return _lost(arguments)
    return code


def _run(arguments: list[str]) -> int:
    """Run one command; whatever fails is a sentence and a code."""
    try:
        _must_be_text(arguments)
        if arguments[:1] != ["manage"]:
            _add_draw()
        code = cli.main(arguments, prog_name="gelombang", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        return _usage(arguments, error)
    except (KeyboardInterrupt, click.Abort):
        _tell(arguments, "Dihentikan. Tidak ada yang setengah jadi.", "Interrupted. Nothing is half done.")
        return INTERRUPTED
    except LotteryError as error:
        _tell(arguments, sentence(error, "id"), sentence(error, "en"), type(error).__name__)
        return REFUSED
    except ModuleNotFoundError as error:
        return _missing(arguments, error)
    except OSError as error:
        return _system(arguments, error)
    except Exception as error:  # noqa: BLE001  the last line of defence: a sentence, never a stack trace
        return _fault(arguments, error)


def _must_be_text(arguments: list[str]) -> None:
    """No shell can give a zero byte, but a program can; no path holds one."""
    for argument in arguments:
        if "\0" in argument:
            raise FileMissing(path=argument)


def _add_draw() -> None:
    """Commands for draws need the packages of the extra `draw`, which the failure to import them names."""
    from .draw import draw

    cli.add_command(draw)


def _usage(arguments: list[str], error: click.ClickException) -> int:
    """A command typed wrongly: what is wrong with it and where its options are told."""
    told = " ".join(error.format_message().split())
    if isinstance(error, click.exceptions.NoArgsIsHelpError) or not told:
        error.show()
        return REFUSED
    if not isinstance(error, click.UsageError):  # a sentence of its own, from the site's settings
        _tell(arguments, told, told, type(error).__name__)
        return REFUSED
    where = _command_in(arguments)
    indonesian, english = usage_words(error, arguments)
    _tell(
        arguments,
        f"Perintah ini belum benar: {indonesian} Lihat pilihannya dengan: {where} --help",
        f"This command is not right: {english} See its options with: {where} --help",
        type(error).__name__,
    )
    return REFUSED


def _command_in(arguments: list[str]) -> str:
    """The command that was meant, as far as there is one: `gelombang draw run`."""
    command: click.Command = cli
    names = ["gelombang"]
    for argument in arguments:
        found = command.commands.get(argument) if isinstance(command, click.Group) else None
        if found is None:
            break
        command = found
        names.append(argument)
    return " ".join(names)


def _missing(arguments: list[str], error: ModuleNotFoundError) -> int:
    extra = OPTIONAL.get(error.name or "")
    if extra is None:
        return _fault(arguments, error)
    missing = PackageMissing(package=error.name or "", extra=extra)
    _tell(arguments, sentence(missing, "id"), sentence(missing, "en"), "PackageMissing")
    return REFUSED


FOLDER_MISSING = (
    "Folder {0} tidak ada. Periksa ejaannya, atau buat dulu folder itu.",
    "There is no folder {0}. Check the spelling, or make the folder first.",
)
SYSTEM = (
    (
        (errno.ENOSPC, errno.EDQUOT),
        (
            "Ruang simpan habis{2}. Kosongkan ruang, lalu jalankan lagi.",
            "There is no space left on the disk{2}. Free some space and run this again.",
        ),
    ),
    (
        (errno.EFBIG,),
        (
            "Berkas lebih besar daripada batas di komputer ini{2}. Naikkan dengan ulimit -f unlimited, lalu ulangi.",
            "A file is larger than this computer allows{2}. Allow more with ulimit -f unlimited, and run this again.",
        ),
    ),
    (
        (errno.EACCES, errno.EPERM, errno.EROFS),
        (
            "Anda tidak boleh membaca atau menulis {0}. Minta izin pemiliknya, atau pakai salinan di folder sendiri.",
            "You have no permission to read or write {0}. Ask its owner for it, or use a copy in a folder of your own.",
        ),
    ),
    (
        (errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENOENT),
        (
            "{0} tidak ada, atau bukan folder atau berkas yang diperlukan. Periksa namanya, atau pilih yang lain.",
            "{0} is not there, or not the folder or file that is needed. Check its name, or choose another.",
        ),
    ),
)
REFUSES = ("Sistem menolak: {1} {0}", "The system refused: {1} {0}")


def _system(arguments: list[str], error: OSError) -> int:
    place = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else None
    missing = place is not None and error.errno == errno.ENOENT and not place.parent.exists()
    if missing and place is not None:
        place = place.parent
    words = (
        FOLDER_MISSING if missing else next((said for codes, said in SYSTEM if error.errno in codes), REFUSES)
    )
    facts = (place or "", error.strerror or type(error).__name__, f" ({place})" if place else "")
    shown = [text.format(*facts).strip() for text in words]
    _tell(arguments, shown[0], shown[1], "OSError")
    return REFUSED


def _lost(arguments: list[str]) -> int:
    """Say on standard error that the answer is lost."""
    words = [word for word in arguments if word != "--json"]  # there is nowhere to write it
    _tell(
        words,
        "Jawaban tidak dapat ditulis sampai selesai (ruang simpan habis, atau pembacanya sudah berhenti): jangan "
        "simpulkan apa pun darinya. Yang dikerjakan perintah ini mungkin sudah jadi; lihat dulu sebelum mengulanginya.",
        "The answer could not be written to its end (no space left, or its reader has gone): conclude nothing from it. "
        "What the command does may be done all the same; look before you run it again.",
    )
    return LOST


def _fault(arguments: list[str], error: Exception) -> int:
    if isinstance(error, _AnswerLost) or os.environ.get("GELOMBANG_DEBUG", "").lower() in (
        "1",
        "true",
        "yes",
        "on",
    ):
        raise error
    kind = type(error).__name__
    _tell(
        arguments,
        f"Ada kesalahan pada program ini ({kind}). Tidak ada yang setengah jadi. "
        "Laporkan, dengan GELOMBANG_DEBUG=1 untuk rinciannya.",
        f"This program has a fault ({kind}). Nothing is half done. "
        "Please report it, with GELOMBANG_DEBUG=1 for the details.",
        kind,
    )
    return FAULT


def _tell(arguments: list[str], indonesian: str, english: str, kind: str = "") -> None:
    """An error on standard error, and as JSON on standard output where a machine asked for it."""
    language = language_of(_lang_in(arguments))
    text = english if language == "en" else indonesian
    if "--json" in arguments:
        click.echo(json.dumps({"error": kind, "message": text}, ensure_ascii=False))
    with contextlib.suppress(OSError):  # the exit code says it too
        click.echo(click.style("✗ ", fg="red") + shown(text), err=True)


def _lang_in(arguments: list[str]) -> str | None:
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
    return None
