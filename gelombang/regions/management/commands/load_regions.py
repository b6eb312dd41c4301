"""Fill the table of regions: Indonesia's, as packaged, or any country's from a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gelombang.regions import packaged, rows
from gelombang.regions.selectors import top_regions
from gelombang.regions.services import load_regions


class Command(BaseCommand):
    help = "Add the regions and bring them up to date. May be repeated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--csv", type=Path, help=f"Another country's regions: {', '.join(rows.COLUMNS)}, parents by code."
        )

        parser.add_argument("--if-empty", action="store_true", help="Only where there is none yet.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and top_regions().exists():
            return
        try:
            if options["csv"] is None:
                table, designations = packaged.regions(), packaged.designations()
            else:
                table, designations = rows.read(options["csv"]), iter(())
            n = load_regions(rows=table, designations=designations, by="command", at=timezone.now())
        except rows.RegionsWrong as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{n} regions are up to date.")
