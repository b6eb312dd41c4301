"""Finding one person by something that is theirs alone; people cannot be leafed through."""

import re

from gelombang.people import selectors as people
from gelombang.people.addresses import AddressWrong, read
from gelombang.people.models import Person
from gelombang.waves import selectors as waves


def person_by(text: str) -> Person | None:
    """The person with exactly this identity number, e-mail, mobile number, receipt code or application number."""
    given = text.strip()
    digits = re.sub(r"[\s.\-]", "", given)
    if (
        digits.isascii()
        and digits.isdigit()
        and len(digits) == 16
        and (found := people.person_by_number(digits))
    ):
        return found
    if re.fullmatch(r"(application:)?[0-9]{1,15}", given):
        application = waves.application_by_key(int(given.removeprefix("application:")))
        if application is not None and not given.startswith("0"):
            return people.person_by_key(application.person_id)
    if (application := waves.by_receipt(given)) is not None:
        return people.person_by_key(application.person_id)
    try:
        return people.person_at(read(given))
    except AddressWrong:
        return None
