"""Events are only ever added; the chain shows any change; two seals at once are harmless."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from io import StringIO
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from gelombang.audit import chain, selectors, services, triggers
from gelombang.audit.acts import SENTENCES, Act
from gelombang.audit.chain import START, ChainBroken, Sealed
from gelombang.audit.models import Chain, Event
from gelombang.audit.telling import tell
from gelombang.core.lottery.errors import ValueNotAllowed

AT = datetime(2026, 11, 24, 3, 4, 5, 678901, tzinfo=UTC)


def add(n: int = 1, **facts: Any) -> list[Event]:
    given = {"n_regions": 552, "n_designations": 128, **facts}
    return [
        services.record(
            act=Act.REGIONS_LOADED, by="person:1", subject="regions", at=AT + timedelta(i), **given
        )
        for i in range(n)
    ]


@pytest.mark.django_db
def test_what_is_recorded_is_sealed_in_order_and_verifies() -> None:
    add(3)
    assert list(selectors.exported()) == []
    assert services.seal() == 3
    assert services.seal() == 0
    add(2)
    assert services.seal() == 2
    lines = list(selectors.exported())
    n, head = chain.verify(lines)
    found = Chain.objects.get()
    assert (n, head) == (5, found.head) == (found.n_sealed, found.head)
    assert [json.loads(line)["position"] for line in lines] == [1, 2, 3, 4, 5]
    assert list(selectors.exported(after=3)) == lines[3:]


@pytest.mark.django_db
def test_many_events_are_sealed_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "STEP", 4)
    add(11)
    assert services.seal() == 11
    assert chain.verify(selectors.exported())[0] == 11


@pytest.mark.django_db
@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize("sealed", [False, True])
def test_the_database_refuses_to_change_or_delete_an_event(sealed: bool) -> None:
    (event,) = add()
    if sealed:
        services.seal()
    mine = Event.objects.filter(pk=event.pk)
    for act in (
        lambda: mine.update(by="person:2"),
        lambda: mine.update(facts={}, position=1, hash="a" * 64),
        lambda: mine.update(at=AT + timedelta(1), position=7, hash="a" * 64),
        lambda: mine.update(subject="x"),
        mine.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    if sealed:
        for change in ({"position": None, "hash": ""}, {"hash": "b" * 64}, {"position": 9}):
            with pytest.raises(DatabaseError), transaction.atomic():
                mine.update(**change)
    assert mine.get().by == "person:1"


@pytest.fixture
def guarded() -> None:
    """Triggers are there: where tests empty tables by deleting, they are taken away for the others."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in triggers.create("sqlite"):
                cursor.execute(statement)


@pytest.mark.django_db
def test_a_sealed_event_without_hash_is_refused() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.create(at=AT, by="x", act="y", subject="z", position=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Chain.objects.create(pk=2)


@pytest.mark.django_db
@pytest.mark.parametrize("facts", [{"x": 0.5}, {"x": 2**60}, {"x": {"y": 1.5}}])
def test_facts_that_have_no_canonical_form_are_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueNotAllowed):
        add(**facts)
    assert Event.objects.count() == 0


@pytest.mark.django_db
def test_an_event_needs_the_facts_of_its_sentence_and_a_time_zone() -> None:
    with pytest.raises(KeyError):
        services.record(act=Act.REGIONS_LOADED, by="x", subject="y", at=AT)
    with pytest.raises(ValueError, match="zone"):
        services.record(act=Act.REGIONS_LOADED, by="x", subject="y", at=AT.replace(tzinfo=None))


@pytest.mark.django_db
def test_an_act_undone_leaves_no_event() -> None:
    def act() -> None:
        with transaction.atomic():
            add()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert Event.objects.count() == 0


def test_every_act_is_told_in_both_languages() -> None:
    assert set(SENTENCES) == set(Act)
    facts = {"n_regions": 552, "n_designations": 128}
    for language, sentence in (
        ("id", "Sri memuat 552 wilayah dan 128 penetapan."),
        ("en", "Sri loaded 552 regions and 128 designations."),
    ):
        assert (
            tell(Act.REGIONS_LOADED, by="Sri", subject="regions", facts=facts, language=language) == sentence
        )
    assert tell("a:b:c", by="x", subject="y", facts={}) == "x: a:b:c (y)"
    facts = {"n_regions": 1, "n_designations": 1}
    told = tell(Act.REGIONS_LOADED, by="Sri", subject="regions", facts=facts, language="en")
    assert told == "Sri loaded 1 region and 1 designation."


def is_text(event: Sealed) -> bool:
    try:
        event.line(START)
    except ValueNotAllowed:
        return False
    return True


events = st.builds(
    Sealed,
    position=st.just(0),
    at=st.datetimes(
        min_value=datetime.fromisoformat("1900-01-01"), timezones=st.just(timezone(timedelta(hours=7)))
    ),
    by=st.text(max_size=9),
    act=st.text(max_size=9),
    subject=st.text(max_size=9),
    facts=st.dictionaries(st.text(max_size=5), st.integers(-9, 9) | st.text(max_size=5) | st.booleans()),
).filter(is_text)


def chained(made: list[Sealed]) -> Iterator[bytes]:
    before = START
    for position, event in enumerate(made, start=1):
        placed = Sealed(position, event.at, event.by, event.act, event.subject, event.facts)
        before = placed.hash_after(before)
        yield placed.line(before)


@settings(max_examples=60, deadline=None)
@given(st.lists(events, min_size=1, max_size=6), st.data())
def test_any_change_of_a_chain_is_found(made: list[Sealed], data: st.DataObject) -> None:
    lines = list(chained(made))
    assert chain.verify(lines)[0] == len(made)
    place = data.draw(st.integers(0, len(lines) - 1))
    line = bytearray(lines[place])
    line[data.draw(st.integers(0, len(line) - 2))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(ChainBroken):
        chain.verify([*lines[:place], bytes(line), *lines[place + 1 :]])
    if place < len(lines) - 1:  # what is cut off at the end shows against a hash that was kept
        with pytest.raises(ChainBroken) as broken:
            chain.verify([*lines[:place], *lines[place + 1 :]])
        assert broken.value.position == place + 1
    with pytest.raises(ChainBroken):
        chain.verify([lines[place], *lines])


@pytest.mark.django_db
def test_the_trail_as_a_file(tmp_path: Path) -> None:
    add(2)
    out, path = StringIO(), tmp_path / "trail.jsonl"
    call_command("audit_trail", export=path, stdout=out)
    call_command("audit_trail", verify=path, stdout=out)
    first, second = out.getvalue().splitlines()
    assert first == second
    assert first.startswith("2 events, each in its place.")
    with pytest.raises(CommandError, match="there already"):
        call_command("audit_trail", export=path)
    path.write_bytes(path.read_bytes().replace(b"552", b"553", 1))
    with pytest.raises(CommandError, match="broken at event 1: was changed"):
        call_command("audit_trail", verify=path)
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("audit_trail", verify=tmp_path / "none")


@pytest.mark.django_db(transaction=True)
def test_seals_at_once_give_each_event_one_place() -> None:
    add(60)
    start = Barrier(4)
    faults: list[Exception] = []

    def work() -> None:
        start.wait()
        try:
            services.seal()
        except DatabaseError as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    services.seal()
    # the tests' SQLite lies in memory and has no queue for its one lock: the loser is told, and nothing is lost
    assert faults == [] or connection.vendor == "sqlite"
    assert chain.verify(selectors.exported())[0] == 60
