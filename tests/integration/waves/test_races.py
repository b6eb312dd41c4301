"""What happens when two things happen at once. On SQLite one writer comes after the other; PostgreSQL really races."""

import threading
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, cast

import pytest
from django.db import connection
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.draws import again, approvals, drawing
from gelombang.draws.models import Outcome
from gelombang.flow import counting, lifecycle
from gelombang.flow.models import ProgrammeFigure, WaveFigure
from gelombang.messages.models import Message
from gelombang.people import limits
from gelombang.people.addresses import read
from gelombang.people.models import Account, Allowance, GivenRole, Person
from gelombang.people.roles import Role
from gelombang.people.services import accounts, registration, roles
from gelombang.waves.models import Application, Judgement, PastAttempt, PriorAward, Wave
from gelombang.waves.services import (
    acknowledging,
    applying,
    closing,
    leaving,
    opening,
    proposals,
    submitting,
)
from tests.factories import programme

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _site(settings: Any, tmp_path: Any) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act returned or raised, all begun at the same moment; on SQLite, whose tests share one memory, one by
    one."""
    together = len(acts) if connection.vendor == "postgresql" else 1
    start, found = threading.Barrier(together), [None] * len(acts)

    def work(place: int, act: Callable[[], object]) -> None:
        try:
            start.wait()
            found[place] = act()  # type: ignore[call-overload]
        except Exception as error:  # noqa: BLE001  it is what the test looks at
            found[place] = error  # type: ignore[call-overload]
        finally:
            if together > 1:
                connection.close()

    if together == 1:
        for place, act in enumerate(acts):
            work(place, act)
        return list(found)
    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(found)


def prepared(wave: Wave, people: Sequence[Person]) -> list[Application]:
    """Applications of which only the last step is missing."""
    made = []
    at = wave.opens_at + timedelta(minutes=1)
    for person in people:
        one = applying.start(wave=wave, person=person, at=at)
        applying.choose_field(application=one, field="food", at=at)
        applying.ask(application=one, at=at)
        applying.answer(application=one, answers={}, at=at, is_done=True)
        made.append(applying.tell_baseline(application=one, baseline={}, at=at))
    return made


def test_whoever_submits_while_the_wave_closes_is_counted_or_refused() -> None:
    region = programme.regions()[0]
    wave = programme.wave()
    waiting = prepared(wave, [programme.person(n, region=region) for n in range(12)])
    before, after = wave.closes_at - timedelta(milliseconds=1), wave.closes_at

    def submit(one: Application) -> Callable[[], object]:
        return lambda: applying.submit(application=one, at=before)

    found = at_once(
        *map(submit, waiting[:6]), lambda: closing.close(wave=wave, at=after), *map(submit, waiting[6:])
    )
    acknowledged = [one for one in found if isinstance(one, Application)]
    refused = [one for one in found if isinstance(one, applying.NotOpen)]
    assert len(acknowledged) + len(refused) == 12, found
    wave.refresh_from_db()
    assert wave.n_submitted == len(acknowledged) == Application.objects.filter(Application.SUBMITTED).count()


def test_whoever_withdraws_while_the_wave_closes_is_counted_or_has_left() -> None:
    region, wave = programme.regions()[0], programme.wave()
    people = [programme.person(n, region=region) for n in range(6)]
    for one in prepared(wave, people):
        applying.submit(application=one, at=wave.opens_at + timedelta(hours=1))
    before = wave.closes_at - timedelta(milliseconds=1)

    def leave(person: Person) -> Callable[[], object]:
        return lambda: leaving.withdraw(wave=wave, person=person, by=str(person), at=before)

    found = at_once(*map(leave, people), lambda: closing.close(wave=wave, at=wave.closes_at))
    left = sum(isinstance(one, Application) for one in found)
    assert left + sum(isinstance(one, applying.NotOpen) for one in found) == 6, found
    wave.refresh_from_db()
    assert wave.n_submitted == 6 - left


def test_closing_twice_closes_once() -> None:
    wave = programme.wave()
    found = at_once(*[lambda: closing.close(wave=wave, at=wave.closes_at)] * 4)
    assert sorted(map(str, found)) == ["False", "False", "False", "True"]


def test_submitting_twice_gives_one_receipt() -> None:
    wave = programme.wave()
    (one,) = prepared(wave, [programme.person(1, region=programme.regions()[0])])
    at = wave.opens_at + timedelta(hours=1)
    found = at_once(*[lambda: applying.submit(application=one, at=at)] * 4)
    receipts = {made.receipt["signature"] for made in found if isinstance(made, Application) and made.receipt}
    assert len(receipts) == 1, found


def test_one_tap_pressed_four_times_joins_once() -> None:
    person = programme.person(1, region=programme.regions()[0])
    programme.applied(programme.wave(), person)
    now = timezone.now()
    following = programme.wave(2, opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=1))
    found = at_once(*[lambda: applying.again(wave=following, person=person, at=now)] * 4)
    assert all(isinstance(one, Application) for one in found), found
    assert (
        len({one.receipt["signature"] for one in found if isinstance(one, Application) and one.receipt}) == 1
    )


def test_two_people_with_one_number_are_one_person_and_one_case() -> None:
    at = programme.OPENS
    both = [accounts.enter(address=read(f"o{n}@contoh.example"), language="id", at=at) for n in range(2)]

    def state(account: Account) -> Callable[[], object]:
        facts: dict[str, Any] = {
            "name": "Sri",
            "nik": "3171014409980000",
            "born_on": date(1998, 9, 4),
        }
        return lambda: registration.state_identity(account=account, at=at, **facts)

    found = at_once(*map(state, both))
    assert sum(isinstance(one, Person) for one in found) == 1, found
    assert sum(isinstance(one, registration.SamePerson) for one in found) == 1, found


def test_one_code_opens_one_account() -> None:
    address = read("sri@contoh.example")
    found = at_once(*[lambda: accounts.enter(address=address, language="id", at=programme.OPENS)] * 4)
    assert len({one.pk for one in found if isinstance(one, Account)}) == 1, found
    assert Account.objects.count() == 1


def test_an_allowance_is_never_overdrawn() -> None:
    at = programme.OPENS

    def take() -> object:
        return limits.may(what="x", key="y", most=3, within=timedelta(minutes=1), at=at)

    found = at_once(*[take] * 8)
    assert found.count(True) == 3, found
    assert Allowance.objects.get().n_taken == 3


def test_two_people_announce_at_once_and_one_does() -> None:
    wave = programme.wave(announced=False)
    at = wave.opens_at - timedelta(hours=1)
    found = at_once(
        lambda: opening.announce(wave=wave, by="account:902", at=at),
        lambda: opening.announce(wave=wave, by="account:903", at=at),
    )
    assert sum(isinstance(one, Wave) for one in found) == 1, found
    late = (opening.WaveNotReady, proposals.AlreadyDecided, proposals.NotProposed)
    assert sum(isinstance(one, late) for one in found) == 1, found


def test_four_ticks_at_once_draw_one_result_and_tell_everybody_once() -> None:
    regions = programme.regions()
    wave = programme.wave()
    for n in range(20):
        programme.applied(wave, programme.person(n, region=regions[n % 2]))
    now = timezone.now()
    for _ in range(3):
        at_once(*[lambda: lifecycle.tick(now)] * 4)
    wave.refresh_from_db()
    assert wave.drawn_at is not None
    approvals.propose_result(wave=wave, by="account:901", at=now)
    at_once(
        *[lambda: drawing.publish_result(wave=wave, by="account:902", at=now)] * 2,
        *[lambda: lifecycle.publish_results(now)] * 2,
    )
    assert Event.objects.filter(act="draws:result:published").count() == 1
    at_once(*[lambda: lifecycle.notify(now)] * 4)
    assert Outcome.objects.count() == 20
    assert Outcome.objects.filter(is_selected=True).count() == 10
    assert Message.objects.filter(key__startswith="result:").count() == 20


def test_one_submission_in_two_turns_at_once_is_one_application() -> None:
    """The same form pressed twice, at two server processes."""
    now = timezone.now()
    wave = programme.wave(opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=1))
    region = programme.regions()[0]
    people = [programme.person(n, region=region, family=n) for n in range(8)]
    keys = [one.pk for one in prepared(wave, people)]

    def turn(order: list[int]) -> Callable[[], object]:
        return lambda: submitting.submit(order, wave=wave, at=timezone.now())

    answers = at_once(turn(keys), turn(keys[::-1]), turn(keys[:4]))
    assert [set(one.values()) for one in answers if isinstance(one, dict)] == [{None}] * 3
    assert Application.objects.filter(Application.SUBMITTED).count() == 8
    assert Event.objects.filter(act="waves:application:submitted").count() == 8


def test_receipts_are_sent_once_though_two_send_them() -> None:
    region, wave = programme.regions()[0], programme.wave()
    for n in range(6):
        programme.applied(wave, programme.person(n, region=region, family=n))
    send = lambda: acknowledging.send_receipts(at=timezone.now())  # noqa: E731
    assert sum(n for n in at_once(send, send, send) if isinstance(n, int)) == 6
    assert Message.objects.filter(key__startswith="receipt:").count() == 6


def test_a_wave_counted_twice_at_once_has_one_figure() -> None:
    regions = programme.regions()
    wave = programme.wave()
    for n in range(6):
        programme.applied(wave, programme.person(n, region=regions[n % 2]))
    now = timezone.now()
    closing.close(wave=wave, at=now)
    for _ in range(2):  # the first time rows are made, the second they are replaced
        WaveFigure.objects.update(stage="open")
        found = at_once(*[lambda: counting.count_due(at=now)] * 4)
        assert not [one for one in found if isinstance(one, Exception)]
        figure = WaveFigure.objects.get()
        assert (figure.stage, figure.n_joined, figure.regions.count()) == ("closed", 6, 2)
        assert ProgrammeFigure.objects.count() == 1


def test_of_two_administrators_who_end_each_other_at_once_one_remains() -> None:
    """Whether by ending the other's role, or by leaving while the other is ended."""

    def ends(by: Account, other: Account) -> Callable[[], object]:
        return lambda: roles.end_role(account=other, role=Role.ADMINISTRATOR, by=str(by), at=timezone.now())

    def leaves(person: Person) -> Callable[[], object]:
        return lambda: leaving.erase(person=person, by=str(person.account), at=timezone.now())

    region = programme.regions()[0]
    for turn in range(0, 12, 2):
        one, two = (programme.person(turn + n, region=region) for n in (1, 2))
        first, second = (cast("Account", person.account) for person in (one, two))
        for account in (first, second):
            roles.give_role(account=account, role=Role.ADMINISTRATOR, by="command line", at=timezone.now())
        acts = (ends(first, second), ends(second, first) if turn % 4 else leaves(one))
        found = at_once(*acts)
        standing = GivenRole.objects.filter(role=Role.ADMINISTRATOR, ended_at=None, account__is_active=True)
        assert standing.count() == 1, found
        assert [type(answer) for answer in found if answer] == [roles.LastAdministrator]
        standing.update(ended_at=timezone.now(), ended_by="test")


def test_a_redo_that_two_approve_while_ticks_run_reopens_once_and_loses_nothing() -> None:
    """Publication, void and redo, each decided by two people at once with ticks in the middle: whatever comes first, an
    application has at most one outcome of an attempt, and nothing of a void attempt counts."""
    regions, wave, now = programme.regions(), programme.wave(), timezone.now()
    for n in range(12):
        programme.applied(wave, programme.person(n, region=regions[n % 2]))
    at_once(*[lambda: lifecycle.tick(now)] * 2)
    lifecycle.tick(now)
    wave.refresh_from_db()
    approvals.propose_result(wave=wave, by="account:901", at=now)
    approvals.propose_void(wave=wave, by="account:901", at=now, why="Daftarnya salah.")
    at_once(
        lambda: drawing.publish_result(wave=wave, by="account:902", at=now),
        lambda: approvals.void(wave=wave, by="account:903", at=now),
        lambda: lifecycle.tick(now),
        lambda: lifecycle.tick(now),
    )
    lifecycle.tick(now)
    wave.refresh_from_db()
    assert wave.void_notified_at is not None
    assert not PriorAward.objects.filter(lapsed_at=None).exists()
    n_before = Outcome.objects.count()
    assert n_before in (0, 12)
    again.propose_again(wave=wave, by="account:901", at=now)
    found = at_once(
        lambda: again.again(wave=wave, by="account:902", at=now),
        lambda: again.again(wave=wave, by="account:903", at=now),
        lambda: lifecycle.tick(now),
        lambda: lifecycle.tick(now),
    )
    assert sum(isinstance(one, Wave) for one in found) == 1, found
    wave.refresh_from_db()
    assert (wave.attempt, PastAttempt.objects.count(), Judgement.objects.count()) == (2, 1, 12)
    assert Event.objects.filter(act="waves:wave:reopened").count() == 1
    for _ in range(2):
        at_once(*[lambda: lifecycle.tick(now)] * 3)
    wave.refresh_from_db()
    assert wave.drawn_at is not None
    approvals.propose_result(wave=wave, by="account:901", at=now)
    at_once(
        *[lambda: drawing.publish_result(wave=wave, by="account:902", at=now)] * 2,
        *[lambda: lifecycle.tick(now)] * 2,
    )
    assert Outcome.objects.count() == n_before + 12  # of each attempt one at most: the database says so
    assert Outcome.objects.filter(attempt=2, is_selected=True).count() == 10
    assert PriorAward.objects.filter(lapsed_at=None).count() == 10
    assert not PriorAward.objects.filter(lapsed_at=None).exclude(attempt=2).exists()
    at_once(*[lambda: lifecycle.notify(now)] * 3)
    assert Message.objects.filter(key__startswith="again:").count() == 12
    assert Message.objects.filter(key__startswith="result:", key__endswith=":2").count() == 12
