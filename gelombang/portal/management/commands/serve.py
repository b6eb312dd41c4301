"""`gelombang manage serve`: everything between an empty folder and a served site, in one command."""

import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

LOCAL = "127.0.0.1"


class Command(BaseCommand):
    help = "Bring the database up to date, collect the static files, and serve the site until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=LOCAL, help=f"address to listen on (default {LOCAL}: this machine alone)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--workers", type=int, default=2, help="number of processes (default 2)")
        parser.add_argument("--demo", action="store_true", help="fill the site with an example wave first")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if not 1 <= port <= 65_535:
            raise CommandError(f"--port is {port}, but must be from 1 to 65535.")
        if options["workers"] < 1:
            raise CommandError(f"--workers is {options['workers']}, but must be at least 1.")
        refuse_a_port_in_use(host, port)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        if options["demo"] and "demo" in get_commands():
            call_command("demo", stdout=self.stdout, stderr=self.stderr)
        shown = "localhost" if host in {LOCAL, "0.0.0.0", "::"} else host  # noqa: S104  compared, not listened on
        self.stdout.write(f"Gelombang: http://{shown}:{port}   (stop: Ctrl-C, data: {settings.DATA})")
        self.stdout.flush()
        run_granian(host, port, options["workers"])


def refuse_a_port_in_use(host: str, port: int) -> None:
    """Raise a sentence when something listens on the port already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}, port {port} ({error.strerror}). Choose another one: --port {port + 80}"
            ) from error


def run_granian(host: str, port: int, workers: int) -> None:
    """Become the server: the process is replaced, so that signals reach granian directly."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gelombang.settings")
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--respawn-failed-workers", "--no-ws", "--log-level", "warning",
        "gelombang.wsgi:application",
    ]  # fmt: skip
    os.execv(sys.executable, command)  # noqa: S606  a fixed command, no shell
