"""Finding one person by something that only they, in front of the officer, can tell; people cannot be leafed through.

An identity number or an address is theirs alone. Applications are numbered one after another, and the receipt codes of
a sealed list are published with it: either finds somebody only together with their birth date.
"""

import re
from datetime import date

from gelombang.people import selectors as people
from gelombang.people.addresses import Address, AddressWrong, read
from gelombang.people.models import Person
from gelombang.waves import selectors as waves

APPLICATION = re.compile(r"(?:application:)?([1-9][0-9]{0,14})", re.ASCII)
NIK_DIGITS = 16


def kind_of(text: str) -> str:
    """What somebody types: nik, address, application or receipt."""
    given = text.strip()
    if _nik_in(given):
        return "nik"
    if _address_in(given) is not None:
        return "address"
    return "application" if APPLICATION.fullmatch(given) else "receipt"


def needs_birth_date(text: str) -> bool:
    """Whether what was typed is of a kind that others can know, too."""
    return kind_of(text) in ("application", "receipt")


def person_by(text: str, born_on: date | None = None) -> Person | None:
    """The person with exactly this identity number, e-mail or mobile number; or with this receipt code or application
    number, where they were born on this day. The day is compared wherever it is given."""
    given = text.strip()
    found = _by_own(given)
    if found is None and born_on is not None:
        found = _by_application(given)
    return found if found is not None and born_on in (None, found.born_on) else None


def _by_own(given: str) -> Person | None:
    if (digits := _nik_in(given)) and (found := people.person_by_number(digits)):
        return found
    address = _address_in(given)
    return people.person_at(address) if address is not None else None


def _by_application(given: str) -> Person | None:
    number = APPLICATION.fullmatch(given)
    application = waves.application_by_key(int(number[1])) if number else None
    application = application or waves.by_receipt(given)
    return people.person_by_key(application.person_id) if application is not None else None


def _nik_in(given: str) -> str:
    digits = re.sub(r"[\s.\-]", "", given)
    is_nik = digits.isascii() and digits.isdigit() and len(digits) == NIK_DIGITS
    return digits if is_nik else ""


def _address_in(given: str) -> Address | None:
    try:
        return read(given)
    except AddressWrong:
        return None
