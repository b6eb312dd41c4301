"""What the commands have in common: language, JSON, times, columns."""

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from gelombang.engines.errors import ColumnMissing, TimeInvalid

from .screen import Screen, language_of

Command = TypeVar("Command", bound=Callable[..., Any])

FOLDER = click.argument("folder", type=click.Path(path_type=Path, exists=False))


def speaking(command: Callable[..., int | None]) -> Callable[..., int]:
    """A command that gets a `screen` and has --lang and --json."""

    @click.option("--lang", type=click.Choice(["id", "en"]), help="Language of what is said.")
    @click.option("--json", "as_json", is_flag=True, help="Say one JSON object instead of sentences.")
    @functools.wraps(command)
    def wrapped(*args: Any, lang: str | None, as_json: bool, **kwargs: Any) -> int:
        screen = Screen(language_of(lang), as_json)
        code = command(screen, *args, **kwargs)
        screen.finish()
        return code or 0

    return wrapped


def now() -> datetime:
    """The present, to the second, in UTC: the only place where the command line looks at the clock."""
    return datetime.now(UTC).replace(microsecond=0)


def stamp(moment: datetime) -> str:
    """As times stand in manifests: 2026-01-31T17:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(text: str) -> datetime:
    """A time that a person typed, with its offset; without one it would mean three things in Indonesia."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise TimeInvalid(value=text[:40]) from error
    if moment.tzinfo is None:
        raise TimeInvalid(value=text[:40])
    return moment


def columns_of(texts: tuple[str, ...]) -> dict[str, str]:
    """--column id=NIK,household=KK as a mapping from ours to theirs."""
    columns = {}
    for text in texts:
        for pair in text.split(","):
            ours, sign, theirs = pair.partition("=")
            if not sign or not theirs:
                raise ColumnMissing(column=pair, known="id=NAME")
            columns[ours.strip()] = theirs.strip()
    return columns
