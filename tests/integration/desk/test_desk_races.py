"""Two desks, or two phones, at the same moment. On SQLite one comes after the other; PostgreSQL really races."""

from typing import Any

import pytest
from django.utils import timezone

from gelombang.audit.models import Event
from gelombang.people.models import Consent, Person, Slip
from gelombang.people.services import desk, slips
from gelombang.waves.models import Application
from gelombang.waves.services import applying
from gelombang.waves.services import desk as joining
from tests.factories import desk as at_desk
from tests.factories.people import account
from tests.integration.waves.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _site(settings: Any, tmp_path: Any) -> None:
    settings.INVENTED_PEOPLE = True
    settings.DATA_DIR = tmp_path
    settings.OPERATOR_KEY = str(tmp_path / "operator.key")


def test_two_desks_state_one_number_and_it_is_one_person() -> None:
    at = timezone.now()
    sittings = [at_desk.begun(account(f"petugas{n}@contoh.example")) for n in range(4)]

    def state(sitting: Any) -> Any:
        return lambda: desk.state_identity(assistance=sitting, at=at, **at_desk.identity(1))

    found = at_once(*map(state, sittings))
    assert all(isinstance(one, Person) for one in found), found
    assert Person.objects.count() == 1
    assert Consent.objects.filter(purpose="taking_part").count() == 1


def test_four_phones_with_one_slip_and_one_gets_it() -> None:
    slip, _code = at_desk.slip(at_desk.registered(account("petugas@contoh.example")))
    own = [account(f"orang{n}@contoh.example") for n in range(4)]
    at = timezone.now()

    def claim(one: Any) -> Any:
        return lambda: slips.claim(slip=slip, account=one, at=at)

    found = at_once(*map(claim, own))
    assert sum(isinstance(one, Person) for one in found) == 1, found
    assert sum(isinstance(one, slips.SlipWrong) for one in found) == 3, found
    slip.refresh_from_db()
    assert slip.claimed_by == str(Person.objects.get().account)


def test_one_account_with_two_slips_takes_one_person_over() -> None:
    officer = account("petugas@contoh.example")
    both = [at_desk.slip(at_desk.registered(officer, n))[0] for n in (1, 2)]
    own, at = account("ani@contoh.example"), timezone.now()

    def claim(slip: Any) -> Any:
        return lambda: slips.claim(slip=slip, account=own, at=at)

    found = at_once(*map(claim, both))
    assert sum(isinstance(one, Person) for one in found) == 1, found
    assert sum(isinstance(one, slips.HasPerson) for one in found) == 1, found
    assert Slip.objects.filter(claimed_at=None).count() == 1


def test_a_slip_pressed_four_times_is_one() -> None:
    sitting = at_desk.registered(account("petugas@contoh.example"))
    at = timezone.now()
    found = at_once(*[lambda: slips.issue(assistance=sitting, reason="", at=at)] * 4)
    refused = (slips.ReasonNeeded, slips.AlreadyIssued)
    assert sum(isinstance(one, tuple) for one in found) == 1, found
    assert sum(isinstance(one, refused) for one in found) == 3, found
    assert Slip.objects.count() == 1


def test_a_new_slip_while_the_old_one_is_used_leaves_one_owner() -> None:
    sitting = at_desk.registered(account("petugas@contoh.example"))
    slip, _code = at_desk.slip(sitting)
    own, at = account("ani@contoh.example"), timezone.now()
    at_once(
        lambda: slips.claim(slip=slip, account=own, at=at),
        lambda: slips.issue(assistance=sitting, reason="Kertas pertama basah.", at=at),
    )
    person = at_desk.person(sitting)
    claimed = Slip.objects.filter(claimed_at__isnull=False)
    assert claimed.count() == (person.account is not None)
    for one in Slip.objects.filter(claimed_at=None):  # whoever has an account is nobody else's to take
        if person.account is not None:
            with pytest.raises(slips.SlipWrong):
                slips.claim(slip=one, account=account("sri@contoh.example"), at=at)


def test_sending_four_times_at_a_desk_sends_once() -> None:
    wave = at_desk.open_wave()
    sitting = at_desk.registered(account("petugas@contoh.example"))
    at = timezone.now()
    application = joining.start(assistance=sitting, wave=wave, at=at)
    joining.choose_field(assistance=sitting, application=application, field="food", at=at)
    application = applying.ask(application=application, at=at)
    application = joining.answer(assistance=sitting, application=application, answers={}, at=at, is_done=True)
    joining.tell_baseline(assistance=sitting, application=application, baseline={}, at=at)
    moments = [timezone.now()] * 4  # the same to the microsecond

    def send(moment: Any) -> Any:
        return lambda: joining.submit(assistance=sitting, application=application, at=moment)

    found = at_once(*map(send, moments))
    assert all(isinstance(one, Application) for one in found), found
    assert Event.objects.filter(act="waves:application:assisted").count() == 1
