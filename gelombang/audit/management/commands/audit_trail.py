"""The audit trail as a file, and a check of such a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gelombang.audit import chain, selectors
from gelombang.audit.services import seal


class Command(BaseCommand):
    help = (
        "Seal what waits and write the whole chain to a file; or check such a file, which needs no database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        act = parser.add_mutually_exclusive_group(required=True)
        act.add_argument("--export", type=Path, metavar="FILE")
        act.add_argument("--verify", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["export"] or options["verify"]
        try:
            if options["export"]:
                seal()
                with path.open("xb") as file:
                    file.writelines(selectors.exported())
            with path.open("rb") as file:
                n, head = chain.verify(file)
        except FileExistsError as error:
            raise CommandError(f"{path} is there already. Choose another name.") from error
        except OSError as error:
            raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error
        except chain.ChainBroken as error:
            raise CommandError(f"The chain is broken at {error}.") from error
        self.stdout.write(f"{n} events, each in its place. Hash of the last: {head}")
