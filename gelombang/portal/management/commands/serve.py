"""Serve the site: migrate, collect static files, and answer with granian, as in production."""

import io
import json
import os
import socket
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

LOCAL = "127.0.0.1"
CONNECTIONS = 4096  # a worker holds at once, each at most some kilobytes; more are kept in the socket's queue
FILES = 256  # that a worker may open besides
HEADERS = (
    10_000  # milliseconds until the head of a request is there, and that an open connection may be silent
)
LONGEST = 65_536  # bytes of a head


INVENTED = {
    "GELOMBANG_REHEARSAL": "true",
    "GELOMBANG_OPERATOR_NAME": "Panitia Gelombang Contoh",
    "GELOMBANG_OPERATOR_CONTACT": "panitia@gelombang.example",
}
"""Who runs the demonstration: nobody; and what it is."""


class Command(BaseCommand):
    help = "Set up what is missing and serve the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default=LOCAL)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument(
            "--demo",
            action="store_true",
            help="Fill the site with an invented country, and let everybody in as anybody.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port, workers = options["host"], options["port"], options["workers"]
        if options["demo"]:
            refuse_a_public_site()
            told = {**INVENTED, "GELOMBANG_SITE_URL": f"http://localhost:{port}"}
            for name, value in told.items():
                os.environ.setdefault(name, value)  # for the server, which is a fresh process
            os.environ["GELOMBANG_INVENTED_PEOPLE"] = "true"
        if workers < 1:
            raise CommandError(f"--workers is {workers}; write a whole number of at least 1.")
        refuse_a_taken_port(host, port)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_regions", if_empty=True, stdout=io.StringIO())
        call_command("collectstatic", verbosity=0, interactive=False)
        if options["demo"]:
            fill()
        self.stdout.write(f"\n  {settings.SITE_NAME}: http://localhost:{port}/   (Ctrl+C ends it)\n\n")
        self.stdout.flush()
        tick_beside(is_demo=options["demo"])
        # a fresh process: its settings must see the static files that were just collected
        command = ["granian", "--interface", "asgi", "--host", host, "--port", str(port), "--no-ws"]
        # HTTP/2 is the proxy's; a server that must guess between the two waits for ever on who says nothing
        command += ["--http", "1", "--http1-header-read-timeout", str(HEADERS)]
        command += ["--http1-buffer-size", str(LONGEST)]
        command += ["--workers", str(workers), "--respawn-failed-workers"]
        # a worker ends by itself as soon as no page is being made (portal.ending); this is for a page that never is
        command += ["--workers-kill-timeout", "10"]
        command += ["--backpressure", str(connections()), "--backlog", str(CONNECTIONS)]
        command += ["--no-access-log", "--log-level", "warning", "--log-config", server_log()]
        command += ["gelombang.asgi:application"]
        os.execv(sys.executable, [sys.executable, "-m", *command])  # noqa: S606


def refuse_a_public_site() -> None:
    """A demonstration lets everybody in as anybody."""
    if os.environ.get("GELOMBANG_ALLOWED_HOSTS", "").strip():
        raise CommandError(
            "--demo lets every visitor in as anybody, so it is not for a site with a name of its own "
            "(GELOMBANG_ALLOWED_HOSTS). Leave one of them out."
        )


def fill() -> None:
    """Fill the site with the demonstration, in a process whose settings know that it is one."""
    if subprocess.run([sys.executable, "-m", "gelombang", "manage", "demo"], check=False).returncode:
        raise CommandError("The demonstration could not be filled; what is said above tells why.")


def tick_beside(*, is_demo: bool) -> None:
    """Start what closes, draws and tells by itself; this process becomes the server, and it ends with it."""
    tick = [sys.executable, "-m", "gelombang", "manage", "tick", "--loop"]
    if is_demo:
        tick.append("--keep-one-open")
    subprocess.Popen([sys.executable, "-m", "gelombang.portal.beside", str(os.getpid()), *tick])


def server_log() -> str:
    """A file that tells the server to log as the site does."""
    told: dict[str, Any] = {name: settings.LOGGING[name] for name in ("formatters", "handlers")}
    told["loggers"] = {"_granian": {"handlers": ["out"], "propagate": False}}
    file = settings.DATA_DIR / "server_log.json"
    file.write_text(json.dumps(told), "utf-8")
    return str(file)


def connections() -> int:
    """How many connections a worker may hold: each is an open file, and systems let a process open 1024 until it asks
    for more."""
    if os.name != "posix":
        return CONNECTIONS
    import resource

    given, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = most == resource.RLIM_INFINITY
    wanted = CONNECTIONS + FILES if unlimited else min(most, CONNECTIONS + FILES)
    if given not in (resource.RLIM_INFINITY, wanted) and given < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
        given = wanted
    allowed = CONNECTIONS if given == resource.RLIM_INFINITY else given - FILES
    return max(128, min(CONNECTIONS, allowed))


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
