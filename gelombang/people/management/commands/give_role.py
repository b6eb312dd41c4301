"""Give a role from the command line: how a site gets its first administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gelombang.people.addresses import AddressWrong, read
from gelombang.people.roles import Role, name_of
from gelombang.people.services import accounts, roles

ROLES = [role.value for role in Role if role is not Role.APPLICANT]


class Command(BaseCommand):
    help = "Give a role to the account at an e-mail address or mobile number, opened where there is none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="an e-mail address or a mobile number")
        parser.add_argument("role", help=", ".join(ROLES))

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        if options["role"] not in ROLES:
            raise CommandError(f"There is no role {options['role']}; write one of: {', '.join(ROLES)}.")
        role = Role(options["role"])
        try:
            address = read(options["address"])
        except AddressWrong as error:
            raise CommandError(
                f'"{options["address"]}" is no {"e-mail address" if error.looks_like == "email" else "mobile number"}.'
            ) from error
        account = accounts.enter(address=address, language="id", at=at)
        try:
            roles.give_role(account=account, role=role, by="command line", at=at)
        except roles.RoleHad as error:
            raise CommandError(f"{address.text} has the role already, or the account is closed.") from error
        self.stdout.write(
            f"{address.text} is now {name_of(role, 'en')}. At the first staff page they set up a second step."
        )
