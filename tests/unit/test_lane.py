"""The lane before the pages: who waits is told, who cannot wait is told at once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from gelombang.portal import lane
from gelombang.portal.busy import too_busy
from gelombang.portal.gateway import Bounds, Gateway
from gelombang.waves.drafts import Draft

FORM = lane.Form(
    "/en/gelombang/1/ikut/kirim/", "/en/gelombang/1/tanda-terima/", "sealed:x", Draft(1, 1, 1, 1, "s", "m")
)


@pytest.fixture(autouse=True)
def _read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "read", lambda _, body: FORM if body == b"form" else None)


def replied(n: int = 1, body: bytes = b"form") -> list[lane.Reply | None]:
    made = lane.Lane(too_busy)

    async def go() -> list[lane.Reply | None]:
        return await asyncio.gather(*(made({}, body) for _ in range(n)))

    with ThreadPoolExecutor(1) as elsewhere:  # in this thread an open browser keeps a loop of its own
        return elsewhere.submit(lambda: asyncio.run(go())).result()


def test_many_who_wait_are_served_in_few_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[int] = []

    def served(drafts: list[Draft]) -> list[str]:
        turns.append(len(drafts))
        return [lane.SENT] * len(drafts)

    monkeypatch.setattr(lane, "_served", served)
    replies = replied(1_000)
    assert {reply and reply[0] for reply in replies} == {302}
    assert all(reply and (b"location", FORM.receipt.encode()) in reply[1] for reply in replies)
    assert sum(turns) == 1_000
    assert max(turns) <= lane.TURN


def test_what_is_no_submission_or_needs_words_is_left_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "_served", lambda drafts: [lane.PAGE] * len(drafts))
    assert replied() == [None]
    assert replied(body=b"other") == [None]


def test_more_than_can_be_served_soon_are_told_to_press_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "WAITING", 0)
    (reply,) = replied()
    assert reply is not None
    status, headers, page = reply
    assert status == 503
    assert dict(headers)[b"retry-after"] == b"5"
    text = page.decode()
    assert '<html lang="en">' in text
    assert 'name="draft" value="sealed:x"' in text
    assert f'action="{FORM.path}"' in text


def test_the_gateway_sends_what_the_lane_says_and_asks_the_pages_for_the_rest() -> None:
    asked: list[Any] = []

    def page(environ: Any, start: Any) -> list[bytes]:
        asked.append(environ)
        start("200 OK", [])
        return [b"page"]

    async def by_lane(scope: Any, body: bytes) -> lane.Reply | None:
        return (302, [(b"location", b"/there/")], b"") if body == b"form" else None

    gateway = Gateway(page, 1, Bounds(body=1000), by_lane)

    def visit(body: bytes) -> list[Any]:
        sent: list[Any] = []
        scope = {
            "type": "http", "method": "POST", "headers": [], "raw_path": b"/", "path": "/", "query_string": b"",
            "http_version": "1.1", "scheme": "http",
        }  # fmt: skip

        async def receive() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(gateway(scope, receive, send))
        return sent

    assert visit(b"form")[0]["status"] == 302
    assert not asked
    assert visit(b"other")[1]["body"] == b"page"
    assert len(asked) == 1
