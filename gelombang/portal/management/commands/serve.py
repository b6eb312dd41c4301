"""Serve the site: migrate, collect static files, and answer with granian, as in production."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Set up what is missing and serve the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument(
            "--demo", action="store_true", help="Fill the site with a wave that was really drawn."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if options["demo"]:
            call_command("demo_draws")
        port = str(options["port"])
        self.stdout.write(f"\n  {settings.SITE_NAME}: http://localhost:{port}/   (Ctrl+C ends it)\n\n")
        self.stdout.flush()
        # a fresh process: its settings must see the static files that were just collected
        command = ["granian", "--interface", "wsgi", "--host", options["host"], "--port", port]
        command += ["--workers", str(options["workers"]), "--blocking-threads", "4"]
        command += ["--backpressure", "64", "--no-access-log", "--log-level", "warning"]
        command += ["gelombang.wsgi:application"]
        os.execv(sys.executable, [sys.executable, "-m", *command])  # noqa: S606
