"""Odds and bias reports that an agency could sign; each with the exit code with which both verifiers must answer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.factories import draw_folder as made
from tests.factories.hostile_cases import Arguments, Case
from tests.factories.verifier import vector


# ---- odds, whose classes are those of the list but for one change
def classes(folder: made.DrawFolder) -> dict[tuple[str, ...], int]:
    """Entries by stratum, band, groups, weight, composition of the household."""
    rows, found = [line.split(",") for line in folder.lines], dict[tuple[str, ...], int]()
    for row in rows:
        home = sorted((int(r[2]), int(r[3], 16), int(r[5])) for r in rows if r[4] == row[4])
        told = str(len(home)) if len(set(home)) == 1 else "+".join(f"b{b}g{g}w{w}" for b, g, w in home)
        key = (row[1], row[2], row[3], row[5], told if folder.policy["household_cap"] else "-")
        found[key] = found.get(key, 0) + 1
    return found


def odds(
    number: int = 5, method: str = "closed-form", redraws: int = 0, twice: bool = False, **changes: Any
) -> Callable[[Path], Arguments]:
    def change(folder: made.DrawFolder) -> None:
        found = classes(folder)
        n = len(folder.lines)
        share = sum(folder.outcome["selected"]) / n
        stated: list[dict[str, Any]] = [
            {
                "stratum": key[0], "band": int(key[1]), "groups": key[2], "weight": int(key[3]), "composition": key[4],
                "entries": many, "probability": f"{share:.9f}", "standard_error": "0.000000000",
            } | changes
            for key, many in found.items()
        ]  # fmt: skip
        if twice:
            half = max(range(len(stated)), key=lambda k: stated[k]["entries"])
            parts = stated[half]["entries"] - 1, 1
            stated[half : half + 1] = [{**stated[half], "entries": n} for n in parts]
        seats = f"{sum(folder.outcome['selected']):.6f}"
        folder.add("odds", "odds", method=method, redraws=redraws, seats=seats, classes=stated)

    def build(place: Path) -> Arguments:
        folder = made.rehearsal_of(vector(number))
        change(folder)
        return [folder.write(place / "draw") / "public"]

    return build


ODDS = [
    Case("odds", 0, odds()),
    Case("odds, band as text", 1, odds(band="0")),
    Case("odds, stratum as a number", 1, odds(stratum=1309)),
    Case("odds, groups as a number", 1, odds(groups=0)),
    Case("odds, weight as text", 1, odds(weight="01")),
    Case("odds, composition as a number", 1, odds(composition=1)),
    Case("odds, an error in a closed form", 1, odds(standard_error="0.100000000")),
    Case("odds, a class twice", 1, odds(twice=True)),
    Case("odds, a household that is not so", 1, odds(composition="7")),
    Case("odds, re-draws", 0, odds(method="re-draws", redraws=1000, standard_error="0.000100000")),
    Case("odds, re-draws without an error", 1, odds(method="re-draws", redraws=1000)),
    Case("odds of several phases, re-draws", 0, odds(7, "re-draws", 1000, standard_error="0.000100000")),
    Case("odds of several phases in closed form", 1, odds(7)),
    Case("odds, fewer decimals", 1, odds(probability="0.27500000")),
]


def shares(
    phase: dict[str, Any], at: int, texts: tuple[str, str], odds_: tuple[str, str], cap: int = 0
) -> Callable[[Path], Arguments]:
    """Five seats, and half of the entries with each of two texts at one place of the line; what both are told of
    their chance. Everybody is alone, of one stratum, band and weight."""

    def build(place: Path) -> Arguments:
        plain = [f"{line[:65]}1309,0,00,{line[:24]},01" for line in vector(5)["expect"]["list"]]
        lines = [line[:at] + texts[k % 2] + line[at + len(texts[0]) :] for k, line in enumerate(plain)]
        one = {"name": "a", "groups": 0, "quota": {}, "otherwise": None, "seats": 5, "carry": False, **phase}
        folder = made.DrawFolder(lines, {"version": "undian/1", "household_cap": cap, "phases": [one]})
        told = dict(zip(texts, odds_, strict=True))
        stated = [
            {
                "stratum": key[0], "band": int(key[1]), "groups": key[2], "weight": int(key[3]), "composition": key[4],
                "entries": many, "standard_error": "0.000000000", "probability": told[key[0] if at == 65 else key[2]],
            }
            for key, many in classes(folder).items()
        ]  # fmt: skip
        folder.add("odds", "odds", method="closed-form", redraws=0, seats="5.000000", classes=stated)
        return [folder.write(place / "draw") / "public"]

    return build


QUOTA: dict[str, Any] = {"seats": None, "quota": {"1309": 2, "1673": 3}, "otherwise": 0}
REGIONS, WITH = ("1309", "1673"), ("00", "01")
ODDS += [
    Case("odds: of those whom a phase serves", 0, shares({"groups": 1}, 72, WITH, ("0.000000000", "0.250000000"))),
    Case("odds: of those whom no phase serves", 1, shares({"groups": 1}, 72, WITH, ("0.250000000", "0.000000000"))),
    Case("odds: as the quotas", 0, shares(QUOTA, 65, REGIONS, ("0.100000000", "0.150000000"))),
    Case("odds: above a quota", 1, shares(QUOTA, 65, REGIONS, ("0.150000000", "0.100000000"))),
    Case("odds: as the quotas, a cap", 0, shares(QUOTA, 65, REGIONS, ("0.100000000", "0.150000000"), cap=1)),
]  # fmt: skip


# ---- bias reports
def bias(*names: str, low: str = "0.500000") -> Callable[[Path], Arguments]:
    """Of a list with two strata, bands and groups each, one weight, and everybody alone."""
    figures = {"statistic": "1.000", "detail": "x", "has_power": True}

    def build(place: Path) -> Arguments:
        known = vector(5)
        kinds = ("1309,0,00", "1673,1,01")
        lines = [
            f"{line[:65]}{kinds[k % 2]},{line[:24]},01" for k, line in enumerate(known["expect"]["list"])
        ]
        folder = made.DrawFolder(lines, known["policy"])
        tests = [
            {"name": name, "p_value": "0.500000" if k else low, **figures} for k, name in enumerate(names)
        ]
        more: dict[str, Any] = {"redraws": 999, "false_alarm_rate": "0.001000", "passed": True}
        folder.add("bias", "bias", tests=tests, **more)
        return [folder.write(place / "draw") / "public"]

    return build


ALLOWED = ("stratum", "band", "groups")
BIAS = [
    Case("bias: all tests that the list allows", 0, bias(*ALLOWED)),
    Case("bias: tests made inside too", 0, bias(*ALLOWED, "arrival", "last digit")),
    Case("bias: one test less", 1, bias(*ALLOWED[:2])),
    Case("bias: a test of a column with one value", 1, bias(*ALLOWED, "weight")),
    Case("bias: a test of households of one size", 1, bias(*ALLOWED, "household size")),
    Case("bias: a low value among more tests", 1, bias(*ALLOWED, "weight", "household size", low="0.000220")),
    Case("bias: a test that nobody knows", 1, bias(*ALLOWED, "luck")),
]

CASES = [*ODDS, *BIAS]
