"""Where a code can be sent: an e-mail address or a mobile phone, in one form each.

The same person writes 0812-3456-7890, +62 812 3456 7890 and 62812…: all are one address. Letters of an e-mail are made
small, since nobody remembers how they wrote them.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
LONGEST = 254


class Kind(StrEnum):
    """What an address is; the name of the field that holds it."""

    EMAIL = "email"
    PHONE = "phone"


class AddressWrong(ValueError):
    """What cannot be an address; `looks_like` says which kind it was taken for."""

    def __init__(self, looks_like: Kind) -> None:
        self.looks_like = looks_like
        super().__init__(looks_like.value)


@dataclass(frozen=True)
class Address:
    """`text` is the address in its one form: small letters, or E.164."""

    kind: Kind
    text: str

    @property
    def shown(self) -> str:
        """As it is read back to the person who typed it."""
        if self.kind is Kind.EMAIL:
            return self.text
        number = phonenumbers.parse(self.text)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)

    @property
    def masked(self) -> str:
        """As others may see it: enough to recognise, not to use."""
        if self.kind is Kind.EMAIL:
            name, _, host = self.text.partition("@")
            return f"{name[0]}•••@{host}"
        return f"{self.text[:5]}•••{self.text[-3:]}"


def read(text: str, *, country: str = "ID") -> Address:
    """The address in `text`, spaces around it forgiven; raises `AddressWrong`."""
    given = text.strip()
    if "@" in given or re.search(r"[A-Za-z]", given):
        return _email(given)
    return _phone(given, country)


def _email(given: str) -> Address:
    found = given.lower()
    try:
        validate_email(found)
    except ValidationError as error:
        raise AddressWrong(Kind.EMAIL) from error
    if len(found) > LONGEST or not found.isascii():
        raise AddressWrong(Kind.EMAIL)
    return Address(Kind.EMAIL, found)


def _phone(given: str, country: str) -> Address:
    try:
        number = phonenumbers.parse(given, country)
    except phonenumbers.NumberParseException as error:
        raise AddressWrong(Kind.PHONE) from error
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in MOBILE:
        raise AddressWrong(Kind.PHONE)
    return Address(Kind.PHONE, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
