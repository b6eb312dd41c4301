"""Writing messages: what they say, from templates. A nation is told the same thing, but for a code and an address."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from .hours import awake_at
from .models import Message

CHECK_CODE = "check_code"


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A message that is to be queued. `key` is what it is about, once for ever. `template` names two files below
    templates/messages/: NAME.subject.txt and NAME.txt. `facts` are what those need; `own` are texts that they need too
    and that differ from letter to letter, so that the rest is written once for all who get the same."""

    key: str
    channel: Message.Channel
    address: str
    template: str
    facts: Mapping[str, Hashable]
    language: str
    time_zone: str
    own: Mapping[str, str] = field(default_factory=dict)
    is_urgent: bool = False
    is_secret: bool = False


class Writer:
    """Writes letters, and remembers what it wrote with a mark in each place that is a letter's own."""

    def __init__(self) -> None:
        self._written: dict[Hashable, tuple[str, str]] = {}
        self._awake: dict[Hashable, datetime] = {}

    def write(self, letter: Letter, check_code: str) -> tuple[str, str]:
        """Subject and text, with the code by which the site confirms the letter."""
        own = {**letter.own, CHECK_CODE: check_code}
        kind = (letter.template, letter.language, frozenset(letter.facts.items()), tuple(own))
        if kind not in self._written:
            self._written[kind] = _rendered(letter, {name: _mark(name) for name in own})
        subject, text = self._written[kind]
        for name, value in own.items():
            subject, text = subject.replace(_mark(name), value), text.replace(_mark(name), value)
        return subject, text

    def awake_at(self, at: datetime, time_zone: str) -> datetime:
        """When a letter that is not urgent may come, if it is queued at `at`."""
        if (at, time_zone) not in self._awake:
            self._awake[at, time_zone] = awake_at(at, time_zone)
        return self._awake[at, time_zone]


def _mark(name: str) -> str:
    """Stands where a letter's own text comes; of characters that no text has (Unicode's private use)."""
    return f"\ue000{name}\ue001"


def _rendered(letter: Letter, marks: Mapping[str, str]) -> tuple[str, str]:
    with translation.override(letter.language):
        given = {**letter.facts, **marks}
        subject = " ".join(render_to_string(f"messages/{letter.template}.subject.txt", given).split())
        return subject, render_to_string(f"messages/{letter.template}.txt", given).strip() + "\n"
