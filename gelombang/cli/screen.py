"""What a command says: sentences for people, or one JSON object for machines; progress on the side."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from gelombang.engines.languages import Language, shown
from gelombang.engines.outcome import Progress as Report

STAGES = {
    "household": ("Menyamarkan keluarga", "Hiding households"),
    "sort": ("Mengurutkan", "Sorting"),
    "commit": ("Menyamarkan identitas", "Hiding identities"),
    "list": ("Menulis daftar", "Writing the list"),
    "tree": ("Menghitung akar", "Computing the root"),
    "receipts": ("Menandatangani tanda terima", "Signing receipts"),
    "place": ("Menempatkan berkas", "Placing the files"),
    "files": ("Memeriksa berkas", "Checking the files"),
    "score": ("Menghitung nomor undian", "Computing the numbers"),
    "select": ("Memilih", "Selecting"),
    "results": ("Menulis hasil", "Writing the results"),
    "read": ("Membaca", "Reading"),
    "check": ("Memeriksa", "Checking"),
    "odds": ("Menghitung peluang", "Computing the odds"),
    "redraw": ("Mengundi ulang", "Re-drawing"),
}


def language_of(chosen: str | None) -> Language:
    """Indonesian, unless English is asked for or the system speaks another language than Indonesian."""
    spoken = (
        chosen or os.environ.get("GELOMBANG_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    )
    return "id" if spoken.lower().startswith("id") else "en"


def _plain(text: str) -> str:
    """Lines that this program wrote, with nothing in them that steers a terminal."""
    return "\n".join(shown(line, None) for line in text.split("\n"))


class RateColumn(ProgressColumn):
    """Entries a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="progress.data.speed")


@dataclass
class Screen:
    """Where one command speaks."""

    language: Language
    as_json: bool
    is_chosen: bool = True
    """Whether the reader has asked for this language with --lang."""
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[Language, ...]:
        """In which languages to say what is meant for everybody: the one that was chosen, else both."""
        return (self.language,) if self.is_chosen else ("id", "en")

    def say(self, indonesian: str, english: str) -> None:
        """A sentence on standard output, unless a machine is listening."""
        self.line(english if self.language == "en" else indonesian)

    def line(self, text: str) -> None:
        if not self.as_json:
            click.echo(_plain(text))

    def heading(self, indonesian: str, english: str) -> None:
        if not self.as_json:
            click.echo("\n" + click.style(shown(english if self.language == "en" else indonesian), bold=True))

    def note(self, **facts: Any) -> None:
        """Facts for the JSON answer."""
        self.answer.update(facts)

    def finish(self) -> None:
        if self.as_json:
            click.echo(json.dumps(self.answer, ensure_ascii=False, indent=2))

    @contextmanager
    def progress(self) -> Iterator[Report]:
        """A progress bar with rate and time left on a terminal; silence elsewhere."""
        console = Console(stderr=True)
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            RateColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=self.as_json or not sys.stderr.isatty(),
        )
        tasks: dict[str, Any] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                words = STAGES.get(stage, (stage, stage))
                tasks[stage] = bar.add_task(words[self.language == "en"], total=total)
            bar.update(tasks[stage], completed=done, total=total)

        with bar:
            yield report
