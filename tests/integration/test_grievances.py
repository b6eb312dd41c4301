"""Complaints: anyone, a code, a clock, one answer for all who are affected alike, figures that reconcile."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from gelombang.grievances import selectors, services
from gelombang.grievances.models import Decision, Grievance
from gelombang.messages.models import Message

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def taken(contact: str = "", at: datetime = AT) -> Grievance:
    return services.take(
        topic=Grievance.Topic.DRAW,
        words="Kode saya tidak ada.",
        way=Grievance.Way.FORM,
        contact=contact,
        at=at,
    )


def answered(*grievances: Grievance, at: datetime = AT) -> Decision:
    return services.answer(
        grievances=grievances,
        outcome=Decision.Outcome.UPHELD,
        words="Anda benar.",
        evidence="Daftar undian, baris 12.",
        remedy="Hasil diperbaiki.",
        by="account:9",
        at=at,
    )


def test_anyone_complains_on_the_web_and_follows_it_by_its_code(client: Client) -> None:
    answer = client.post("/pengaduan/", {"topic": "fraud", "words": "Diminta uang.", "contact": ""})
    grievance = Grievance.objects.get()
    assert answer.headers["Location"] == f"/pengaduan/{grievance.code}/"
    assert "Diminta uang." in client.get(answer.headers["Location"]).content.decode()
    typed = f"{grievance.code[:5]} {grievance.code[5:]}".lower()
    assert client.post("/pengaduan/cari/", {"code": typed}).status_code == 302


@pytest.mark.parametrize("contact", ["xx", "0812", "a@b", "021 555 1234"])
def test_an_answer_is_promised_only_where_one_can_go(client: Client, contact: str) -> None:
    given = {"topic": "fraud", "words": "Diminta uang.", "contact": contact}
    answer = client.post("/pengaduan/", given)
    assert answer.status_code == 400
    assert "Jawaban tidak dapat dikirim ke situ." in answer.content.decode()
    assert "Diminta uang." in answer.content.decode()  # nothing is typed twice
    assert not Grievance.objects.exists()
    assert client.post("/pengaduan/", {**given, "contact": "0812 3456 7891"}).status_code == 302
    assert Grievance.objects.get().contact == "+6281234567891"


@pytest.mark.parametrize(
    "given", [{}, {"topic": "fraud"}, {"words": "x"}, {"topic": "nothing", "words": "x"}]
)
def test_what_is_missing_is_said_and_nothing_is_kept(client: Client, given: dict[str, str]) -> None:
    assert client.post("/pengaduan/", given).status_code == 400
    assert not Grievance.objects.exists()


def test_a_wrong_code_leads_nowhere(client: Client) -> None:
    assert client.get("/pengaduan/0000000000/").status_code == 404
    assert client.post("/pengaduan/cari/", {"code": "0000000000"}).status_code == 400


def test_one_answer_goes_to_all_who_are_affected_alike() -> None:
    one, two, three = taken("sri@contoh.example"), taken("0812 3456 7891"), taken()
    answered(one, two, three)
    assert Grievance.objects.filter(decision__isnull=False).count() == 3
    assert sorted(Message.objects.values_list("channel", flat=True)) == ["email", "sms"]


def test_an_answer_stands() -> None:
    first, second = taken(), taken()
    answered(first)
    with pytest.raises(services.Answered), transaction.atomic():
        answered(first, second)
    second.refresh_from_db()
    assert second.answered_at is None


def test_no_answer_without_words_evidence_and_where_it_is_upheld_a_remedy() -> None:
    for wrong in ({"words": ""}, {"evidence": ""}, {"remedy": ""}):
        given: Any = {"words": "a", "evidence": "b", "remedy": "c", **wrong}
        with pytest.raises(services.WordsMissing):
            services.answer(grievances=[taken()], outcome=Decision.Outcome.UPHELD, by="a", at=AT, **given)
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(outcome="upheld", decided_by="a", decided_at=AT, **given)


def test_what_is_overdue_rises_once() -> None:
    taken()
    late = AT + timedelta(days=services.days_to_answer(AT), seconds=1)
    assert services.escalate(at=late - timedelta(seconds=2)) == 0
    assert (services.escalate(at=late), services.escalate(at=late)) == (1, 0)


def test_figures_reconcile() -> None:
    answered(taken(), at=AT + timedelta(days=2))
    answered(taken(), at=AT + timedelta(days=20))
    taken()
    found = selectors.figures(at=AT + timedelta(days=15))
    assert found.n == found.n_answered + found.n_waiting == 3
    assert (found.n_overdue, found.n_late, found.median_days, found.longest_days) == (1, 1, 11.0, 20.0)


def test_a_flood_from_one_network_stops(client: Client) -> None:
    answers = [client.post("/pengaduan/", {"topic": "other", "words": "x"}).status_code for _ in range(32)]
    assert answers == [302] * 30 + [400, 400]
    elsewhere = client.post("/pengaduan/", {"topic": "other", "words": "x"}, REMOTE_ADDR="192.0.2.9")
    assert elsewhere.status_code == 302
