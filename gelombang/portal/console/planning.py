"""From the form of a wave to what is proposed: the policy file, its words, the forecast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from gelombang import policy
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.engines.languages import Language
from gelombang.engines.policy_words import Paragraph
from gelombang.policy import term_words
from gelombang.regions import selectors as regions
from gelombang.waves import plans, selectors, standing
from gelombang.waves.forecast import Forecast, forecast, told_chance
from gelombang.waves.models import Proposal, Wave
from gelombang.waves.services import opening

from .wave_forms import WaveForm


@dataclass(frozen=True)
class Term:
    """A value of the law: what it is called, what it is, by which text."""

    name: str
    words: str
    reference: str


@dataclass(frozen=True)
class Planned:
    """What the form makes: `source` is the policy file, `terms` are the values of the law in words with their
    reference, `notice_hours` and `round` what follows for the random number, `round_at` when it is out;
    `empty` names the reserves whose percent of the seats is less than one seat."""

    form: WaveForm
    source: str
    words: Sequence[Paragraph]
    forecast: Forecast
    opens_at: datetime
    closes_at: datetime
    household_cap: int
    terms: Sequence[Term]
    notice_hours: int
    round: int
    round_at: datetime
    empty: Sequence[str]


def plan(form: WaveForm, language: Language) -> Planned:
    """Of a valid form. The household's limit is the one that the law sets on the opening day."""
    opens_at, closes_at = form.window()
    data = form.cleaned_data
    terms = opening.terms_of(opens_at, data["n_replacements"])
    cap = int(str(terms["per_household"]["value"] or 0)) if "per_household" in terms else 0
    made = form.plan(cap)
    strata = regions.all_strata_names()
    source = plans.write(made, strata)
    decides = opening.round_of(closes_at, data["notice_hours"], is_rehearsal=data["is_rehearsal"])
    earlier = selectors.last_committed()
    return Planned(
        form=form,
        source=source,
        words=plans.told(source, language, strata),
        forecast=forecast(
            plan=made,
            earlier=selectors.cells(earlier) if earlier else [],
            basis=earlier.name if earlier else "",
            expected=data["expected"],
            terms=terms,
        ),
        opens_at=opens_at,
        closes_at=closes_at,
        household_cap=cap,
        terms=told_terms(terms, language),
        notice_hours=opening.notice_of(data["notice_hours"], is_rehearsal=data["is_rehearsal"]),
        round=decides,
        round_at=QUICKNET.time_of(decides),
        empty=[plans.NAMES[name][language == "en"] for name, n in made.reserved.items() if n == 0],
    )


def told_terms(terms: Mapping[str, Any], language: Language) -> list[Term]:
    """The values of the law that a wave freezes, in words, in the order in which people need them."""
    units = {name: history.unit for name, history in policy.histories().items()}
    found = standing.thawed(terms)
    told = {
        name: term_words.told(name, value, units.get(name, ""), language) for name, value in found.items()
    }
    return [
        Term(*words, found[name].reference)
        for name in term_words.NAMES
        if (words := told.get(name)) is not None
    ]


def propose(planned: Planned, *, wave: Wave | None, by: str, at: datetime) -> Wave:
    """Prepare the wave, or state one anew that was refused; raises as `opening.prepare` and `opening.change`."""
    data = planned.form.cleaned_data
    stated: dict[str, Any] = {
        "name": data["name"],
        "opens_at": planned.opens_at,
        "closes_at": planned.closes_at,
        "policy_source": planned.source,
        "n_seats": data["n_seats"],
        "groups": plans.GROUPS,
        "notice_hours": data["notice_hours"],
        "n_replacements": data["n_replacements"],
        "forecast": {**planned.forecast.facts(), "form": planned.form.kept()},
        "by": by,
        "at": at,
    }
    if wave is not None:
        return opening.change(wave=wave, **stated)
    return opening.prepare(number=data["number"], is_rehearsal=data["is_rehearsal"], **stated)


def suggested() -> dict[str, Any]:
    """Number and name of the next wave, and how many applied to the last."""
    last, before = selectors.every().first(), selectors.last_committed()
    number = last.number + 1 if last else 1
    return {
        "number": number,
        "name": f"Gelombang {number}",
        "n_replacements": policy.in_force(timezone.localdate())["n_replacements"].value,
        **({"expected": before.n_entries} if before else {}),
    }


def typed_for(wave: Wave) -> dict[str, Any]:
    """What was typed for a wave when it was last proposed."""
    last = selectors.proposals_of(wave).filter(act=Proposal.Act.ANNOUNCE).first()
    return dict(last.facts.get("forecast", {}).get("form", {})) if last else {}


@dataclass(frozen=True)
class Told:
    """A forecast as it is read: who → chance; region, applicants, seats."""

    chances: Sequence[tuple[str, str]]
    by_region: Sequence[tuple[str, int, int]]
    facts: Mapping[str, Any]


def told_forecast(facts: Mapping[str, Any], language: Language) -> Told | None:
    """The forecast of a proposal in words; None where there is none."""
    if "n_applicants" not in facts:
        return None
    english = language == "en"
    everyone, none = (("semua pendaftar", "tanpa kelompok"), ("all applicants", "in no group"))[english]
    rows = [(everyone, told_chance(facts["chance"], language))]
    for mask, chance in facts["by_group"].items():
        names = [plans.NAMES[name][english] for name, bit in plans.GROUPS.items() if int(mask) & bit]
        rows.append((" + ".join(names) or none, told_chance(chance, language)))
    codes = [row[0] for row in facts["by_region"]]
    strata = regions.strata_names(codes)
    table = [(strata.get(code, code), n, seats) for code, n, seats in facts["by_region"]]
    return Told(rows, table, facts)
