"""What the commands have in common: language, JSON, times, columns."""

import functools
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar

import click

from gelombang.engines import bundle as bundles
from gelombang.engines.command_errors import OffsetMissing
from gelombang.engines.errors import (
    ColumnPairWrong,
    ColumnSaidTwice,
    FileInTheWay,
    FilesSwapped,
    FolderOccupied,
    FolderParentMissing,
    TextNotUtf8,
    TimeInvalid,
    WithoutUnknown,
)
from gelombang.engines.folder import Folder
from gelombang.engines.needs import OPTIONAL
from gelombang.engines.new_file import must_be_outside

from .screen import Screen, language_of

Command = TypeVar("Command", bound=Callable[..., Any])

FOLDER = click.argument("folder", type=click.Path(path_type=Path, exists=False, readable=False))


BUNDLE = click.argument(
    "folder", metavar="DIR|BUNDLE.zip", type=click.Path(path_type=Path, exists=False, readable=False)
)


@contextmanager
def opened(path: Path) -> Iterator[Folder]:
    """The draw in a folder or in a bundle, whatever its name."""
    if bundles.is_bundle(path):
        with bundles.opened(path) as draw:
            yield draw
    else:
        yield Folder.open(path)


def speaking(command: Callable[..., int | None]) -> Callable[..., int]:
    """A command that gets a `screen` and has --lang and --json."""

    @click.option("--lang", type=click.Choice(["id", "en"]), help="Language of what is said.")
    @click.option("--json", "as_json", is_flag=True, help="Say one JSON object instead of sentences.")
    @functools.wraps(command)
    def wrapped(*args: Any, lang: str | None, as_json: bool, **kwargs: Any) -> int:
        lang = lang or click.get_current_context().find_root().params.get(
            "lang"
        )  # gelombang --lang id draw …
        screen = Screen(language_of(lang), as_json, is_chosen=lang is not None)
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


def local(moment: datetime) -> str:
    """A time as a person here would type it, to the hour, with the offset of western Indonesia."""
    there = moment.astimezone(timezone(timedelta(hours=7))).replace(minute=0, second=0, microsecond=0)
    return there.isoformat()


def moment_of(text: str) -> datetime:
    """A time that a person typed, with its offset; without one it would mean three things in Indonesia."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise TimeInvalid(value=text[:40]) from error
    if moment.tzinfo is None:
        raise OffsetMissing(value=text.strip()[:40], example=f"{moment.isoformat()}+07:00")
    return moment


TABLES = (".csv", ".gz", ".parquet", ".xlsx")
"""How the names of tables end; policies are called .toml or .json."""


def must_not_be_swapped(table: Path, policy: Path) -> None:
    """Refuse a policy where the table belongs, with a table where the policy does."""
    if table.suffix.lower() in (".toml", ".json") and policy.suffix.lower() in TABLES:
        raise FilesSwapped(table=str(policy), policy=str(table))


def utf8(_context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    """A callback for texts that are published: what the terminal sent must be UTF-8."""
    try:
        (text or "").encode("utf-8")
    except UnicodeEncodeError as error:
        raise TextNotUtf8(option=parameter.opts[0]) from error
    return text


def columns_of(texts: tuple[str, ...]) -> dict[str, str]:
    """--column id=NIK,household=KK as a mapping from ours to theirs."""
    columns: dict[str, str] = {}
    for text in texts:
        for pair in re.split(r",(?=[^,=]*=)", text):  # a name of yours may hold a comma
            ours, sign, theirs = pair.partition("=")
            if not sign or not theirs.strip() or not ours.strip():
                raise ColumnPairWrong(value=pair[:60])
            ours, theirs = ours.strip(), theirs.strip()
            if columns.setdefault(ours, theirs) != theirs:
                raise ColumnSaidTwice(ours=ours[:40], column=columns[ours][:60], other=theirs[:60])
    return columns


def without_of(texts: tuple[str, ...]) -> frozenset[str]:
    """--without household,groups as the columns of ours that there are none for."""
    columns = {name.strip() for text in texts for name in text.split(",")}
    for column in sorted(columns - set(OPTIONAL)):
        raise WithoutUnknown(column=column[:40])
    return frozenset(columns)


LEFT_BY_COMMIT = {".lock", ".work", "secret", "auditors", "cache"}
"""What a commit that was interrupted leaves in its folder; without `public` none of it was promised to anybody."""


def must_be_new(path: Path) -> None:
    """Refuse a place for a new draw that holds other things, is the working folder, or lies in no folder. A draw
    that is there already is left to `commit`, which names it."""
    if os.path.lexists(path) and not path.is_dir():
        raise FileInTheWay(path=str(path))
    if path.exists():
        found = {child.name for child in path.iterdir()}
        is_draw = (path / "public" / "manifest.json").is_file()
        if path.resolve() == Path.cwd() or not (is_draw or found <= LEFT_BY_COMMIT):
            raise FolderOccupied(path=str(path))
    elif not path.parent.is_dir():
        raise FolderParentMissing(path=str(path), parent=str(path.parent))
    must_be_outside(path)
