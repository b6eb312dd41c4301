"""Asking whether somebody is who they say: the civil registry, or nobody.

A provider answers one question (do this number, name and birth date belong together?) with yes, no, or "I cannot say".
It learns nothing else, and its silence is never held against anybody: who cannot be verified stays where they are.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from django.conf import settings

from .identity import NumberWrong, check_nik

TIMEOUT = 5.0
MAX_ANSWER = 10_000


class Verdict(StrEnum):
    """What a provider says."""

    SAME = "same"
    OTHER = "other"
    SILENT = "silent"


class IdentityProvider(Protocol):
    """Something that can be asked. `name` is who answers, as people read it."""

    name: str

    def ask(self, *, nik: str, name: str, born_on: date, on: date) -> Verdict: ...


class Offline:
    """Without a registry only the structure of a number can be looked at: it can refute, never confirm."""

    name = "structure of the number"

    def ask(self, *, nik: str, name: str, born_on: date, on: date) -> Verdict:  # noqa: ARG002
        try:
            check_nik(nik, born_on=born_on, on=on, may_be_invented=settings.INVENTED_PEOPLE)
        except NumberWrong:
            return Verdict.OTHER
        return Verdict.SILENT


class Registry:
    """A registry that answers over HTTP: POST {nik, name, born_on} with a bearer token, and {"same": true or false}
    comes back. Anything else, and anything late, is silence."""

    name = "civil registry"

    def __init__(self, url: str, token: str, timeout: float = TIMEOUT) -> None:
        self._url, self._token, self._timeout = url, token, timeout

    def ask(self, *, nik: str, name: str, born_on: date, on: date) -> Verdict:  # noqa: ARG002
        body = json.dumps({"nik": nik, "name": name, "born_on": born_on.isoformat()}).encode("utf-8")
        request = urllib.request.Request(  # noqa: S310  the address is the operator's own setting, http or https alone
            self._url,
            data=body,
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"},
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:  # noqa: S310
                return _verdict(json.loads(answer.read(MAX_ANSWER)))
        except (OSError, ValueError, urllib.error.HTTPError):
            return Verdict.SILENT


def _verdict(answer: Any) -> Verdict:
    same = answer.get("same") if isinstance(answer, Mapping) else None
    if same is True:
        return Verdict.SAME
    return Verdict.OTHER if same is False else Verdict.SILENT


def provider() -> IdentityProvider:
    """The one that the settings name."""
    if settings.IDENTITY_URL:
        return Registry(settings.IDENTITY_URL, settings.IDENTITY_TOKEN)
    return Offline()
