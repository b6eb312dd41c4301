"""SMS and WhatsApp by a gateway's HTTP interface: POST JSON, a bearer token, an idempotency key.

The gateway answers 2xx with JSON that may hold `id`; 400, 404, 410 and 422 say that it will never take this message;
all else may pass. A gateway that speaks otherwise gets a class of its own here.
"""

import json
import urllib.error
import urllib.request
from http import HTTPStatus

from . import Never, NotNow

FOR_GOOD = {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.UNPROCESSABLE_ENTITY}
PATIENCE = 10.0
"""Seconds."""
LONGEST = 100_000
"""Bytes of an answer."""


class Gateway:
    """The gateway at `url`; `kind` is sms or whatsapp."""

    def __init__(self, url: str, token: str, kind: str) -> None:
        self._url, self._token, self._kind = url, token, kind

    def send(self, *, address: str, subject: str, text: str, key: str) -> str:
        """Hand it over; a text message has no subject."""
        del subject
        content = {"to": address, "text": text, "channel": self._kind}
        request = urllib.request.Request(  # noqa: S310 -- the settings take http and https alone
            self._url,
            data=json.dumps(content).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {self._token}",
                "Idempotency-Key": key,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                said = answer.read(LONGEST)
        except urllib.error.HTTPError as error:
            error.close()
            raise (Never if error.code in FOR_GOOD else NotNow)(f"HTTP {error.code}") from error
        except (OSError, ValueError) as error:
            raise NotNow(type(error).__name__) from error
        return _key_of(said)


def _key_of(said: bytes) -> str:
    """The gateway's key of the message, where it gives one: the message is with it in any case."""
    try:
        answer = json.loads(said)
    except ValueError:
        return ""
    found = answer.get("id", "") if isinstance(answer, dict) else ""
    return str(found)[:200]
