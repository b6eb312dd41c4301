"""An event as a sentence: for anybody who reads the trail, and for the owner of what it is about."""

from collections.abc import Collection, Mapping

from django.utils.translation import get_language

from .acts import SENTENCES, Act, Counted
from .own_words import BY_SELF, OWN
from .value_words import THINGS, named, worded

YOU = ("Anda", "You")
STAFF = ("Petugas ({})", "Staff ({})")


def tell(act: str, *, by: str, subject: str, facts: Mapping[str, object], language: str = "") -> str:
    """One event as a sentence, in `language` or the reader's; an act of a later release is told by its name."""
    which = _which(language)
    if act not in SENTENCES:
        return f"{by}: {act} ({subject})"
    return _filled(SENTENCES[Act(act)][which], named(by, which), named(subject, which), facts, which)


def tell_owner(
    act: str, *, by: str, subject: str, facts: Mapping[str, object], own: Collection[str], language: str = ""
) -> str:
    """The same for whoever it is about: `own` are the keys that are theirs. Staff are told by their account's key."""
    which = _which(language)
    if act not in SENTENCES:
        return tell(act, by=by, subject=subject, facts=facts, language=language)
    found = Act(act)
    sentence = OWN.get(found, SENTENCES[found])
    if by in own:
        sentence = BY_SELF.get(found, sentence)
    told = {name: _actor(value, own, which) if _is_account(value) else value for name, value in facts.items()}
    return _filled(sentence[which], _actor(by, own, which), named(subject, which), told, which)


def _filled(sentence: str, by: str, subject: str, facts: Mapping[str, object], which: int) -> str:
    told = {
        name: Counted(value) if type(value) is int else worded(name, value, which)
        for name, value in facts.items()
    }
    words = sentence.format_map({**told, "by": by, "subject": subject})
    is_thing = words.startswith(tuple(f"{thing[which]} " for thing in THINGS.values()))
    return words[:1].upper() + words[1:] if is_thing else words


def _actor(by: object, own: Collection[str], which: int) -> str:
    """Whoever acted, as the owner knows them."""
    if by in own:
        return YOU[which]
    return STAFF[which].format(named(str(by), which)) if _is_account(by) else named(str(by), which)


def _is_account(value: object) -> bool:
    return isinstance(value, str) and value.startswith("account:")


def _which(language: str) -> int:
    return 0 if (language or get_language() or "id").startswith("id") else 1
