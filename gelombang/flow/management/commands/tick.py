"""Do what is due: close, commit, draw, notify, send, seal."""

import logging
import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections
from django.utils import timezone

from gelombang.flow import lifecycle
from gelombang.flow.demonstration import history

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do what is due; with --loop again and again, until it is told to end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true")
        parser.add_argument("--every", type=float, default=1.0, help="Seconds between two.")
        parser.add_argument(
            "--keep-one-open", action="store_true", help="In a demonstration: open the next wave after each."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep_one_open"] and not settings.INVENTED_PEOPLE:
            raise CommandError(
                "--keep-one-open is for a demonstration: GELOMBANG_INVENTED_PEOPLE is not true."
            )
        if options["loop"]:
            self._go_on(options["every"], keep_one_open=options["keep_one_open"])
            return
        done = done_now(keep_one_open=options["keep_one_open"])
        if done:
            self.stdout.write(", ".join(f"{name} {n}" for name, n in done.items()))

    def _go_on(self, every: float, *, keep_one_open: bool) -> None:
        ended = Event()
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, lambda *_: ended.set())
        while not ended.is_set():
            try:
                done = done_now(keep_one_open=keep_one_open)
                if done:
                    logger.info("tick", extra={"done": done})
            except DatabaseError as error:  # restarted, or locked for long: the next tick finds it again
                logger.error("tick failed", exc_info=error)
                connections.close_all()
            ended.wait(every)


def done_now(*, keep_one_open: bool) -> dict[str, int]:
    """One tick; what it did, without what was not due."""
    at = timezone.now()
    done = {name: n for name, n in lifecycle.tick(at).items() if n}
    if keep_one_open and history.keep_one_open(at=at) is not None:
        done["open"] = 1
    return done
