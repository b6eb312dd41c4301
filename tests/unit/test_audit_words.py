"""Every act is told in words, in both languages: to whoever reads the trail, and to the owner of what it is about."""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from string import Formatter
from typing import Any

import pytest

from gelombang.audit.acts import SENTENCES, Act
from gelombang.audit.own_words import BY_SELF, OWN
from gelombang.audit.telling import tell, tell_owner
from gelombang.audit.value_words import VALUES
from gelombang.cases.models import Case
from gelombang.flow.retention import RULES
from gelombang.grievances.models import Decision, Grievance
from gelombang.people.addresses import Kind
from gelombang.people.models import Consent, Person
from gelombang.people.roles import WORDS, Role
from gelombang.people.services import correcting
from gelombang.people.services.keys import Key
from gelombang.policy.reason_words import STATUSES
from gelombang.waves.services.proposals import WHAT

SAMPLES: dict[str, Any] = {
    "about": "person:12",
    "account": "account:9",
    "after": "53.05",
    "application": "application:4",
    "asked_by": "account:8",
    "before": "account:7",
    "case": "case:3",
    "file_sha256": "ab" * 32,
    "manifest_sha256": "cd" * 32,
    "name": "Gelombang 3",
    "prepared_by": "account:8",
    "proposed_by": "account:8",
    "reason": "Kartu sudah dilihat.",
    "source": "Polri",
    "text_version": "2026-11",
    "wave": "Gelombang 3",
}
CODES = {
    "kind": Case.Kind.values,
    "decision": Case.Decision.values,
    "how": [*map(str, Kind), *map(str, Key)],
    "language": ["id", "en"],
    "role": list(map(str, Role)),
    "level": Person.Level.values,
    "purpose": Consent.Purpose.values,
    "what": [
        *WHAT.values(),
        *correcting.WHAT.values(),
        correcting.CARD,
        *(rule.what for rule in RULES),
        "nik",
        "address",
        "application",
        "receipt",
    ],
    "topic": Grievance.Topic.values,
    "way": [*Grievance.Way.values, *(way for way in Consent.Way.values if way != "own")],
    "outcome": Decision.Outcome.values,
    "step": ["field", "questions", "baseline"],
    "status": list(STATUSES),
}
"""Whatever an event can hold under a name, besides texts that people wrote."""
OWN_SUBJECT = ("people:account:", "people:person:", "people:consent:", "people:slip:", "people:key:")


def fields(act: Act) -> set[str]:
    found = {name for sentence in SENTENCES[act] for _, name, _, _ in Formatter().parse(sentence) if name}
    return found - {"by", "subject"}


def samples(act: Act) -> list[dict[str, Any]]:
    """Facts of the act: each code that it can hold in one of them."""
    coded = {name: list(VALUES[name]) for name in fields(act) if name in VALUES}
    most = max((len(values) for values in coded.values()), default=1)
    plain = {name: SAMPLES.get(name, 1) for name in fields(act) - coded.keys()}
    return [
        {**plain, **{name: values[n % len(values)] for name, values in coded.items()}} for n in range(most)
    ]


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


def told_in(which: int) -> set[str]:
    """Every word that the sentences and values of a language are made of."""
    tables: list[Mapping[Any, tuple[str, str]]] = [SENTENCES, OWN, BY_SELF, *VALUES.values()]
    texts = [both[which] for table in tables for both in table.values()]
    return {word for text in texts for word in words(re.sub(r"\{\w+(?::([^}]*))?\}", r" \1 ", text))}


ONLY = {"id": told_in(0) - told_in(1), "en": told_in(1) - told_in(0)}
OTHER = {"id": "en", "en": "id"}


def faults(sentence: str, language: str) -> list[str]:
    """What is wrong with a sentence: codes in it, words of the other language, forms that nobody says."""
    without = sentence
    for own in ("reason", "name", "source", "file_sha256", "manifest_sha256"):
        without = without.replace(SAMPLES[own], "0")
    found = re.findall(r"\{|\}|\w+_\w+|\b[a-z]+:[0-9]+\b|\b[Yy]ou (?:was|is|has)\b|\bof you\b|  ", without)
    return found + sorted(words(without) & ONLY[OTHER[language]])


def test_every_code_that_an_event_can_hold_has_words() -> None:
    for name, values in CODES.items():
        assert set(values) <= set(VALUES[name]), name
    assert set(VALUES) == set(CODES)
    for role in Role:
        assert VALUES["role"][role] == (WORDS[role][0], WORDS[role][2])


def every() -> Iterator[tuple[Act, dict[str, Any], str]]:
    """Each act with facts of each kind, in each language."""
    for act, language in product(Act, ("id", "en")):
        for facts in samples(act):
            yield act, facts, language


def test_every_act_is_a_sentence_in_words_of_its_language() -> None:
    for act, facts, language in every():
        for by, subject in (("p•••@contoh.example", "wave:3"), ("person:5", "person:5"), ("tick", "case:1")):
            sentence = tell(act, by=by, subject=subject, facts=facts, language=language)
            known = re.sub(r"account:[0-9]+", "", sentence)
            assert faults(known, language) == [], sentence
            assert not sentence[0].islower() or sentence[0] == "p", sentence


def test_the_owner_is_told_as_one_says_it_to_somebody() -> None:
    own = ["account:5", "person:6"]
    for act, facts, language in every():
        for by in ("account:5", "person:6", "account:8", "tick", "command line"):
            sentence = tell_owner(act, by=by, subject="person:6", facts=facts, own=own, language=language)
            assert faults(sentence, language) == [], sentence
            assert not sentence[0].islower(), sentence
            if act in OWN:
                assert words(sentence) & {"anda", "you", "your"}, sentence
                assert not re.search(r"person 6|orang 6", sentence), sentence


def test_what_happens_to_people_and_accounts_has_sentences_for_its_owner() -> None:
    at_a_desk = {Act.PERSON_MISSED}
    plain = {Act.SIGNED_OUT_EVERYWHERE, Act.SIGNED_OUT_ELSEWHERE, Act.LANGUAGE_CHANGED, Act.KEY_ADDED}
    missing = {act for act in Act if act.startswith(OWN_SUBJECT)} - set(OWN) - plain - at_a_desk
    assert missing == {Act.KEY_REMOVED}  # "You removed a way to sign in" says it already


@pytest.mark.parametrize(
    ("act", "by", "facts", "indonesian", "english"),
    [
        (
            Act.CONSENT_GIVEN,
            "person:6",
            {"purpose": "taking_part"},
            "Anda menyetujui: data dipakai untuk ikut program.",
            "You consented to: use of the data for taking part.",
        ),
        (
            Act.CONSENT_GIVEN,
            "account:8",
            {"purpose": "surveys"},
            "Petugas (akun 8) mencatat persetujuan Anda: ditanya lagi kelak.",
            "Staff (account 8) recorded your consent: being asked again later.",
        ),
        (
            Act.ACCOUNT_OPENED,
            "account:5",
            {"how": "phone"},
            "Akun Anda dibuka lewat nomor HP.",
            "Your account was opened by mobile number.",
        ),
        (
            Act.PERSON_FOUND,
            "account:8",
            {},
            "Petugas (akun 8) mencari Anda.",
            "Staff (account 8) looked you up.",
        ),
    ],
)
def test_sentences_of_my_own_page(
    act: Act, by: str, facts: dict[str, Any], indonesian: str, english: str
) -> None:
    own = ["account:5", "person:6"]
    for language, sentence in (("id", indonesian), ("en", english)):
        assert tell_owner(act, by=by, subject="person:6", facts=facts, own=own, language=language) == sentence
    assert tell_owner("a:b:c", by="account:5", subject="y", facts={}, own=own) == "account:5: a:b:c (y)"


def test_several_words_of_one_fact_are_told_each() -> None:
    facts, act = {"what": "nama, tanggal lahir"}, Act.IDENTITY_CORRECTED
    told = tell_owner(act, by="account:8", subject="person:6", facts=facts, own=["person:6"], language="en")
    assert told.startswith("Staff (account 8) corrected your data: name, birth date.")
