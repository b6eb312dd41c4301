"""Where the draws of waves lie, and which of their files anyone may read now."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from gelombang.engines.folder import Folder, Published
from gelombang.waves.models import Wave

BEFORE_THE_RESULT = ("odds.json", "void.json")
"""The statements that do not speak of a result."""


def folder_of(wave: Wave, attempt: int = 0) -> Folder:
    """Where the draw of the wave's attempt lies, or of an earlier one: the first by the draw's name, each further one
    with its number behind."""
    number = attempt or wave.attempt
    name = wave.draw_id if number == 1 else f"{wave.draw_id}.{number}"
    return Folder(Path(settings.DATA_DIR) / "draws" / name)


class Withheld(Folder):
    """A draw of which the list is published and the result is not: to its readers as if it had not been drawn."""

    @property
    def is_drawn(self) -> bool:
        return False

    def statement(self, name: str) -> dict[str, Any] | None:
        return super().statement(name) if name in BEFORE_THE_RESULT else None


class WithheldCopy(Withheld, Published):
    """The same of a bare copy of `public/`."""


def withheld(folder: Folder) -> Withheld:
    """The folder without its result."""
    return (WithheldCopy if isinstance(folder, Published) else Withheld)(folder.root, folder.kept)


def files_of(folder: Folder) -> Mapping[str, Path]:
    """What anyone may read of a folder: path below public/ → file, the smallest part of the tree first."""
    paths = sorted(path for path in folder.public.rglob("*") if path.is_file())
    paths.sort(key=lambda path: (len(path.relative_to(folder.public).parts), path.name))
    named = {path.relative_to(folder.public).as_posix(): path for path in paths}
    if not isinstance(folder, Withheld):
        return named
    return {name: path for name, path in named.items() if _is_of_the_list(name)}


def _is_of_the_list(name: str) -> bool:
    """Whether a public file was there before the draw."""
    top, _, rest = name.partition("/")
    return not rest or (top == "statements" and rest in BEFORE_THE_RESULT)
