"""Do what is due: close, commit, draw, notify, send, seal."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from gelombang.flow import lifecycle


class Command(BaseCommand):
    help = "Do what is due; with --loop again and again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true")
        parser.add_argument("--every", type=float, default=1.0, help="Seconds between two.")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            done = lifecycle.tick(timezone.now())
            if any(done.values()):
                self.stdout.write(", ".join(f"{name} {n}" for name, n in done.items() if n))
            if not options["loop"]:
                return
            time.sleep(options["every"])
