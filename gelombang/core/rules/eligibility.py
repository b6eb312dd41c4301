"""May this person join this wave? An answer with reasons, and for each reason what can be done about it.

A refusal without a reason was among the loudest complaints about programmes of this kind, and repeated refusal without
one the bitterest. So the answer is never a yes or no alone: it is *all* rules that stand in the way, each with the
facts that make it apply, the day on which it stops applying where there is one, and whether the person may object.

>>> from datetime import date
>>> terms = Terms(age_least=18, age_most=64, excluded=frozenset({"in_education"}), per_household=2, once=True)
>>> young = Person(born_on=date(2008, 3, 3), statuses=frozenset(), n_selected=0, n_household_selected=0)
>>> [(str(reason.rule), reason.until.isoformat()) for reason in judge(young, terms, on=date(2026, 1, 5))]
[('too_young', '2026-03-03')]
>>> judge(young, terms, on=date(2026, 3, 3))
()
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .ages import age, reaches


class Rule(StrEnum):
    """Why somebody may not join. Each has a sentence, in two languages, where sentences are kept."""

    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    STATUS = "status"
    LISTED = "listed"
    SERVED = "served"
    HOUSEHOLD_SERVED = "household_served"
    UNKNOWN_BIRTH = "unknown_birth"
    LEVEL = "level"


LEVELS = ("declared", "documented", "verified")
"""How sure the programme is of who somebody is, the least first: by their own word, by cards that an officer saw, by
the civil registry's."""


@dataclass(frozen=True)
class Terms:
    """What a wave demands. Ages in whole years, `age_most` included, None: no upper limit; `excluded` are statuses and
    lists that keep a person out; at most `per_household` of a family card are ever selected, 0: no limit; `once`: who
    was selected before is not again; `level_least`, one of `LEVELS`: how sure one must be of who somebody is."""

    age_least: int
    age_most: int | None
    excluded: frozenset[str]
    per_household: int
    once: bool
    level_least: str = LEVELS[0]


@dataclass(frozen=True)
class Hit:
    """A person found on a list of those who are excluded: which `status` it is for, whose list, of what day."""

    status: str
    source: str
    dated_on: date


@dataclass(frozen=True)
class Person:
    """What the rules need to know of somebody. `statuses` are their own statements; `hits` is what lists say of them;
    `n_selected` how often selected and not void; `n_household_selected` how many others of the family card were;
    `level` is one of `LEVELS`."""

    born_on: date | None
    statuses: frozenset[str]
    n_selected: int
    n_household_selected: int
    hits: tuple[Hit, ...] = ()
    level: str = LEVELS[0]


@dataclass(frozen=True)
class Reason:
    """One rule that stands in the way. `until` is the first day on which it no longer does, None where time changes
    nothing; `may_appeal` where it rests on what others say; the rest are the facts, for the sentence."""

    rule: Rule
    until: date | None = None
    may_appeal: bool = False
    age: int | None = None
    limit: int | None = None
    status: str = ""
    source: str = ""
    dated_on: date | None = None
    level: str = ""
    level_least: str = ""


def judge(person: Person, terms: Terms, *, on: date) -> tuple[Reason, ...]:
    """Every reason why `person` may not join a wave under `terms` on a day; empty where they may."""
    return (
        *_by_age(person.born_on, terms, on),
        *(Reason(Rule.STATUS, status=status) for status in sorted(person.statuses & terms.excluded)),
        *(
            Reason(Rule.LISTED, may_appeal=True, status=hit.status, source=hit.source, dated_on=hit.dated_on)
            for hit in person.hits
            if hit.status in terms.excluded
        ),
        *_by_earlier_waves(person, terms),
        *_by_level(person.level, terms.level_least),
    )


def _by_age(born_on: date | None, terms: Terms, on: date) -> tuple[Reason, ...]:
    if born_on is None or born_on > on:
        return (Reason(Rule.UNKNOWN_BIRTH),)
    now = age(born_on, on=on)
    if now < terms.age_least:
        first = reaches(born_on, terms.age_least)
        return (Reason(Rule.TOO_YOUNG, until=first, age=now, limit=terms.age_least),)
    if terms.age_most is not None and now > terms.age_most:
        return (Reason(Rule.TOO_OLD, age=now, limit=terms.age_most),)
    return ()


def _by_earlier_waves(person: Person, terms: Terms) -> tuple[Reason, ...]:
    if terms.once and person.n_selected:
        return (Reason(Rule.SERVED, may_appeal=True),)
    if terms.per_household and person.n_household_selected >= terms.per_household:
        return (Reason(Rule.HOUSEHOLD_SERVED, may_appeal=True, limit=terms.per_household),)
    return ()


def _by_level(level: str, least: str) -> tuple[Reason, ...]:
    if LEVELS.index(level) >= LEVELS.index(least):
        return ()
    return (Reason(Rule.LEVEL, may_appeal=True, level=level, level_least=least),)


def last_day(born_on: date, age_most: int) -> date:
    """The last day on which somebody is not yet too old."""
    return reaches(born_on, age_most + 1) - timedelta(days=1)
