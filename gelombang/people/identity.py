"""The numbers on an identity card and a family card: what their structure can tell, and what it cannot.

An identity number (NIK) is PPKKCC DDMMYY SSSS: the region where it was *first issued*, the day of birth (40 added for
women), a serial. It has no check digit, so structure refutes and never proves. A region code that is unknown is only a
warning: regions are split and re-coded, and a number keeps the code it was issued with. Where somebody lives is never
read from it.

`lokal-id` reads the digits; this module adds what a programme must ask besides: do the digits agree with the birth date
that the person stated, and is the number an invented one (serial 0000 or province 00), which nobody can have and which
only a demonstration may use.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lokal import parse_nik
from lokal.wilayah import wilayah_name

from gelombang.core.rules.ages import age

INVENTED_SERIAL = "0000"
INVENTED_PROVINCE = "00"
YOUNGEST, OLDEST = 10, 120
"""Whole years of age that somebody who registers can have. A number holds two digits of the year, so a slip of the
finger makes a child or a dead man of anybody; what a wave demands is for its own rules."""
_SPACING = re.compile(r"[\s.\-]")


class Fault(StrEnum):
    """Why a number cannot be right."""

    NOT_SIXTEEN_DIGITS = "not_sixteen_digits"
    NO_SUCH_PROVINCE = "no_such_province"
    NO_SUCH_REGION = "no_such_region"
    NO_SUCH_DAY = "no_such_day"
    OTHER_BIRTH = "other_birth"
    INVENTED = "invented"
    NOT_BORN_YET = "not_born_yet"
    TOO_YOUNG_TO_BE = "too_young_to_be"
    TOO_OLD_TO_BE = "too_old_to_be"
    DECIDED = "decided"
    CARD_DECIDED = "card_decided"


OF_THE_DAY = frozenset({Fault.NOT_BORN_YET, Fault.TOO_YOUNG_TO_BE, Fault.TOO_OLD_TO_BE})
"""Faults of the birth date, whatever the number is."""


class Sex(StrEnum):
    """As the day of birth in the number says."""

    FEMALE = "P"
    MALE = "L"


@dataclass(frozen=True)
class Nik:
    """A number whose structure is sound. `digits` are its sixteen; `sex` as encoded; `issued_in` the six-digit code of
    the district that issued it, with dots; `is_region_known` False where the region's code is not one of today's."""

    digits: str
    born_on: date
    sex: Sex
    issued_in: str
    is_region_known: bool


class NumberWrong(ValueError):
    """A number that cannot be right, with its fault. The number itself is never part of the message."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.value)


def check_birth(born_on: date, *, on: date) -> None:
    """Raises `NumberWrong` where nobody who registers on a day can have been born on `born_on`."""
    if born_on > on:
        raise NumberWrong(Fault.NOT_BORN_YET)
    years = age(born_on, on=on)
    if years < YOUNGEST:
        raise NumberWrong(Fault.TOO_YOUNG_TO_BE)
    if years > OLDEST:
        raise NumberWrong(Fault.TOO_OLD_TO_BE)


def check_nik(text: str, *, born_on: date, on: date, may_be_invented: bool) -> Nik:
    """The identity number that `text` holds, spaces and dots forgiven; raises `NumberWrong` where it cannot be that of
    somebody born on `born_on`. `may_be_invented` is for demonstrations and tests alone."""
    digits = _digits(text)
    invented = _is_invented(digits)
    if invented and not may_be_invented:
        raise NumberWrong(Fault.INVENTED)
    # what is invented is judged as if it had a serial and a province, so that all else must be right in it too
    judged = (
        ("31" if digits[:2] == INVENTED_PROVINCE else digits[:2])
        + digits[2:12]
        + ("0001" if digits[12:] == INVENTED_SERIAL else digits[12:])
    )
    found = parse_nik(judged, lookup_wilayah=wilayah_name, reference_date=on)
    faults = {
        "province": Fault.NO_SUCH_PROVINCE,
        "wilayah": Fault.NO_SUCH_REGION,
        "birth_date": Fault.NO_SUCH_DAY,
    }
    for error in found.errors:
        raise NumberWrong(faults.get(error.code, Fault.NOT_SIXTEEN_DIGITS))
    day, month, year = (int(digits[place : place + 2]) for place in (6, 8, 10))
    is_female = day > 40
    if (day - 40 * is_female, month, year) != (born_on.day, born_on.month, born_on.year % 100):
        raise NumberWrong(Fault.OTHER_BIRTH)
    return Nik(
        digits=digits,
        born_on=born_on,
        sex=Sex.FEMALE if is_female else Sex.MALE,
        issued_in=f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}",
        is_region_known=found.district is not None and digits[:2] != INVENTED_PROVINCE,
    )


def check_kk(text: str, *, may_be_invented: bool) -> str:
    """The sixteen digits of a family card: region, day of issue, serial; raises `NumberWrong`."""
    digits = _digits(text)
    if _is_invented(digits) and not may_be_invented:
        raise NumberWrong(Fault.INVENTED)
    day, month = int(digits[6:8]), int(digits[8:10])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        raise NumberWrong(Fault.NO_SUCH_DAY)
    return digits


def masked(digits: str) -> str:
    """The number as it is shown: first four and last two digits."""
    return f"{digits[:4]}{'•' * (len(digits) - 6)}{digits[-2:]}"


def _digits(text: str) -> str:
    digits = _SPACING.sub("", text)
    if not re.fullmatch(r"[0-9]{16}", digits, re.ASCII):
        raise NumberWrong(Fault.NOT_SIXTEEN_DIGITS)
    return digits


def _is_invented(digits: str) -> bool:
    return digits[12:] == INVENTED_SERIAL or digits[:2] == INVENTED_PROVINCE
