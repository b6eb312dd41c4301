"""Fetching a round from a real server on loopback, that answers as it should, or not."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gelombang.cli.options import now, stamp
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.engines import beacon
from gelombang.engines.errors import BeaconAnswerInvalid, BeaconUnreachable
from tests.factories.draws import ROUND, SIGNATURE, command, committed

REFUSE = json.loads((Path(__file__).parents[2] / "vectors" / "undian" / "refuse.json").read_text())["beacon"]


@contextmanager
def served(status: int, body: bytes, asked: list[str] | None = None) -> Iterator[str]:
    """A beacon that gives every request the same answer."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if asked is not None:
                asked.append(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def answer(round_number: int = ROUND, signature: str = SIGNATURE) -> bytes:
    return json.dumps({"round": round_number, "signature": signature, "randomness": "00"}).encode()


@pytest.mark.parametrize("case", REFUSE, ids=lambda case: case["what"])
@pytest.mark.parametrize("library", list(beacon.LIBRARIES))
def test_both_libraries_judge_alike(library: str, case: dict[str, object]) -> None:
    verify = beacon.installed()[library]
    assert verify(int(str(case["round"])), str(case["signature"])) is case["accept"]


def test_a_draw_fetches_exactly_its_round(tmp_path: Path) -> None:
    folder, asked = committed(tmp_path), list[str]()
    with served(200, answer(), asked) as url:
        assert command("run", folder, "--beacon-url", url, "--wait") == 0
    assert asked == [f"/{QUICKNET.chain}/public/{ROUND}"]
    assert command("verify", folder) == 0


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (500, b"", BeaconUnreachable),
        (200, b"<html>", BeaconAnswerInvalid),
        (200, b"[]", BeaconAnswerInvalid),
        (200, b'{"round": 657413}', BeaconAnswerInvalid),
        (200, answer(ROUND + 1), BeaconAnswerInvalid),
        (200, answer(signature="zz" * 48), BeaconAnswerInvalid),
        (200, b"[" * 100_000, BeaconAnswerInvalid),
    ],
    ids=["broken", "page", "list", "no signature", "another round", "not hex", "deep"],
)
def test_other_answers_are_refused(status: int, body: bytes, error: type[Exception]) -> None:
    with served(status, body) as url, pytest.raises(error):
        beacon.fetch(url, ROUND)


def test_a_round_that_is_not_there_yet() -> None:
    with served(404, b"") as url:
        assert beacon.fetch(url, ROUND) is None


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "file:///etc/passwd", "nonsense", "http://[::bad/"])
def test_nobody_there(url: str) -> None:
    with pytest.raises(BeaconUnreachable):
        beacon.fetch(url, ROUND)


def test_a_forged_answer_is_not_drawn_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = committed(tmp_path)
    forged = next(case["signature"] for case in REFUSE if case["what"].startswith("quicknet round 1000"))
    with served(200, answer(signature=forged)) as url:
        assert command("run", folder, "--beacon-url", url, "--lang", "en") == 2
    assert "not the beacon's for round" in capsys.readouterr().err
    assert not (folder / "public" / "result").exists()


def test_libraries_that_disagree_stop_the_draw(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = committed(tmp_path)
    broken: Callable[[int, str], bool] = lambda _round, _signature: False  # noqa: E731
    monkeypatch.setitem(beacon.LIBRARIES, "pyblst", ("pyblst", broken))
    assert command("run", folder, "--signature", SIGNATURE, "--lang", "en") == 2
    assert "disagree" in capsys.readouterr().err


def test_a_real_draw_waits_for_its_round(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.factories.draws import write_list, write_policy

    soon = stamp(now() + timedelta(days=30))
    files = (write_list(tmp_path / "list.csv", 60), "--policy", write_policy(tmp_path / "policy.toml"))
    when = ("--round-at", soon)
    assert command("commit", *files, "--draw-id", "real", *when, "--out", tmp_path / "draw") == 0
    assert command("run", tmp_path / "draw", "--signature", SIGNATURE, "--lang", "en") == 2
    assert command("run", tmp_path / "draw", "--lang", "id") == 2
    assert "belum keluar" in capsys.readouterr().err
    assert command("verify", tmp_path / "draw") == 0
