"""Serve the site: migrate, collect static files, and answer with granian, as in production."""

import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

LOCAL = "127.0.0.1"
THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)  # a worker; never more than PostgreSQL's pool has connections
WAITING = 256  # requests a worker takes at once; more are kept in the socket's queue


INVENTED = {
    "GELOMBANG_OPERATOR_NAME": "Panitia Gelombang Contoh",
    "GELOMBANG_OPERATOR_CONTACT": "panitia@gelombang.example",
}
"""Who runs the demonstration: nobody."""


class Command(BaseCommand):
    help = "Set up what is missing and serve the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default=LOCAL)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument(
            "--demo", action="store_true", help="Fill the site with a wave that was really drawn."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["demo"]:
            for name, value in INVENTED.items():
                os.environ.setdefault(name, value)  # for the server, which is a fresh process
        host, port, workers = options["host"], options["port"], options["workers"]
        if workers < 1:
            raise CommandError(f"--workers is {workers}; write a whole number of at least 1.")
        refuse_a_taken_port(host, port)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if options["demo"]:
            call_command("demo_draws")
        self.stdout.write(f"\n  {settings.SITE_NAME}: http://localhost:{port}/   (Ctrl+C ends it)\n\n")
        self.stdout.flush()
        # a fresh process: its settings must see the static files that were just collected
        command = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"]
        command += ["--workers", str(workers), "--respawn-failed-workers"]
        # Ctrl+C reaches the workers too, and again through granian: a worker told twice may never end by itself
        command += ["--workers-kill-timeout", "3"]
        command += ["--blocking-threads", str(THREADS), "--backpressure", str(WAITING)]
        command += ["--no-access-log", "--log-level", "warning", "gelombang.wsgi:application"]
        os.execv(sys.executable, [sys.executable, "-m", *command])  # noqa: S606


def refuse_a_taken_port(host: str, port: int) -> None:
    """Say in a sentence, before anything is set up, that the port cannot be had."""
    if not 1 <= port <= 65_535:
        raise CommandError(f"--port is {port}; write a whole number from 1 to 65535.")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(
            f"{host} port {port} cannot be listened on: {error.strerror}. Choose another port: --port NUMBER."
        ) from error
