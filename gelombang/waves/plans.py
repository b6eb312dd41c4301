"""A wave's rules as an officer chooses them in the console, written as a policy file, and what they promise.

The file is what counts and what is hashed; a plan only writes it, in the few shapes that need no further thought:
reserves for groups in percent, before or after what is open to all, and seats of the open part by region or not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gelombang.core.lottery.policy import Policy
from gelombang.engines import policy_toml, policy_words
from gelombang.engines.languages import Language

GROUPS: Mapping[str, int] = {"disability": 1, "remote": 2}
NAMES = {
    "disability": ("penyandang disabilitas", "people with a disability"),
    "remote": (
        "daerah tertinggal, terdepan, dan terluar (3T)",
        "disadvantaged, border and outermost regions (3T)",
    ),
}


class Sharing(StrEnum):
    """How the seats that are open to all are divided among regions."""

    ENTRIES = "entries"
    TABLE = "table"
    NONE = "none"


class Order(StrEnum):
    """Whether reserves are filled before or after the seats that are open to all."""

    RESERVE_FIRST = "reserve_first"
    OPEN_FIRST = "open_first"


@dataclass(frozen=True)
class Plan:
    """`shares`: stratum → weight, where the sharing is by table; `disability` and `remote` in whole percent of
    `n_seats`; `household_cap` 0 is no limit."""

    n_seats: int
    sharing: Sharing
    order: Order
    household_cap: int
    disability: int = 0
    remote: int = 0
    shares: Mapping[str, int] | None = None

    @property
    def reserved(self) -> dict[str, int]:
        """Seats of each reserve, rounded as the policy file's shares are."""
        percents = {name: n for name, n in (("disability", self.disability), ("remote", self.remote)) if n}
        rest = 100 - sum(percents.values())
        parts = policy_toml.largest_remainder(self.n_seats, {**percents, "~": rest})
        return {name: parts[name] for name in percents}


def write(plan: Plan, strata: Mapping[str, str]) -> str:
    """The policy file (docs/policy.md); `strata` are names of regions, for the tables by region."""
    reserves = [_reserve(name, n) for name, n in plan.reserved.items()]
    has_rest = plan.sharing is not Sharing.NONE or (plan.order is Order.OPEN_FIRST and bool(reserves))
    opened = _open(plan, carries=has_rest)
    phases = [opened, *reserves] if plan.order is Order.OPEN_FIRST else [*reserves, opened]
    if has_rest:
        phases.append('[[phase]]\nname = "left over"\nseats = 0\n')
    head = [
        'version = "undian/1"',
        f"household_cap = {plan.household_cap}",
        f"total_seats = {plan.n_seats}",
        "groups = { " + ", ".join(f"{name} = {bit}" for name, bit in GROUPS.items()) + " }",
    ]
    named = {code: strata[code] for code in sorted(plan.shares or {}) if code in strata}
    if named and plan.sharing is Sharing.TABLE:
        head += ["", "[strata]", *(f'"{code}" = "{_plain(name)}"' for code, name in named.items())]
    return "\n".join([*head, "", "\n".join(phases)])


def _reserve(name: str, n: int) -> str:
    return f'[[phase]]\nname = "reserve {name}"\ngroups = ["{name}"]\nseats = {n}\ncarry = true\n'


def _open(plan: Plan, *, carries: bool) -> str:
    n = plan.n_seats - sum(plan.reserved.values())
    lines = ["[[phase]]", 'name = "open to all"']
    if plan.sharing is Sharing.ENTRIES:
        lines += ['quota = "by entries"', f"seats = {n}"]
    elif plan.sharing is Sharing.TABLE:
        quota = policy_toml.largest_remainder(n, plan.shares or {})
        lines += ["quota = { " + ", ".join(f'"{code}" = {m}' for code, m in quota.items()) + " }"]
        lines += [f"seats = {n}"]
    else:
        lines += [f"seats = {n}"]
    if carries:
        lines += ["carry = true"]
    return "\n".join(lines) + "\n"


def _plain(name: str) -> str:
    return name.replace("\\", "").replace('"', "'")


def compiled(source: str, entries: Mapping[str, int] | None = None) -> policy_toml.Compiled:
    """The rules in integers: for a list counted by stratum, or as a sketch before there is one. Raises
    `PolicyFileWrong`."""
    written = policy_toml.read(source.encode("utf-8"))
    if entries is None:
        return policy_toml.sketch(written, lambda _: {})
    return policy_toml.compile_policy(written, entries, lambda _: {})


def told(source: str, language: Language, strata: Mapping[str, str]) -> Sequence[policy_words.Paragraph]:
    """The rules of a policy file in words, before there is a list."""
    made = compiled(source)
    policy: Policy = made.policy
    english = language == "en"
    names = policy_words.Names(
        groups={bit: NAMES[name][english] for name, bit in made.written.groups.items() if name in NAMES},
        strata={**strata, **made.written.strata},
        phases=_phase_names(policy, english=english),
    )
    sharing = policy_words.Sharing(policy_toml.sharing_of(made.written), is_known=False)
    listed = policy_words.Listed(bands=False, weights=False)
    return policy_words.explain(policy, names, language, sharing, listed)


PHASES: Mapping[str, tuple[str, str]] = {
    "reserve disability": ("Kursi untuk penyandang disabilitas", "Seats for people with a disability"),
    "reserve remote": ("Kursi untuk daerah 3T", "Seats for 3T regions"),
    "open to all": ("Kursi untuk semua", "Seats for everyone"),
    "left over": ("Kursi yang tersisa", "Seats left over"),
}


def _phase_names(policy: Policy, *, english: bool) -> dict[str, str]:
    return {phase.name: PHASES[phase.name][english] for phase in policy.phases if phase.name in PHASES}
