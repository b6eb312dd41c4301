"""Many people pressing at once: `python -m bench._load PORT RATE FILE` sends what the lines of FILE say (application,
session, draft), RATE of them a second, whether the earlier ones are answered or not. One process, connections that stay
open, as a proxy before the site holds them.

A time counts from the moment at which the person pressed, so a wait in a queue of ours counts too (no coordinated
omission). Who is not told that the application arrived presses again a moment later, as the page says; each person ends
with an acknowledgement, or is told in the end as not sent. Prints one line of JSON.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter, deque
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

CONNECTIONS = 512
PATIENCE = 120.0
"""Seconds after the last press for which people go on pressing."""


class Person:
    """Somebody with a form filled in, by the key of the application; `due` is when they first pressed."""

    __slots__ = ("due", "number", "request")

    def __init__(self, number: int, request: bytes) -> None:
        self.number, self.request, self.due = number, request, 0.0


class Line(asyncio.Protocol):
    """One connection, which carries one request at a time."""

    def __init__(self, crowd: "Crowd") -> None:
        self.crowd, self.said = crowd, b""
        self.person: Person | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]
        self.crowd.free(self)

    def send(self, person: Person) -> None:
        self.person, self.said = person, b""
        if self.transport is not None:
            self.transport.write(person.request)

    def data_received(self, data: bytes) -> None:
        self.said += data
        if b"\r\n\r\n" not in self.said or self.person is None:
            return
        person, status = self.person, self.said[9:12].decode()
        if status == "302" and b"/tanda-terima/" in self.said:
            self.person = None
            self.crowd.acknowledged(person)
            self.crowd.free(self)
        else:  # there is more to read than is worth it
            self.person = None
            self.crowd.again(person, status)
            if self.transport is not None:
                self.transport.close()

    def connection_lost(self, _: Exception | None) -> None:
        if self.person is not None:
            self.crowd.again(self.person, "cut")
            self.person = None
        self.crowd.reopen()


class Crowd:
    """Everybody of this process."""

    def __init__(self, port: int, rate: float, people: list[Person]) -> None:
        self.port, self.rate, self.people = port, rate, people
        self.waiting: deque[Person] = deque()
        self.lines: list[Line] = []
        self.done: dict[int, float] = {}
        self.ends: Counter[str] = Counter()
        self.last = 0.0
        self.all_done = asyncio.Event()

    def free(self, line: Line) -> None:
        if self.waiting:
            line.send(self.waiting.popleft())
        else:
            self.lines.append(line)

    def press(self, person: Person) -> None:
        while self.lines:
            line = self.lines.pop()
            if line.transport is not None and not line.transport.is_closing():
                line.send(person)
                return
        self.waiting.append(person)

    def acknowledged(self, person: Person) -> None:
        self.last = time.monotonic()
        self.done[person.number] = self.last - person.due
        if len(self.done) == len(self.people):
            self.all_done.set()

    def again(self, person: Person, why: str) -> None:
        self.ends[why] += 1
        asyncio.get_running_loop().call_later(random.uniform(0.5, 1.5), self.press, person)

    def reopen(self) -> None:
        asyncio.get_running_loop().call_later(
            random.uniform(0.05, 0.3), lambda: asyncio.ensure_future(self.open())
        )

    async def open(self) -> None:
        try:
            await asyncio.get_running_loop().create_connection(lambda: Line(self), "127.0.0.1", self.port)
        except OSError:
            self.reopen()

    async def run(self) -> dict[str, object]:
        await asyncio.gather(*(self.open() for _ in range(CONNECTIONS)))
        started, place = time.monotonic(), 0
        while place < len(self.people):
            now = time.monotonic()
            until = min(len(self.people), int((now - started) * self.rate))
            for nth in range(place, until):
                self.people[nth].due = started + nth / self.rate
                self.press(self.people[nth])
            place = max(place, until)
            await asyncio.sleep(0.004)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.all_done.wait(), PATIENCE)
        return {
            "seconds": self.last - started,
            "acknowledged": sorted(self.done),
            "ms": [round(self.done[number] * 1000, 2) for number in sorted(self.done)],
            "again": dict(self.ends),
            "cpu": time.process_time(),
        }


def request_of(line: str, port: int) -> bytes:
    """What a browser sends from the last page; `line` is its session and its draft."""
    session, draft = line.split()
    body = urlencode({"csrfmiddlewaretoken": "x" * 64, "draft": draft, "declared": "on"})
    return (
        f"POST /gelombang/1/ikut/kirim/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: Mozilla/5.0 (Linux; Android 10)\r\n"
        f"Accept: text/html\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"Cookie: csrftoken={'y' * 32}; sessionid={session}\r\n\r\n{body}"
    ).encode()


def main(port: int, rate: float, file: Path) -> None:
    """Send, and print what came of it."""
    people = []
    for line in file.read_text().splitlines():
        number, rest = line.split(" ", 1)
        people.append(Person(int(number), request_of(rest, port)))
    print(json.dumps(asyncio.run(Crowd(port, rate, people).run())))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]))
