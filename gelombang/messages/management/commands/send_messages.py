"""Send the messages that are due, once or until stopped."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from gelombang.messages.outlets import outlets
from gelombang.messages.services import send_due


class Command(BaseCommand):
    help = "Send what is due in the outbox. Several may run at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="Go on until stopped.")
        parser.add_argument("--pause", type=float, default=2.0, help="Seconds between two looks. [2]")

    def handle(self, *args: Any, **options: Any) -> None:
        opened, n_sent = outlets(), 0
        while True:
            sent = send_due(outlets=opened, at=timezone.now())
            n_sent += sent
            if sent:
                self.stdout.write(f"{n_sent} messages were sent.")
            if not options["loop"]:
                return
            if not sent:
                time.sleep(options["pause"])
