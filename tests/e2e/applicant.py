"""What the demonstration shows to somebody who registers: the code that was sent, and numbers that are free to use."""

import itertools
import os
import re
from dataclasses import dataclass

from playwright.sync_api import Page

_count = itertools.count(1)


@dataclass(frozen=True)
class Offered:
    """An invented identity number and the birth date that belongs to it."""

    nik: str
    day: int
    month: int
    year: str


def address() -> str:
    """An e-mail address that nobody had before."""
    return f"perjalanan-{os.getpid()}-{next(_count)}@contoh.example"


def code_shown(page: Page) -> str:
    """The six digits of the message that would have arrived."""
    return str(re.findall(r"\b\d{6}\b", page.locator("blockquote").inner_text())[0])


def identity_offered(page: Page) -> Offered:
    """A number with its birth date, from the notice on the page."""
    words = page.locator(".notice", has_text="NIK").inner_text()
    nik = re.findall(r"\d{16}", words)[0]
    year = re.findall(r"\b(?:19|20)\d\d\b", words)[-1]
    return Offered(nik, int(nik[6:8]) % 40 or 40, int(nik[8:10]), year)


def card_offered(page: Page) -> str:
    """The number of a family card, from the notice on the page."""
    return str(re.findall(r"\d{16}", page.locator(".notice", has_text="KK").inner_text())[0])
