"""Load an exclusion list that is too large for the web: the file is read line by line. It counts once staff let it."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gelombang.waves import selectors
from gelombang.waves.services import exclusions


class Command(BaseCommand):
    help = "Load an exclusion list for a wave, to be looked at and put in force in the console."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("wave", type=int, help="number of the wave")
        parser.add_argument("file", type=Path, help="CSV or xlsx, one identity number in a row")
        parser.add_argument("--status", required=True, help="what the people are, such as civil_servant")
        parser.add_argument("--source", required=True, help="whose list it is")
        parser.add_argument("--decree", required=True, help="the decree or letter, with its number")
        parser.add_argument("--dated-on", required=True, type=date.fromisoformat, help="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        wave = selectors.any_by_number(options["wave"])
        if wave is None:
            raise CommandError(f"There is no wave {options['wave']}.")
        if not options["file"].is_file():
            raise CommandError(f"There is no file {options['file']}.")
        try:
            with options["file"].open("rb") as file:
                made = exclusions.stage(
                    wave=wave,
                    status=options["status"],
                    source=options["source"],
                    decree=options["decree"],
                    dated_on=options["dated_on"],
                    file=file,
                    by="command line",
                    at=timezone.now(),
                )
        except exclusions.ListWrong as error:
            rows = ", ".join(f"row {one.row} column {one.column} ({one.kind})" for one in error.problems)
            raise CommandError(f"The list was not taken: {error.problem}. {rows}".strip()) from error
        self.stdout.write(
            f"{made.n_lines} numbers loaded. They count once staff let them: /kantor/daftar/{made.pk}/"
        )
