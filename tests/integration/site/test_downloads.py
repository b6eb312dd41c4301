"""Published files: how they are named, tagged, resumed; and bundles that many want at once."""

import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpResponseBase
from django.test import Client

from gelombang.draws import checks, selectors, services
from gelombang.draws.models import Draw
from gelombang.engines import bundle
from tests.factories.draws import drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    selectors._prover.cache_clear()
    return services.publish(folder=drawn(tmp_path))


def content(answer: HttpResponseBase) -> bytes:
    """All of it; the client closes an answer that was read to its end, and the test's connection stays open."""
    found: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("name", ["list.csv", "result/results.csv"])
def test_a_list_is_kept_and_not_shown(client: Client, draw: Draw, name: str) -> None:
    answer = client.get(f"/undian/{draw.slug}/berkas/{name}", headers={"Accept-Encoding": "gzip"})
    last = name.rpartition("/")[2]
    assert answer["Content-Disposition"] == f'attachment; filename="{last}"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Cache-Control"] == "public, no-cache"
    assert "Content-Encoding" not in answer  # its tag and its length are those of the file
    whole = content(answer)
    assert answer["Content-Length"] == str(len(whole))
    assert whole == (selectors.folder_of(draw).public / name).read_bytes()


def test_a_statement_opens_in_the_browser(client: Client, draw: Draw) -> None:
    answer = client.get(f"/undian/{draw.slug}/berkas/commitment.json")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert content(answer).startswith(b"{")


def test_who_has_it_is_told_so(client: Client, draw: Draw) -> None:
    path = f"/undian/{draw.slug}/berkas/list.csv"
    first = client.get(path)
    content(first)
    for header, value in (("If-None-Match", first["ETag"]), ("If-Modified-Since", first["Last-Modified"])):
        again = client.get(path, headers={header: value})
        assert (again.status_code, content(again)) == (304, b"")
        assert again["ETag"] == first["ETag"]
    changed = client.get(path, headers={"If-None-Match": '"x"'})
    assert (changed.status_code, len(content(changed))) == (200, int(first["Content-Length"]))
    assert client.get(path, headers={"If-Match": '"x"'}).status_code == 412


@pytest.mark.parametrize(
    ("wanted", "status", "of"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=-99999999", 206, slice(0, None)),
        ("bytes=5-99999999", 206, slice(5, None)),
        ("bytes=9-1", 200, slice(0, None)),
        ("bytes=0-1,4-5", 200, slice(0, None)),
        ("bytes=-", 200, slice(0, None)),
        ("bytes=a-b", 200, slice(0, None)),
        ("lines=0-9", 200, slice(0, None)),
        ("bytes=99999999-", 416, slice(0, 0)),
        ("bytes=-0", 416, slice(0, 0)),
        ("bytes=99999999999999999999999999-", 200, slice(0, None)),
    ],
)
def test_ranges(client: Client, draw: Draw, wanted: str, status: int, of: slice) -> None:
    whole = (selectors.folder_of(draw).public / "list.csv").read_bytes()
    answer = client.get(f"/undian/{draw.slug}/berkas/list.csv", headers={"Range": wanted})
    assert (answer.status_code, content(answer)) == (status, whole[of])
    assert answer["Accept-Ranges"] == "bytes"
    if status == 206:
        first, last, _ = of.indices(len(whole))
        assert answer["Content-Range"] == f"bytes {first}-{last - 1}/{len(whole)}"
        assert answer["Content-Length"] == str(last - first)


def test_a_part_of_another_version_is_not_joined_to_this_one(client: Client, draw: Draw) -> None:
    path = f"/undian/{draw.slug}/berkas/list.csv"
    head = client.head(path)
    etag = head["ETag"]
    request_finished.disconnect(
        close_old_connections
    )  # else closing an answer closes the test's own connection
    head.close()
    request_finished.connect(close_old_connections)
    for version, status, length in ((etag, 206, 10), ('"old"', 200, None)):
        answer = client.get(path, headers={"Range": "bytes=0-9", "If-Range": version})
        assert answer.status_code == status
        assert len(content(answer)) == length or length is None


def test_many_first_downloads_at_once_all_get_the_bundle(draw: Draw) -> None:
    with ThreadPoolExecutor(12) as pool:
        paths = list(pool.map(lambda _: checks.bundle_of(draw), range(24)))
    assert len(set(paths)) == 1
    assert paths[0] is not None
    with zipfile.ZipFile(paths[0]) as packed:
        assert packed.testzip() is None
    assert set(paths[0].parent.glob("bundle-*")) == {
        paths[0],
        paths[0].with_suffix(".sha256"),
    }


PACK = """
import hashlib, pathlib, sys
from gelombang.engines import bundle
from gelombang.engines.folder import Folder
root, target = map(pathlib.Path, sys.argv[1:])
for _ in range(3):
    print(hashlib.sha256(bundle.write(Folder.open(root), target).read_bytes()).hexdigest())
"""


def test_processes_that_pack_the_same_bundle_do_not_meet(draw: Draw, tmp_path: Path) -> None:
    command = [sys.executable, "-c", PACK, str(selectors.folder_of(draw).root), str(tmp_path / "b.zip")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    found = [line for process in running for line in process.communicate(timeout=60)[0].split()]
    assert len(found) == 12
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.glob("b.zip*")] == ["b.zip"]


def test_a_bundle_that_cannot_be_finished_leaves_nothing(
    draw: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gelombang.engines.bundle._copied", full)
    with pytest.raises(OSError, match="No space left"):
        bundle.write(selectors.folder_of(draw), tmp_path / "b.zip")
    assert list(tmp_path.glob("b.zip*")) == []


def test_a_bundle_is_packed_again_when_a_statement_is_added(draw: Draw) -> None:
    before = checks.bundle_of(draw)
    assert before is not None
    (selectors.folder_of(draw).public / "about.json").touch()
    after = checks.bundle_of(draw)
    assert after is not None
    assert after != before
