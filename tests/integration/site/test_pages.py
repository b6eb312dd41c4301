"""The site without a browser: what it answers, to good requests and to bad ones."""

import json
from collections.abc import Sequence
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from gelombang.core.lottery import jcs
from gelombang.core.lottery.statement import sign
from gelombang.draws import selectors, services
from gelombang.draws.models import Draw
from gelombang.engines import bias, chances
from gelombang.engines.errors import FolderAltered, NotThroughTheGate
from gelombang.engines.folder import Folder
from gelombang.engines.policy_words import Names
from gelombang.engines.run import operator_of
from gelombang.engines.verify_chances import needed_tests
from tests.factories.draws import command, drawn, write_list, write_policy

NONSENSE: tuple[object, ...] = (None, -1, 2**70, 1.5, "", "zz", [], {}, [None], True)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: object) -> Path:
    selectors._prover.cache_clear()
    return drawn(tmp_path)


@pytest.fixture
def draw(folder: Path) -> Draw:
    return services.publish(folder=folder)


def test_health(client: Client) -> None:
    assert client.get("/healthz/live").json() == {"status": "live"}
    assert client.get("/healthz/ready").json() == {"status": "ready"}


def test_not_ready_while_a_migration_waits(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'draws'")
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json()["migrations_waiting"] >= 1


def test_pages_answer(client: Client, draw: Draw) -> None:
    for path in ("/", "/en/", "/undian/", f"/undian/{draw.slug}/", f"/en/undian/{draw.slug}/", "/gaya/"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer["Content-Security-Policy"].count("unsafe") == 0
        assert b"<script>" not in answer.content
        assert b"style=" not in answer.content


def test_a_rehearsal_says_so_on_every_page_of_its_own(client: Client, draw: Draw) -> None:
    for path in (f"/undian/{draw.slug}/", f"/undian/{draw.slug}/periksa/"):
        assert "LATIHAN" in client.get(path).content.decode()
    assert "Latihan" in client.get("/undian/").content.decode()


def test_proof_by_code(client: Client, draw: Draw) -> None:
    code, _ = selectors.sample_codes(draw)[0]
    answer = client.get(f"/undian/{draw.slug}/bukti/{code}.json")
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("private") or "no-store" in answer["Cache-Control"]
    assert json.loads(answer.content)["kind"] == "proof"


@pytest.mark.parametrize(
    "path",
    [
        "/undian/tidak-ada/",
        "/undian/{slug}/bukti/0000-0000-0000-0000.json",
        "/undian/{slug}/bukti/%F0%9F%8C%8A.json",
        "/undian/{slug}/berkas/../secret/operator.key",
        "/undian/{slug}/berkas/..%2Fsecret%2Foperator.key",
        "/undian/{slug}/berkas//etc/passwd",
        "/undian/{slug}/berkas/result",
        "/undian/{slug}/berkas/%00",
        "/tidak/ada/",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, draw: Draw, path: str) -> None:
    answer = client.get(path.format(slug=draw.slug))
    assert answer.status_code in (400, 404)
    assert b"Traceback" not in answer.content


@pytest.mark.parametrize(
    "code",
    [
        "",
        " ",
        "x" * 5000,
        "7K3M-9Q2X-4RTB-0HZC",
        "%00",
        "' OR 1=1 --",
        "０００0-0000-0000-0000",
        "ß" * 16,
        "ﬁ" * 16,
    ],
)
def test_any_typed_code_gets_a_sentence(client: Client, draw: Draw, code: str) -> None:
    answer = client.post(f"/undian/{draw.slug}/periksa/", {"code": code})
    assert answer.status_code == 200
    assert "sudah diperiksa dan benar" not in answer.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 50_000,
        b'{"kind":"proof"}',
        b"9" * 5000,
        b"1e999",
    ],
)
def test_any_handed_in_file_gets_a_sentence(client: Client, draw: Draw, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(data)
    with path.open("rb") as file:
        answer = client.post(f"/undian/{draw.slug}/periksa/", {"proof": file})
    assert answer.status_code == 200
    assert "sudah diperiksa dan benar" not in answer.content.decode()


def test_a_second_outcome_signed_for_one_reader(client: Client, draw: Draw, tmp_path: Path) -> None:
    """The operator's key, the manifest and every step hold, but another result was published here; the page tells the
    browser which."""
    folder = selectors.folder_of(draw)
    published = sha256((folder.public / "result" / "outcome.json").read_bytes()).hexdigest()
    assert f'data-outcome="{published}"' in client.get(f"/undian/{draw.slug}/").content.decode()
    code = selectors.sample_codes(draw)[0][0]
    proof = json.loads(client.get(f"/undian/{draw.slug}/bukti/{code}.json").content)
    operator = operator_of(folder, None)
    unsigned = {name: value for name, value in proof["statement"].items() if name != "signature"}
    second = sign({**unsigned, "signed_at": "2026-02-02T00:00:00Z"}, operator.public_key, operator.sign)
    path = tmp_path / "p.json"
    for language, statement, said in (
        ("", proof["statement"], "sudah diperiksa dan benar"),
        ("", second, "bukan hasil yang diterbitkan di sini"),
        ("/en", second, "NOT the one that was published here"),
    ):
        path.write_bytes(jcs.canonical({**proof, "statement": statement}))
        with path.open("rb") as file:
            answer = client.post(f"{language}/undian/{draw.slug}/periksa/", {"proof": file}).content.decode()
        assert said in answer
        assert ("sudah diperiksa dan benar" in answer) == (statement is not second)


def test_a_letter_outside_ascii_in_a_cutoff(client: Client, draw: Draw, tmp_path: Path) -> None:
    code = selectors.sample_codes(draw)[-1][0]
    proof = json.loads(client.get(f"/undian/{draw.slug}/bukti/{code}.json").content)
    proof["cutoffs"][0]["line"] = "é" + proof["cutoffs"][0]["line"][1:]
    path = tmp_path / "p.json"
    path.write_bytes(jcs.canonical(proof))
    with path.open("rb") as file:
        answer = client.post(f"/undian/{draw.slug}/periksa/", {"proof": file})
    assert answer.status_code == 200
    assert "bukan bukti yang lengkap" in answer.content.decode()
    assert command("verify", path) == 1


def test_every_broken_proof_gets_a_sentence(client: Client, draw: Draw, tmp_path: Path) -> None:
    """Each member of a true proof replaced by each kind of nonsense: never a 500, never "right"."""
    code = selectors.sample_codes(draw)[-1][0]
    proof = json.loads(client.get(f"/undian/{draw.slug}/bukti/{code}.json").content)
    for keys in paths_in(proof):
        for nonsense in NONSENSE:
            broken = json.loads(json.dumps(proof))
            place = broken
            for key in keys[:-1]:
                place = place[key]
            if place[keys[-1]] == nonsense and type(place[keys[-1]]) is type(nonsense):
                continue
            place[keys[-1]] = nonsense
            path = tmp_path / "p.json"
            path.write_text(json.dumps(broken, sort_keys=True, separators=(",", ":")))
            with path.open("rb") as file:
                answer = client.post(f"/undian/{draw.slug}/periksa/", {"proof": file})
            assert answer.status_code == 200, (keys, nonsense)
            assert "sudah diperiksa dan benar" not in answer.content.decode(), (keys, nonsense)


def paths_in(value: object, depth: int = 0) -> list[tuple[str | int, ...]]:
    """The places in a proof, as keys; of long lists only the first."""
    if depth > 3:
        return []
    items: Sequence[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))[:1]
    return [
        path
        for key, item in items
        for path in [(key,), *((key, *rest) for rest in paths_in(item, depth + 1))]
    ]


def test_a_missing_entry_shows_the_gap(client: Client, draw: Draw) -> None:
    from gelombang.core.lottery.receipt import code_of

    answer = client.post(f"/undian/{draw.slug}/periksa/", {"code": code_of("f" * 64)})
    assert "di antara baris nomor 300 dan 301" in answer.content.decode()


def test_publishing_twice_changes_nothing(folder: Path, draw: Draw) -> None:
    again = services.publish(folder=folder)
    assert again.pk == draw.pk
    assert Draw.objects.count() == 1


def test_a_void_stays_with_its_reason(client: Client, folder: Path, draw: Draw) -> None:
    assert command("void", folder, "--reason", "daftar keliru", "--yes") == 0
    services.publish(folder=folder)
    content = client.get(f"/undian/{draw.slug}/").content.decode()
    assert "Undian ini batal" in content
    assert "daftar keliru" in content
    assert "Batal" in client.get("/undian/").content.decode()


def test_an_altered_folder_is_not_published(folder: Path) -> None:
    path = folder / "public" / "result" / "results.csv"
    path.write_bytes(path.read_bytes().replace(b",W,", b",L,", 1))
    with pytest.raises(FolderAltered):
        services.publish(folder=folder)
    assert not Draw.objects.exists()


@pytest.mark.parametrize("passed", [True, False])
def test_a_result_comes_through_the_gate_first(tmp_path: Path, passed: bool) -> None:
    """Without a published bias report that passed, a result is not shown; its sealed list is."""
    folder = Folder(tmp_path / "hall")
    files = (write_list(tmp_path / "list.csv"), "--policy", write_policy(tmp_path / "policy.toml"))
    assert command("commit", *files, "--draw-id", "hall", "--no-beacon", "--out", folder.root) == 0
    assert not services.publish(folder=folder.root).is_drawn
    assert command("run", folder.root, "--ceremony", "tiga, satu, enam") == 0
    with pytest.raises(NotThroughTheGate):
        services.publish(folder=folder.root)
    # a report as the gate writes it; whether an honest draw passes is chance, and tested with the gate itself
    odd = bias.Test("arrival", 99.0, 0.0, 1, 50, 10.0, has_power=True)
    names = sorted(needed_tests(folder.counts))
    fair = tuple(bias.Test(name, 1.0, 0.5, 1, 10, 10.0, has_power=True) for name in names)
    report = bias.Bias(fair if passed else (*fair, odd), 0.001, 999)
    with folder.writing() as work:
        made = chances.bias_statement(folder, report, operator_of(folder, None), folder.outcome["signed_at"])
        folder.write_statement(work, "bias.json", made)
    if passed:
        assert services.publish(folder=folder.root).is_drawn
    else:
        with pytest.raises(NotThroughTheGate):
            services.publish(folder=folder.root)


def test_another_operator_is_not_published(folder: Path) -> None:
    with pytest.raises(FolderAltered):
        services.publish(folder=folder, operator="00" * 32)


@pytest.mark.parametrize(
    "wrong",
    [
        {"seed": ""},
        {"n_selected": None},
        {"n_selected": 10_000},
        {"void_reason": "x"},
        {"voided_at": timezone.now()},
    ],
)
def test_the_database_refuses_a_state_without_its_evidence(draw: Draw, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.filter(pk=draw.pk).update(**wrong)


def test_an_empty_register(client: Client) -> None:
    assert "Belum ada undian" in client.get("/undian/").content.decode()
    assert client.get("/").status_code == 200


def test_a_form_without_its_token_gets_a_sentence(draw: Draw) -> None:
    answer = Client(enforce_csrf_checks=True).post(f"/undian/{draw.slug}/periksa/", {"code": "x"})
    assert answer.status_code == 403
    assert "Formulir tidak dapat dikirim" in answer.content.decode()


def test_request_ids(client: Client) -> None:
    assert len(client.get("/")["X-Request-ID"]) == 16
    assert client.get("/", headers={"X-Request-ID": "abcd-1234-efgh"})["X-Request-ID"] == "abcd-1234-efgh"
    assert client.get("/", headers={"X-Request-ID": "<evil>"})["X-Request-ID"] != "<evil>"


def test_a_large_bundle_is_packed_before_and_not_while_somebody_waits(
    client: Client, folder: Path, draw: Draw
) -> None:
    Draw.objects.filter(pk=draw.pk).update(n_entries=200_001)
    assert client.get(f"/undian/{draw.slug}/bundel.zip").status_code == 404
    call_command("publish_draw", str(folder), stdout=StringIO())
    answer = client.get(f"/undian/{draw.slug}/bundel.zip")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


def test_regions_are_named_even_where_the_draw_does_not_name_them(
    draw: Draw, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are many, provinces stand for them; what the table of regions does not know keeps its code."""
    opened = Folder.open(folder)
    monkeypatch.setattr(selectors, "names_of", lambda _: Names({}, {}))
    codes = [region.name for region in selectors.regions(opened)]
    call_command("load_regions", stdout=StringIO())
    names = [region.name for region in selectors.regions(opened)]
    assert all(code.isdigit() for code in codes)
    assert "Kabupaten Kepulauan Mentawai" in names
    monkeypatch.setattr(selectors, "MANY", 1)
    provinces = selectors.regions(opened)
    assert "Sumatera Barat" in [region.name for region in provinces]
    assert sum(region.n_entries for region in provinces) == draw.n_entries
    call_command("load_regions", "--if-empty", stdout=(said := StringIO()))
    assert said.getvalue() == ""
