"""Complaints in the console: by the clock, one answer for all alike, what went up is an approver's, who did what."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.grievances import selectors, services
from gelombang.grievances.models import Decision, Grievance
from gelombang.messages.models import Message
from gelombang.people.roles import Role
from tests.factories.people import staff

pytestmark = pytest.mark.django_db
ANSWER = {
    "outcome": "upheld",
    "words": "Anda benar: kodenya ada di daftar.",
    "evidence": "Baris 12 daftar undian gelombang-1.",
    "remedy": "Bukti dikirim ulang.",
}


@pytest.fixture
def officer() -> Client:
    return staff(Role.OFFICER, address="petugas@contoh.example")


@pytest.fixture
def approver() -> Client:
    return staff(Role.APPROVER, address="penyetuju@contoh.example")


def taken(
    words: str = "Kode saya tidak ada.", *, days_ago: int = 0, topic: str = "draw", contact: str = ""
) -> Grievance:
    return services.take(
        topic=Grievance.Topic(topic),
        words=words,
        way=Grievance.Way.FORM,
        contact=contact,
        at=timezone.now() - timedelta(days=days_ago),
    )


def path(grievance: Grievance, end: str = "") -> str:
    return f"/kantor/pengaduan/{grievance.pk}/{end}"


def test_whose_answer_is_owed_first_stands_first_and_pages_go_on_by_key(officer: Client) -> None:
    young, old = taken("muda"), taken("tua", days_ago=20)
    page = officer.get("/kantor/pengaduan/").content.decode()
    assert page.index("tua") < page.index("muda")
    assert page.count("terlambat") >= 1 or page.count("overdue") >= 1
    assert [one.pk for one in selectors.listed(after=old.pk)] == [young.pk]
    answered = [taken(str(n)) for n in range(3)]
    for one in answered:
        services.answer(
            grievances=[one],
            outcome=Decision.Outcome.CLOSED,
            words="Terkirim dua kali.",
            evidence="Sama dengan sebelumnya.",
            remedy="",
            by="account:9",
            at=timezone.now(),
        )
    found = selectors.listed(is_answered=True)
    assert [one.pk for one in found] == [one.pk for one in reversed(answered)]
    assert [one.pk for one in selectors.listed(is_answered=True, after=answered[2].pk)] == [
        one.pk for one in reversed(answered[:2])
    ]


def test_filters_show_mine_those_that_went_up_and_a_topic(officer: Client) -> None:
    mine, other = taken("punya saya"), taken("uang hilang", topic="money", days_ago=30)
    assert officer.post(path(mine, "tangani/")).status_code == 302
    services.escalate(at=timezone.now())
    for query, seen, unseen in (
        ("?status=saya", "punya saya", "uang hilang"),
        ("?status=naik", "uang hilang", "punya saya"),
        ("?topik=money", "uang hilang", "punya saya"),
        ("?topik=omong", "punya saya", "nihil"),
        ("?setelah=99999999", "punya saya", "nihil"),
    ):
        page = officer.get(f"/kantor/pengaduan/{query}").content.decode()
        assert seen in page, query
        assert unseen not in page, query
    assert other.topic == "money"


def test_a_file_holds_no_formula_and_taking_it_along_is_an_event(officer: Client) -> None:
    taken('=HYPERLINK("http://contoh.example")')
    answer: Any = officer.get("/kantor/pengaduan/?unduh=1")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    assert row["words"].startswith("'=HYPERLINK")
    assert "code" not in row
    assert Event.objects.filter(act="grievances:list:exported", facts__n=1).exists()


def test_no_spreadsheet_finds_a_formula_whatever_ends_its_cells(officer: Client) -> None:
    taken('Petugas minta uang.;=1+1; @SUM(1);"-1\n=2\r\n+3\t=4;\x01;\n=5')
    taken('\'=6;""=7')
    for path_ in ("/kantor/pengaduan/?unduh=1", "/kantor/kasus/?unduh=1", "/kantor/pesan/?unduh=1"):
        answer: Any = officer.get(path_)
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        for delimiter in (",", ";", "\t"):
            cells = [
                one for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for one in row
            ]
            assert not [one for one in cells if one.strip(' "')[:1] in set("=+-@\t\r\n\x01")], (
                path_,
                delimiter,
            )
    events = Event.objects.filter(act="audit:sheet:exported").order_by("pk")
    assert [event.facts["file"] for event in events] == ["kasus.csv", "pesan.csv"]


def test_an_answer_is_read_once_more_and_goes_to_all_who_are_alike(officer: Client, client: Client) -> None:
    one, two, three = taken(contact="sri@contoh.example"), taken(contact="0812 3456 7891"), taken()
    given = {**ANSWER, "alike": [str(two.pk)]}
    page = officer.post(path(one, "jawab/"), {**given, "step": "preview"})
    assert page.status_code == 200
    assert Decision.objects.count() == 0
    assert officer.post(path(one, "jawab/"), {**given, "step": "change"}).status_code == 200
    assert officer.post(path(one, "jawab/"), {**given, "step": "send"}).status_code == 302
    for grievance in (one, two, three):
        grievance.refresh_from_db()
    assert one.decision_id == two.decision_id is not None
    assert three.decision_id is None
    assert Message.objects.filter(key__startswith="grievance:").count() == 2
    public = client.get(f"/pengaduan/{two.code}/").content.decode()
    assert ANSWER["words"] in public
    assert ANSWER["remedy"] in public
    assert "lain" in officer.get(path(one)).content.decode()


def test_who_is_affected_later_gets_the_same_answer(officer: Client) -> None:
    first, later = taken(), taken()
    officer.post(path(first, "jawab/"), {**ANSWER, "step": "send"})
    decision = Decision.objects.get()
    assert ANSWER["remedy"] in officer.get(path(later, "jawab/")).content.decode()
    assert officer.post(path(later, "sama/"), {"putusan": str(decision.pk)}).status_code == 302
    later.refresh_from_db()
    assert later.decision == decision
    assert officer.post(path(later, "sama/"), {"putusan": str(decision.pk)}).status_code == 400
    assert officer.post(path(first, "sama/"), {"putusan": "99"}).status_code == 404


@pytest.mark.parametrize("missing", ["outcome", "words", "evidence", "remedy"])
def test_an_answer_without_its_parts_is_refused_with_what_was_typed_kept(
    officer: Client, missing: str
) -> None:
    one = taken()
    page = officer.post(path(one, "jawab/"), {**ANSWER, missing: "", "step": "send"})
    assert page.status_code == 400
    assert all(
        words in page.content.decode() for field, words in ANSWER.items() if field not in (missing, "outcome")
    )
    assert not Decision.objects.exists()


def test_nobody_answers_what_another_works_on_and_it_can_be_given_back(officer: Client) -> None:
    one, colleague = taken(), staff(Role.OFFICER, address="rekan@contoh.example")
    assert officer.post(path(one, "tangani/")).status_code == 302
    assert officer.post(path(one, "tangani/")).status_code == 302
    assert colleague.post(path(one, "tangani/")).status_code == 400
    assert colleague.get(path(one, "jawab/")).status_code == 302
    assert colleague.post(path(one, "lepas/")).status_code == 400
    with pytest.raises(services.HeldByAnother):
        answer_as_service(one, by="account:77")
    assert officer.post(path(one, "lepas/")).status_code == 302
    assert colleague.post(path(one, "tangani/")).status_code == 302
    acts = Event.objects.filter(subject=str(one)).order_by("pk").values_list("act", flat=True)
    assert [act.rpartition(":")[2] for act in acts] == ["taken", "held", "released", "held"]


def answer_as_service(one: Grievance, *, by: str, is_head: bool = False) -> Decision:
    given = {key: value for key, value in ANSWER.items() if key != "outcome"}
    return services.answer(
        grievances=[one],
        outcome=Decision.Outcome.UPHELD,
        by=by,
        at=timezone.now(),
        is_head=is_head,
        **given,
    )


def test_what_went_up_is_answered_by_an_approver_alone(officer: Client, approver: Client) -> None:
    one = taken()
    assert officer.post(path(one, "naik/"), {"reason": " "}).status_code == 400
    assert officer.post(path(one, "naik/"), {"reason": "Ini di luar wewenang saya."}).status_code == 302
    assert officer.post(path(one, "naik/"), {"reason": "Lagi."}).status_code == 400
    assert officer.get(path(one, "jawab/")).status_code == 302
    one.refresh_from_db()
    with pytest.raises(services.PassedUp):
        answer_as_service(one, by=one.escalated_by, is_head=True)
    with pytest.raises(services.ForTheHead):
        answer_as_service(one, by="account:78")
    assert "Ini di luar wewenang saya." in approver.get(path(one)).content.decode()
    assert approver.post(path(one, "jawab/"), {**ANSWER, "step": "send"}).status_code == 302


def test_a_complaint_about_staff_is_not_answered_by_an_officer(officer: Client, approver: Client) -> None:
    one = taken("Petugas marah.", topic="officer")
    assert officer.post(path(one, "jawab/"), {**ANSWER, "step": "send"}).status_code == 404
    assert not Decision.objects.exists()
    assert approver.get(path(one, "jawab/")).status_code == 200


def test_the_code_is_shown_once_to_whoever_took_the_complaint_and_by_no_other_page(
    officer: Client, client: Client
) -> None:
    given = {"way": "phone", "topic": "money", "words": "Uang belum masuk.", "contact": ""}
    for missing in ("way", "topic", "words"):
        assert officer.post("/kantor/pengaduan/baru/", {**given, missing: ""}).status_code == 400
    answer = officer.post("/kantor/pengaduan/baru/", given)
    one = Grievance.objects.get()
    shown = answer.headers["Location"]
    assert shown == f"/kantor/pengaduan/baru/{one.pk}/"
    first, again = (officer.get(shown).content.decode() for _ in range(2))
    assert (one.code in first, one.code in again, "satu kali" in again) == (True, False, True)
    for browser in (officer, staff(Role.OFFICER, Role.APPROVER, address="lain@contoh.example")):
        for page in (path(one), path(one, "jawab/"), "/kantor/pengaduan/", "/kantor/"):
            assert one.code not in browser.get(page).content.decode(), page
    assert (one.way, one.taken_by.startswith("account:")) == ("phone", True)
    field = staff(Role.FIELD, address="lapangan@contoh.example")
    assert field.get(answer.headers["Location"]).status_code == 404
    assert field.post("/kantor/pengaduan/baru/", {**given, "way": "desk"}).status_code == 302
    assert field.get("/kantor/pengaduan/").status_code == 403
    assert "Uang belum masuk." in client.get(f"/pengaduan/{one.code}/").content.decode()


def test_a_caller_is_found_by_the_code_and_a_wrong_one_finds_nobody(officer: Client) -> None:
    one = taken()
    found = officer.post("/kantor/pengaduan/", {"kode": one.code.lower()})
    assert found.headers["Location"] == path(one)
    assert officer.post("/kantor/pengaduan/", {"kode": "0000000000"}).status_code == 404


def test_today_counts_what_waits_and_what_is_late(officer: Client) -> None:
    assert '/kantor/pengaduan/">' not in officer.get("/kantor/").content.decode().partition("</nav>")[2][-1:]
    taken(days_ago=30)
    taken()
    services.escalate(at=timezone.now())
    page = officer.get("/kantor/").content.decode()
    assert "2 pengaduan" in page
    assert "1 naik" in page


def test_an_address_is_masked_and_words_that_are_none_are_read_out(officer: Client) -> None:
    one, two = taken(contact="sri@contoh.example"), taken(contact="lewat Pak RT 3")
    assert "sri@contoh.example" not in officer.get(path(one)).content.decode()
    assert "lewat Pak RT 3" in officer.get(path(two)).content.decode()
    assert officer.get("/kantor/pengaduan/999/").status_code == 404


def about_staff() -> Grievance:
    return taken("Petugas marah.", topic="officer")


def test_an_officer_touches_nothing_that_an_approver_answers(officer: Client, approver: Client) -> None:
    risen, staff_matter = taken(days_ago=60), about_staff()
    services.escalate(at=timezone.now())
    for one in (risen, staff_matter):
        one.refresh_from_db()
        with pytest.raises(services.ForTheHead):
            services.hold(grievance=one, by="account:78", at=timezone.now())
        with pytest.raises(services.ForTheHead):
            services.pass_up(grievance=one, why="Alasan.", by="account:78", at=timezone.now())
    assert officer.post(path(risen, "tangani/")).status_code == 400
    assert not Grievance.objects.exclude(held_by="").exists()
    for one in (risen, staff_matter):
        assert approver.post(path(one, "tangani/")).status_code == 302
        assert approver.post(path(one, "jawab/"), {**ANSWER, "step": "send"}).status_code == 302


def test_an_approver_takes_over_from_whom_they_saw_and_it_is_recorded(
    officer: Client, approver: Client
) -> None:
    one = taken()
    officer.post(path(one, "tangani/"))
    holder = Grievance.objects.get().held_by
    assert approver.post(path(one, "tangani/")).status_code == 400
    assert approver.post(path(one, "tangani/"), {"dari": "account:77"}).status_code == 400
    assert f'name="dari" value="{holder}"' in approver.get(path(one)).content.decode()
    colleague = staff(Role.OFFICER, address="rekan@contoh.example")
    assert 'name="dari"' not in colleague.get(path(one)).content.decode()
    assert colleague.post(path(one, "tangani/"), {"dari": holder}).status_code == 400
    assert approver.post(path(one, "tangani/"), {"dari": holder}).status_code == 302
    assert Grievance.objects.get().held_by not in ("", holder)
    assert Event.objects.get(act="grievances:grievance:taken_over").facts["before"] == holder
    assert officer.post(path(one, "lepas/")).status_code == 400
    assert approver.post(path(one, "jawab/"), {**ANSWER, "step": "send"}).status_code == 302


def test_nobody_passes_up_what_another_works_on_but_an_approver(officer: Client, approver: Client) -> None:
    one, colleague = taken(), staff(Role.OFFICER, address="rekan@contoh.example")
    officer.post(path(one, "tangani/"))
    assert colleague.post(path(one, "naik/"), {"reason": "Bukan tugas dia."}).status_code == 400
    assert f"{path(one)}naik/" not in colleague.get(path(one)).content.decode()
    assert approver.post(path(one, "naik/"), {"reason": "Ini urusan kepala."}).status_code == 302
    assert (
        approver.post(path(one, "tangani/")).status_code == 400
    )  # who passed it up does not keep others from it


def test_an_answer_fits_those_alone_who_complain_about_the_same(officer: Client) -> None:
    first, other, again = taken(), taken("Uang belum masuk.", topic="money"), taken("Sekali lagi.")
    officer.post(path(first, "jawab/"), {**ANSWER, "step": "send"})
    key = str(Decision.objects.get().pk)
    assert officer.post(path(other, "sama/"), {"putusan": key}).status_code == 400
    Decision.objects.update(outcome="closed")
    assert officer.post(path(again, "sama/"), {"putusan": key}).status_code == 400
    with pytest.raises(services.NotAlike):
        services.answer(
            grievances=[other, again],
            outcome=Decision.Outcome.CLOSED,
            words="a",
            evidence="b",
            remedy="",
            by="account:9",
            at=timezone.now(),
        )
    assert Grievance.objects.filter(answered_at=None).count() == 2


def test_a_complaint_about_staff_is_read_by_approvers_alone(officer: Client, approver: Client) -> None:
    one = about_staff()
    assert officer.get(path(one)).status_code == officer.get(path(one, "jawab/")).status_code == 404
    for end in ("tangani/", "lepas/", "naik/", "sama/"):
        assert officer.post(path(one, end), {"reason": "Alasan panjang.", "putusan": "1"}).status_code == 404
    for query in ("", "?topik=officer", "?status=saya"):
        assert "Petugas marah." not in officer.get(f"/kantor/pengaduan/{query}").content.decode()
    for browser, told in ((officer, False), (approver, True)):
        assert ("1 pengaduan" in browser.get("/kantor/").content.decode()) is told
    by_code = officer.post("/kantor/pengaduan/", {"kode": one.code})
    assert by_code.status_code == 404
    assert "Petugas marah." not in by_code.content.decode()
    for browser, seen in ((officer, False), (approver, True)):
        file: Any = browser.get("/kantor/pengaduan/?unduh=1")
        assert ("Petugas marah." in b"".join(file.streaming_content).decode()) is seen
    assert "Petugas marah." in approver.get("/kantor/pengaduan/").content.decode()
    assert approver.get(path(one)).status_code == 200
