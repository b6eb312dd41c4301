"""Submitting many at once: each its own answer, and the lane that a rush goes through."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from gelombang.audit.models import Event
from gelombang.core.lottery import statement
from gelombang.engines import signing
from gelombang.people.models import Account
from gelombang.portal import lane
from gelombang.waves import drafts
from gelombang.waves.models import Application, PriorAward, Wave
from gelombang.waves.services import applying, closing, submitting
from tests.factories import programme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings: Any, tmp_path: Any) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


@pytest.fixture
def wave() -> Wave:
    """A wave that is open now."""
    now = timezone.now().replace(microsecond=0)
    return programme.wave(opens_at=now - timedelta(hours=2), closes_at=now + timedelta(days=1))


def filled(wave: Wave, n: int, **facts: Any) -> Application:
    """Somebody's application, of which only the submission is missing."""
    person = programme.person(n, region=programme.regions()[0], at=wave.opens_at, **facts)
    at = wave.opens_at + timedelta(minutes=1)
    made = applying.start(wave=wave, person=person, at=at)
    applying.choose_field(application=made, field="food", at=at)
    applying.ask(application=made, at=at)
    applying.answer(application=made, answers={}, at=at, is_done=True)
    return applying.tell_baseline(application=made, baseline={}, at=at)


def test_each_of_many_gets_an_own_answer(wave: Wave) -> None:
    good, twice, unfinished, served = (filled(wave, n, family=n) for n in range(4))
    other = filled(programme.wave(2, opens_at=wave.opens_at, closes_at=wave.closes_at), 9, family=9)
    Application.objects.filter(pk=unfinished.pk).update(answered_at=None)
    earlier = programme.wave(3, opens_at=wave.opens_at, closes_at=wave.closes_at)
    PriorAward.objects.create(wave=earlier, person=served.person)
    first = applying.submit(application=twice, at=wave.opens_at + timedelta(minutes=2))

    keys = [one.pk for one in (good, twice, unfinished, served, other)]
    at = wave.opens_at + timedelta(minutes=3)
    answers = submitting.submit([*keys, 987_654], wave=wave, at=at)

    assert set(answers) == set(keys[:4])  # of another wave, and of nobody: left out
    assert answers[good.pk] is None
    assert answers[twice.pk] is None
    assert getattr(answers[unfinished.pk], "step", "") == "questions"
    assert [reason.rule for reason in getattr(answers[served.pk], "reasons", ())] == ["served"]
    kept = dict(Application.objects.filter(Application.SUBMITTED).values_list("pk", "submitted_at"))
    assert kept == {good.pk: at, twice.pk: first.submitted_at}
    events = Event.objects.filter(act="waves:application:submitted").values_list("by", "subject")
    assert sorted(events) == sorted((str(one.person), str(one)) for one in (good, twice))


def test_receipts_of_one_turn_are_signed_and_differ(wave: Wave) -> None:
    keys = [filled(wave, n, family=n).pk for n in range(3)]
    submitting.submit(keys, wave=wave, at=wave.opens_at + timedelta(minutes=2))
    receipts = [one.receipt or {} for one in Application.objects.filter(pk__in=keys)]
    assert len({receipt["commit"] for receipt in receipts}) == 3
    for receipt in receipts:
        assert signing.verify(receipt["operator"], statement.message_of(receipt), receipt["signature"])


@pytest.mark.parametrize("seconds", [-1, 0])
def test_the_closing_second_is_outside_for_all_of_a_turn(wave: Wave, seconds: int) -> None:
    keys = [filled(wave, n, family=n).pk for n in range(2)]
    answers = submitting.submit(keys, wave=wave, at=wave.closes_at + timedelta(seconds=seconds))
    whens = [getattr(answer, "when", None) for answer in answers.values()]
    assert whens == ([None, None] if seconds < 0 else ["late", "late"])


def test_a_wave_that_was_closed_takes_none(wave: Wave) -> None:
    made = filled(wave, 1)
    closing.close(wave=wave, at=wave.closes_at)
    (answer,) = submitting.submit([made.pk], wave=wave, at=wave.closes_at - timedelta(seconds=1)).values()
    assert isinstance(answer, submitting.NotOpen)


# the lane


def signed_in(application: Application) -> tuple[Client, str]:
    """A browser in which the applicant is signed in, and the key of its session."""
    client = Client()
    assert application.person.account is not None
    client.force_login(application.person.account)
    return client, client.cookies["sessionid"].value


def form_of(client: Client, wave: Wave) -> str:
    """The sealed draft on the last page."""
    page = client.get(f"/gelombang/{wave.number}/ikut/kirim/").content.decode()
    return page.split('name="draft" value="')[1].split('"')[0]


def posted(
    sealed: str, session: str, *, path: str = "/gelombang/1/ikut/kirim/", method: str = "POST", **given: str
) -> lane.Form | None:
    """How the lane reads a form."""
    scope = {
        "method": method,
        "path": path,
        "scheme": "http",
        "headers": [(b"cookie", f"csrftoken=abc; sessionid={session}".encode())],
    }
    return lane.read(scope, urlencode({"declared": "on", "draft": sealed, **given}).encode())


def test_the_lane_reads_the_form_of_the_last_page(wave: Wave) -> None:
    made = filled(wave, 1)
    client, session = signed_in(made)
    form = posted(form_of(client, wave), session)
    assert form is not None
    assert form.draft.application == made.pk
    assert form.receipt == "/gelombang/1/tanda-terima/"


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_addresses_of_the_lane_are_those_of_the_pages(language: str) -> None:
    with translation.override(language):
        place = lane.ADDRESS.fullmatch(reverse("waves:send", args=[7]))
        assert place is not None
        assert lane.RECEIPT.format(place[1] or "", place[2]) == reverse("waves:receipt", args=[7])


def test_the_lane_leaves_every_other_form_to_the_page(wave: Wave) -> None:
    made = filled(wave, 1)
    client, session = signed_in(made)
    sealed = form_of(client, wave)
    assert posted(sealed, session) is not None
    _, others = signed_in(filled(wave, 2, family=2))
    assert posted(sealed, others) is not None  # whose session it is, is looked at with all others of the turn
    assert posted(sealed, "") is None
    assert posted(sealed[:-1] + ("a" if sealed[-1] != "a" else "b"), session) is None
    assert posted("", session) is None
    assert posted(sealed, session, declared="") is None
    assert posted(sealed, session, method="GET") is None
    assert posted(sealed, session, path="/gelombang/2/ikut/kirim/") is None
    assert posted(sealed, session, path="/gelombang/1/ikut/bidang/") is None
    assert posted(sealed, session, more="x" * 5_000) is None
    assert posted(sealed, session, **{f"a{n}": "1" for n in range(11)}) is None


def test_the_lane_waits_for_tls_where_the_site_wants_it(wave: Wave, settings: Any) -> None:
    made = filled(wave, 1)
    client, session = signed_in(made)
    sealed = form_of(client, wave)
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = None
    assert posted(sealed, session) is None


def one_turn(*drafts_: drafts.Draft) -> list[str]:
    return lane._submitted(list(drafts_))


def draft_of(application: Application) -> drafts.Draft:
    client, session = signed_in(application)
    form = posted(form_of(client, application.wave), session)
    assert form is not None
    return form.draft


def test_a_turn_submits_and_a_second_time_changes_nothing(wave: Wave) -> None:
    both = [draft_of(filled(wave, n, family=n)) for n in range(2)]
    assert one_turn(*both, both[0]) == [lane.SENT] * 3
    before = list(Application.objects.values_list("pk", "receipt"))
    assert one_turn(*both) == [lane.SENT] * 2
    assert list(Application.objects.values_list("pk", "receipt")) == before
    assert Event.objects.filter(act="waves:application:submitted").count() == 2


def test_who_signed_out_is_left_to_the_page_and_holds_up_nobody(wave: Wave) -> None:
    gone, everywhere, shut, stolen, good = (draft_of(filled(wave, n, family=n)) for n in range(5))
    Session.objects.filter(session_key=gone.session).delete()
    Account.objects.filter(pk=everywhere.account).update(session_salt="new")
    Account.objects.filter(pk=shut.account).update(is_active=False)
    thief = drafts.Draft(
        stolen.application, stolen.wave, stolen.number, stolen.account, good.session, stolen.mark
    )
    assert one_turn(gone, everywhere, shut, thief, good) == [lane.PAGE] * 4 + [lane.SENT]
    assert [one.pk for one in Application.objects.filter(Application.SUBMITTED)] == [good.application]


def test_what_the_lane_cannot_say_the_page_says(wave: Wave) -> None:
    """Closed meanwhile: the lane answers nothing, and the page tells."""
    made = filled(wave, 1)
    client, session = signed_in(made)
    sealed = form_of(client, wave)
    form = posted(sealed, session)
    assert form is not None
    Wave.objects.filter(pk=wave.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    assert one_turn(form.draft) == [lane.PAGE]
    answer = client.post("/gelombang/1/ikut/kirim/", {"declared": "on", "draft": sealed})
    assert answer.status_code == 403
    assert not Application.objects.filter(Application.SUBMITTED).exists()


def test_a_database_that_does_not_answer_is_asked_again_then_told(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    draft, tries = draft_of(filled(wave, 1)), []

    def broken(drafts_: Any) -> list[str]:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("the server closed the connection")
        return [lane.SENT] * len(drafts_)

    monkeypatch.setattr(lane, "_submitted", broken)
    monkeypatch.setattr(lane, "PAUSE", 0.0)
    monkeypatch.setattr(lane, "connection", SimpleNamespace(close=lambda: None))
    monkeypatch.setattr(lane, "close_old_connections", lambda: None)
    assert lane._served([draft]) == [lane.SENT]
    tries.clear()
    monkeypatch.setattr(lane, "PATIENCE", -1.0)
    assert lane._served([draft]) == [lane.BUSY]
