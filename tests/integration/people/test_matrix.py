"""Every address of the site, asked by everybody: whoever adds one says here who reaches it.

`EXPECTED` has a row for each: what an anonymous visitor is answered, an applicant (registered, has applied, no second
step), and staff (with a second step, not registered as a person); `ONLY` names the roles that alone are not refused.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import signals
from django.db import close_old_connections
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from gelombang.grievances import services as grievances
from gelombang.grievances.models import Grievance
from gelombang.people.roles import Role
from gelombang.waves.models import Proposal
from tests.factories import programme
from tests.factories.people import account, signed_in, staff

pytestmark = pytest.mark.django_db

OPEN, DOOR, ELSEWHERE, REFUSED, NONE, BY_POST = "open", "door", "elsewhere", "refused", "none", "by post"
STAFF = (DOOR, REFUSED, OPEN)
PUBLIC, NOWHERE, POSTED = (OPEN,) * 3, (NONE,) * 3, (BY_POST,) * 3
EXPECTED: dict[str, tuple[str, str, str]] = {
    "portal:home": PUBLIC,
    "portal:waves": PUBLIC,
    "portal:wave": PUBLIC,
    "portal:result": PUBLIC,
    "portal:mine": (DOOR, OPEN, ELSEWHERE),
    "portal:take_seat": POSTED,
    "portal:give_back_seat": POSTED,
    "portal:demonstration": PUBLIC,  # where people are invented; else there is none
    "portal:demonstration_enter": POSTED,
    "portal:demonstration_close": POSTED,
    "portal:demonstration_publish": POSTED,
    "portal:style": PUBLIC,
    "portal:api": PUBLIC,
    "api:document": PUBLIC,
    "api:waves": PUBLIC,
    "api:wave": PUBLIC,
    "api:wave_regions": PUBLIC,
    "api:draws": PUBLIC,
    "api:draw": NOWHERE,  # no draw is published here
    "api:regions": PUBLIC,
    "api:region": NOWHERE,  # no region has that code
    "api:programme": NOWHERE,  # nothing is counted here
    "api:elsewhere": NOWHERE,
    "portal:office_today": STAFF,
    "portal:office_waves": STAFF,
    "portal:office_new_wave": STAFF,
    "portal:office_wave": STAFF,
    "portal:office_change_wave": (DOOR, REFUSED, ELSEWHERE),
    "portal:office_propose_result": POSTED,
    "portal:office_propose_void": POSTED,
    "portal:office_propose_again": POSTED,
    "portal:office_keep_signature": POSTED,
    "portal:office_close_rehearsal": POSTED,
    "portal:office_lists": STAFF,
    "portal:office_list": (DOOR, REFUSED, NONE),
    "portal:office_list_in_force": POSTED,
    "portal:office_list_away": POSTED,
    "portal:office_list_withdraw": POSTED,
    "portal:office_proposal": STAFF,
    "portal:office_approve": POSTED,
    "portal:office_refuse": POSTED,
    "portal:office_people": STAFF,
    "portal:office_person": (DOOR, REFUSED, NONE),  # whoever has not searched for somebody finds nobody
    "portal:office_numbers": POSTED,
    "portal:office_take_seat": POSTED,
    "portal:office_desk": STAFF,
    "people:desk_new": STAFF,
    "portal:office_desks": STAFF,
    "portal:office_desk_officer": (DOOR, REFUSED, NONE),  # nobody sat here yet
    "people:desk_identity": (DOOR, REFUSED, NONE),  # a sitting is its officer's alone
    "people:desk_taken": (DOOR, REFUSED, NONE),
    "people:desk_dispute": POSTED,
    "people:desk_family": (DOOR, REFUSED, NONE),
    "people:desk_home": (DOOR, REFUSED, NONE),
    "people:desk_about": (DOOR, REFUSED, NONE),
    "people:desk_check": (DOOR, REFUSED, NONE),
    "portal:desk_receipt": (DOOR, REFUSED, NONE),
    "portal:desk_done": (DOOR, REFUSED, NONE),
    "desk_begin": POSTED,
    "desk_again": POSTED,
    "desk_object": (DOOR, REFUSED, NONE),
    "desk_field": (DOOR, REFUSED, NONE),
    "desk_questions": (DOOR, REFUSED, NONE),
    "desk_baseline": (DOOR, REFUSED, NONE),
    "desk_send": (DOOR, REFUSED, NONE),
    "portal:desk_slip": POSTED,
    "portal:desk_printed": POSTED,
    "portal:office_cases": STAFF,
    "portal:office_case": (DOOR, REFUSED, NONE),
    "portal:office_grievances": STAFF,
    "portal:office_grievance_take": STAFF,
    "portal:office_grievance_taken": (DOOR, REFUSED, NONE),  # whoever took it down sees its code
    "portal:office_grievance": STAFF,
    "portal:office_grievance_answer": STAFF,
    "portal:office_grievance_answer_as": POSTED,
    "portal:office_grievance_hold": POSTED,
    "portal:office_grievance_release": POSTED,
    "portal:office_grievance_pass_up": POSTED,
    "portal:office_messages": STAFF,
    "portal:office_retry": POSTED,
    "portal:office_trail": STAFF,
    "portal:office_chain": STAFF,
    "draws:register": PUBLIC,
    "draws:worker": PUBLIC,
    "draws:verifier": PUBLIC,
    "draws:find": NOWHERE,
    "draws:draw": NOWHERE,  # no draw is published here; who sees a published one: everybody
    "draws:check": NOWHERE,
    "draws:proof": NOWHERE,
    "draws:bundle": NOWHERE,
    "draws:file": NOWHERE,
    "draws:decree": NOWHERE,
    "robots": PUBLIC,
    "icon": PUBLIC,
    "messages:check": PUBLIC,
    "people:enter": (OPEN, ELSEWHERE, ELSEWHERE),
    "people:code": (DOOR, DOOR, DOOR),
    "people:again": POSTED,
    "people:claim": PUBLIC,
    "people:claimed": (DOOR, ELSEWHERE, ELSEWHERE),  # whoever has typed no slip types one first
    "people:leave": POSTED,
    "people:leave_everywhere": POSTED,
    "people:identity": (DOOR, ELSEWHERE, OPEN),
    "people:family": (DOOR, ELSEWHERE, ELSEWHERE),
    "people:home": (DOOR, OPEN, ELSEWHERE),
    "people:about": (DOOR, OPEN, ELSEWHERE),
    "people:consent": (DOOR, ELSEWHERE, ELSEWHERE),
    "people:account": (DOOR, OPEN, OPEN),
    "correct_identity": (DOOR, OPEN, ELSEWHERE),
    "correct_family": (DOOR, OPEN, ELSEWHERE),
    "people:address": (DOOR, OPEN, OPEN),
    "people:address_code": (DOOR, ELSEWHERE, ELSEWHERE),
    "people:language": (DOOR, OPEN, OPEN),
    "people:fresh": (DOOR, OPEN, OPEN),
    "people:ask_removal": POSTED,
    "people:removal": (DOOR, REFUSED, NONE),
    "people:approve_removal": POSTED,
    "people:refuse_removal": POSTED,
    "people:roles": (DOOR, REFUSED, OPEN),
    "people:role_holder": (DOOR, REFUSED, OPEN),
    "people:give_role": POSTED,
    "people:end_role": POSTED,
    "account_login": (OPEN, ELSEWHERE, ELSEWHERE),
    "account_logout": POSTED,
    "account_reauthenticate": (OPEN, ELSEWHERE, ELSEWHERE),
    "account_inactive": (OPEN, ELSEWHERE, ELSEWHERE),
    "mfa_authenticate": (DOOR, ELSEWHERE, ELSEWHERE),
    "mfa_login_webauthn": (DOOR, ELSEWHERE, ELSEWHERE),
    "usersessions_list": (DOOR, OPEN, OPEN),
    "mfa_index": (DOOR, OPEN, OPEN),
    "mfa_reauthenticate": (DOOR, REFUSED, OPEN),
    "mfa_reauthenticate_webauthn": (DOOR, REFUSED, ELSEWHERE),
    "mfa_activate_totp": (DOOR, OPEN, ELSEWHERE),
    "mfa_deactivate_totp": (DOOR, NONE, OPEN),
    "mfa_view_recovery_codes": (DOOR, NONE, OPEN),
    "mfa_generate_recovery_codes": (DOOR, OPEN, OPEN),
    "mfa_download_recovery_codes": (DOOR, NONE, OPEN),
    "mfa_list_webauthn": (DOOR, OPEN, OPEN),
    "mfa_add_webauthn": (DOOR, OPEN, OPEN),
    "mfa_edit_webauthn": (DOOR, NONE, NONE),
    "mfa_remove_webauthn": (DOOR, NONE, NONE),
    "grievances:complain": PUBLIC,
    "grievances:find": PUBLIC,
    "grievances:one": NOWHERE,  # by its code alone, which its author has
    "portal:take_along": POSTED,
    "waves:withdraw": (DOOR, OPEN, ELSEWHERE),
    "waves:withdraw_application": (DOOR, OPEN, ELSEWHERE),
    "portal:forget": (DOOR, OPEN, ELSEWHERE),
    "waves:begin": (DOOR, ELSEWHERE, ELSEWHERE),
    "waves:field": (DOOR, ELSEWHERE, ELSEWHERE),
    "waves:questions": (DOOR, ELSEWHERE, ELSEWHERE),
    "waves:baseline": (DOOR, ELSEWHERE, ELSEWHERE),
    "waves:send": (DOOR, ELSEWHERE, ELSEWHERE),
    "waves:objection": (DOOR, OPEN, ELSEWHERE),
    "waves:again": POSTED,
    "waves:receipt": (DOOR, OPEN, ELSEWHERE),
    "waves:receipt_pdf": (DOOR, OPEN, ELSEWHERE),
    "waves:receipt_file": (DOOR, OPEN, ELSEWHERE),
}
SEE_WAVES = {Role.OFFICER, Role.APPROVER, Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR}
ANSWER = {Role.OFFICER, Role.APPROVER}
DESK = {Role.OFFICER, Role.FIELD}
DESKS = {Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR}
SITTING = (
    "people:desk_identity",
    "people:desk_taken",
    "people:desk_family",
    "people:desk_home",
    "people:desk_about",
    "people:desk_check",
    "portal:desk_receipt",
    "portal:desk_done",
    "desk_object",
    "desk_field",
    "desk_questions",
    "desk_baseline",
    "desk_send",
)
SITTING_ACTS = (
    "people:desk_dispute",
    "desk_begin",
    "desk_again",
    "portal:desk_slip",
    "portal:desk_printed",
)
READ_TRAIL = {Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR}
ONLY = {
    "portal:office_waves": SEE_WAVES,
    "portal:office_new_wave": {Role.OFFICER},
    "portal:office_wave": SEE_WAVES,
    "portal:office_change_wave": {Role.OFFICER},
    "portal:office_lists": SEE_WAVES,
    "portal:office_list": SEE_WAVES,
    "portal:office_proposal": SEE_WAVES,
    "portal:office_people": {Role.OFFICER},
    "portal:office_person": {Role.OFFICER},
    "portal:office_desk": DESK,
    "people:desk_new": DESK,
    "portal:office_desks": DESKS,
    "portal:office_desk_officer": DESKS,
    **dict.fromkeys(SITTING, DESK),
    "portal:office_cases": {Role.OFFICER, Role.APPROVER},
    "portal:office_case": {Role.OFFICER, Role.APPROVER},
    "portal:office_grievances": ANSWER,
    "portal:office_grievance_take": {Role.OFFICER, Role.FIELD},
    "portal:office_grievance_taken": {Role.OFFICER, Role.FIELD},
    "portal:office_grievance": ANSWER,
    "portal:office_grievance_answer": ANSWER,
    "portal:office_messages": {Role.OFFICER, Role.AUDITOR},
    "portal:office_trail": READ_TRAIL,
    "portal:office_chain": READ_TRAIL,
    "people:roles": {Role.ADMINISTRATOR},
    "people:role_holder": {Role.ADMINISTRATOR},
    "people:removal": {Role.ADMINISTRATOR},
}
"""Of the staff, these alone; all others are refused."""
ONLY_BY_POST = {
    "portal:office_propose_result": {Role.OFFICER},
    "portal:office_propose_void": {Role.OFFICER},
    "portal:office_propose_again": {Role.OFFICER},
    "portal:office_keep_signature": {Role.OFFICER},
    "portal:office_approve": {Role.APPROVER},
    "portal:office_refuse": {Role.APPROVER},
    "portal:office_take_seat": {Role.OFFICER, Role.FIELD},
    "portal:office_list_in_force": {Role.APPROVER},
    "portal:office_list_away": {Role.OFFICER},
    "portal:office_list_withdraw": {Role.OFFICER},
    "portal:office_grievance_answer_as": ANSWER,
    "portal:office_grievance_hold": ANSWER,
    "portal:office_grievance_release": ANSWER,
    "portal:office_grievance_pass_up": ANSWER,
    "people:give_role": {Role.ADMINISTRATOR},
    "people:end_role": {Role.ADMINISTRATOR},
    "people:ask_removal": {Role.ADMINISTRATOR},
    "people:approve_removal": {Role.ADMINISTRATOR},
    "people:refuse_removal": {Role.ADMINISTRATOR},
}
"""The same for what is sent."""
OTHERS = "rina@contoh.example"
KEPT: dict[str, Any] = {"usul/": Proposal, "kantor/pengaduan/<int:pk>": Grievance}
"""What a route with this part has a row of: `pk` is the row's, which is not 1 in a database that was used before."""


def addresses(patterns: Any, before: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """Each pattern's name and route, those of the English site left out (they are the same)."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield f"{namespace}:{pattern.name}" if namespace else str(pattern.name), route
        else:
            yield from addresses(pattern.url_patterns, route, pattern.namespace or namespace)


def outcome(browser: Client, path: str, *, posted: bool = False) -> str:
    """What is answered, in a word."""
    answer = browser.post(path) if posted else browser.get(path)
    if answer.streaming:  # a file that stays open; closing an answer closes the connection of the test too
        signals.request_finished.disconnect(close_old_connections)
        answer.close()
        signals.request_finished.connect(close_old_connections)
    if answer.status_code == 302:
        return DOOR if answer.headers["Location"].startswith("/masuk/") else ELSEWHERE
    words = {200: OPEN, 400: OPEN, 403: REFUSED, 404: NONE, 405: BY_POST}
    return words.get(answer.status_code, str(answer.status_code))


@pytest.fixture
def everybody(settings: Any) -> dict[str, Client]:
    settings.INVENTED_PEOPLE = True
    opened = timezone.now() - timedelta(days=2)
    wave = programme.wave(opens_at=opened, closes_at=opened + timedelta(days=7))
    programme.applied(wave, programme.person(1, region=programme.regions()[0], at=opened))
    account(OTHERS)
    grievances.take(topic=Grievance.Topic.DRAW, words="x", way=Grievance.Way.FORM, at=opened)
    given = [role for role in Role if role is not Role.APPLICANT]
    return {
        "anonymous": Client(),
        Role.APPLICANT: signed_in("orang1@contoh.example"),
        **{role: staff(role, address=f"{role}@contoh.example") for role in given},
    }


def path_of(route: str, everybody: dict[str, Client]) -> str:
    """The route with something in each of its places; the account is one that the administrator has found."""
    filled = {"number": "1", "slug": "tidak-ada", "code": "X", "name": "a.csv", "pk": "1", "purpose": "news"}
    if "token" in route:
        found = everybody[Role.ADMINISTRATOR].post("/kantor/peran/", {"address": OTHERS}).headers["Location"]
        filled["token"] = found.split("/")[-2]
    for part, rows in KEPT.items():
        if part in route:
            filled["pk"] = str(rows.objects.earliest("pk").pk)
    for name, value in filled.items():
        for kind in ("int:", "slug:", "str:", "path:", ""):
            route = route.replace(f"<{kind}{name}>", value)
    return f"/{route}"


def test_every_address_has_its_row_and_answers_everybody_as_it_says(everybody: dict[str, Client]) -> None:
    found, expected = {}, {}
    for name, route in addresses(get_resolver().url_patterns):
        path = path_of(route, everybody)
        found[name] = {who: outcome(browser, path) for who, browser in everybody.items()}
        anonymous, applicant, others = EXPECTED.get(name, ("no row", "no row", "no row"))
        expected[name] = dict.fromkeys(everybody, others)
        if name in ONLY:
            expected[name] = {who: others if who in ONLY[name] else REFUSED for who in everybody}
        expected[name] |= {"anonymous": anonymous, Role.APPLICANT: applicant}
    assert found == expected
    assert set(EXPECTED) == set(found)


def test_what_only_staff_send_is_taken_from_nobody_else(everybody: dict[str, Client]) -> None:
    for name, route in addresses(get_resolver().url_patterns):
        if name in ONLY_BY_POST:
            path = path_of(route, everybody)
            found = {who: outcome(browser, path, posted=True) for who, browser in everybody.items()}
            refused = {who for who in everybody if who not in ONLY_BY_POST[name]} - {"anonymous"}
            assert {who for who, answer in found.items() if answer == REFUSED} == refused, name
            assert {who for who, answer in found.items() if answer == DOOR} == {"anonymous"}, name


def test_a_post_is_refused_without_the_token_of_its_form() -> None:
    strict = Client(enforce_csrf_checks=True)
    for name, route in addresses(get_resolver().url_patterns):
        if "<" not in route and EXPECTED.get(name) == POSTED:
            assert strict.post(f"/{route}").status_code == 403, name


def test_what_is_sent_in_a_sitting_is_taken_from_its_officer_alone(everybody: dict[str, Client]) -> None:
    for name, route in addresses(get_resolver().url_patterns):
        if name in SITTING_ACTS:
            path = path_of(route, everybody)
            found = {who: outcome(browser, path, posted=True) for who, browser in everybody.items()}
            expected = {who: NONE if who in DESK else REFUSED for who in everybody}
            assert found == {**expected, "anonymous": DOOR}, name
