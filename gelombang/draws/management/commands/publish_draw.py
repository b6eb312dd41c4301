"""Put a draw's folder into the public register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gelombang.core.lottery.errors import LotteryError
from gelombang.draws import checks, services
from gelombang.engines.sentences import sentence


class Command(BaseCommand):
    help = "Check a draw's folder and show it on the site; again after it was drawn or voided."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--operator", help="The public key, 64 hex, that must have signed it.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            draw = services.publish(folder=options["folder"], operator=options["operator"])
        except LotteryError as error:
            raise CommandError(sentence(error, "en")) from error
        checks.bundle_of(draw, most=draw.n_entries)
        self.stdout.write(f"{draw.draw_id}: /undian/{draw.slug}/")
