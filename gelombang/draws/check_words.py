"""The words of a check on the server: those of the check in the browser, from the same files.

`words-id.js` and `words-en.js` are JSON after `export default`; what `verify/words.js` does with them is done here with
them, so that a phone without scripts reads the same answer (tests/e2e compares the two, sentence by sentence).
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format

from gelombang.core.lottery.selection import Order
from gelombang.engines.languages import Language
from gelombang.engines.policy_words import number

VERIFY = Path(__file__).parent / "static" / "draws" / "verify"
MOMENTS = ("at", "time", "signed_at", "close_time")
WHOLE = ("----", "0000")

Facts = Mapping[str, Any]


@cache
def words_of(language: Language) -> dict[str, Any]:
    """All sentences of a language."""
    text = (VERIFY / f"words-{language}.js").read_text("utf-8")
    return dict(json.loads(text.partition("\nexport default")[2].strip().removesuffix(";")))


def million(score: str) -> int:
    """A number of 64 hex as a place among a million, as people compare it."""
    return int(score[:10], 16) * 1_000_000 >> 40


def short(score: str) -> str:
    """The beginning of a number of 64 hex."""
    return f"{score[:4]} {score[4:8]} {score[8:12]}…"


@dataclass(frozen=True)
class Detail:
    """What decided one phase: `kind` is won, quota, seats or household; `last` the order of the last one selected."""

    kind: str
    phase: int
    stratum: str
    order: Order
    last: Order | None = None
    cap: int = 0
    mates: tuple[Facts, ...] = ()

    @property
    def is_compared(self) -> bool:
        """Whether two different numbers, as they are told, decided."""
        mine, last = self.order, self.last
        if last is None or mine[2] == last[2]:
            return False
        return mine[0] == last[0] and million(mine[1]) != million(last[1])


@dataclass(frozen=True)
class Speaker:
    """A language's words and the names a draw's page knows: of `regions` by code, of `phases` in order, of whom to ask
    (`operator`, with `contact` and its `link`), what somebody selected does (`next`), and when and why the draw was
    declared void (`gone`); `zone` is that of times."""

    language: Language
    zone: str
    regions: Mapping[str, str] = field(default_factory=dict)
    phases: Sequence[str] = ()
    operator: str = ""
    contact: str = ""
    link: str = ""
    next: str = ""
    gone: Facts | None = None

    @property
    def words(self) -> dict[str, Any]:
        return words_of(self.language)

    def fill(self, text: str, facts: Facts) -> str:
        """A sentence with its facts: numbers and moments as the language writes them."""
        return re.sub(r"\{(\w+)\}", lambda found: self._show(found[1], facts[found[1]]), text)

    def _show(self, name: str, value: Any) -> str:
        if name in MOMENTS:
            return self.moment(value)
        return number(value, self.language) if isinstance(value, int) else str(value)

    def moment(self, value: str | datetime) -> str:
        """A moment in the site's zone, like 24 November 2026 pukul 20.41 WIB."""
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) else value
            local = moment.astimezone(ZoneInfo(self.zone))
        except (ValueError, OverflowError):  # somebody else's statement may hold any text
            return str(value)
        with translation.override(self.language):
            date = date_format(local, "j F Y")
        parts = {
            "date": date,
            "time": local.strftime("%H.%M" if self.language == "id" else "%H:%M"),
            "zone": local.strftime("%Z"),
        }
        return str(self.words["moment"]).format(**parts)

    def phase(self, place: int) -> str:
        """A phase by number and, where it has one, name."""
        name = self.phases[place - 1] if 0 < place <= len(self.phases) else ""
        return (
            self.fill(self.words["detail"]["phase"], {"number": place, "name": name}) if name else str(place)
        )

    def region(self, code: str) -> str:
        """A region's name; never its bare code."""
        return self.regions.get(code) or str(self.words["detail"]["unnamed"])

    def place(self, code: str) -> str:
        """Where, in words."""
        detail = self.words["detail"]
        return (
            str(detail["whole"])
            if code in WHOLE
            else self.fill(detail["region"], {"region": self.region(code)})
        )

    def step(self, name: str, holds: bool | None, facts: Facts) -> str:
        """One sentence for a step."""
        said = self.words["steps"][name]
        told = self._told(facts)
        if holds is None:
            return self.fill(said["open"], told)
        if not holds:
            return self.fill(said.get(f"no_{_variant(name, facts)}") or said["no"], told)
        return self.fill(said.get(f"yes_{_variant(name, facts)}") or said["yes"], told)

    def note(self, name: str, holds: bool | None, facts: Facts) -> str:
        """What a step adds: why it matters, or, where it failed, what that can mean and what to do."""
        said = self.words["steps"][name]
        if holds is False:
            return str(said.get(f"help_{_variant(name, facts)}") or said["help"])
        rehearsed = name == "beacon" and facts["rehearsal"] and facts["type"] != "none"
        variant = "rehearsal" if rehearsed else _variant(name, facts)
        return self.fill(said.get(f"why_{variant}") or said["why"], facts)

    def _told(self, facts: Facts) -> dict[str, Any]:
        told = dict(facts)
        if "score" in facts:
            told |= {"million": million(facts["score"]), "score_start": short(facts["score"])}
        if "seed" in facts:
            told["seed_start"] = facts["seed"][:12]
        if "result" in facts:
            told |= {"phase": self.phase(facts["result"].phase), "rank": facts["result"].rank}
        return told

    def detail(self, d: Detail) -> str:
        """What decided one phase, in one sentence."""
        words = self.words["detail"]
        told: dict[str, Any] = {"phase": self.phase(d.phase), "place": self.place(d.stratum), "cap": d.cap}
        if d.kind == "household":
            mates = words["and"].join(self.fill(words["mate"], mate) for mate in d.mates[: d.cap])
            return self.fill(words["household"], {**told, "mates": mates})
        if d.last is None:
            return self.fill(words["empty"], told)
        if d.order[2] == d.last[2]:
            return self.fill(words["last"], told)
        if d.order[0] != d.last[0]:
            return self.fill(words["band"], {**told, "mine": d.order[0] + 1, "last": d.last[0] + 1})
        said = words["won" if d.kind == "won" else "lost"]
        return self.fill(said, {**told, **self._pair(d.order, d.last)})

    def numbers(self, kind: str, details: Sequence[Detail]) -> tuple[str, ...]:
        """The reader's number beside the last one selected in each phase; nothing where that is not what decided."""
        if not details or kind == "household":
            return ()
        if not all(d.is_compared for d in details):
            return tuple(map(self.detail, details))
        words = self.words["numbers"]
        mine = self.fill(words["mine"], {"mine": million(details[0].order[1])})
        return (mine, *(self._limit(d, words) for d in details))

    def _limit(self, d: Detail, words: Mapping[str, str]) -> str:
        told = {"phase": self.phase(d.phase), "place": self.place(d.stratum)}
        last = million(d.last[1]) if d.last else 0
        return self.fill(words["won" if d.kind == "won" else "lost"], {**told, "last": last})

    def _pair(self, mine: Order, last: Order) -> dict[str, str]:
        a, b = million(mine[1]), million(last[1])
        if a == b and mine[1] != last[1]:
            return {"mine": short(mine[1]), "last": short(last[1])}
        return {"mine": number(a, self.language), "last": number(b, self.language)}

    def reason(self, kind: str, *, phase: int, stratum: str, cap: int) -> str:
        """Why, in one sentence."""
        words = self.words
        told: dict[str, Any] = {
            "phase": self.phase(phase),
            "region": self.region(stratum),
            "cap_words": words["numerals"][cap] if cap < len(words["numerals"]) else cap,
        }
        if "people" in words:
            told["cap_people"] = self.fill(words["people"][cap != 1], {"n": cap})
        return self.fill(words["answers"][kind]["reason"], told)

    def since(self, facts: Facts, *, left: bool) -> tuple[str, str]:
        """That a replacement gave a place or took it away after the draw: title and sentence."""
        said = self.words["since"][("left" if facts["holder"] else "left_empty") if left else "came"]
        phase = self.phase(facts["phase"])
        return str(said["title"]), self.fill(said["reason"], {**facts, "phase": phase})

    def refusal(self, key: str, **facts: Any) -> str:
        """Why nothing could be checked."""
        return self.fill(self.words["refused"][key], facts)

    def to_operator(self, text: str) -> str:
        """A sentence that says whom to turn to."""
        return self.fill(text, {"operator": self.operator or self.words["operator"]})

    @property
    def objection(self) -> str:
        """Whom to turn to who disagrees."""
        return self.to_operator(self.words["objection"])


def _variant(name: str, facts: Facts) -> str:
    """Which of a step's sentences fits."""
    if name == "beacon" and facts["type"] == "none":
        return "none"
    if name == "seed" and facts["ceremony"]:
        return "ceremony"
    if name == "number" and facts["weight"] > 1:
        return "weight"
    if name == "draw":
        return "named" if facts["named"] else ""
    return "selected" if name == "reason" and facts["result"].is_selected else ""
