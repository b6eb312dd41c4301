"""What a list would do under a policy, before anything is fixed."""

from gelombang.core.lottery.policy import Policy
from gelombang.engines import listing, odds
from gelombang.engines.policy_toml import Compiled
from gelombang.engines.policy_words import number
from gelombang.engines.table import Applicants

from .chances import show_odds
from .policies import show_warnings
from .screen import Screen

MOST_ROWS = 40
PLAN_REDRAWS = 200


def show(screen: Screen, applicants: Applicants, compiled: Compiled) -> None:
    """Counts, seats against applicants, and what the author should look at; refuses conflicts by their rows."""
    listing.must_be_consistent(applicants)
    counts = listing.counts_of(applicants.rows.rename({"household": "house"}))
    screen.note(counts=counts, policy_sha256=compiled.policy.sha256())
    entries, households = counts["entries"], counts["households"]
    screen.say(
        f"{number(entries, 'id')} pendaftar dari {number(households, 'id')} keluarga.",
        f"{number(entries, 'en')} applicants of {number(households, 'en')} households.",
    )
    _show_households(screen, counts["household_sizes"])
    _show_strata(screen, compiled, counts["strata"])
    _show_odds(screen, applicants, compiled)
    show_warnings(screen, compiled)
    screen.say("Belum ada yang dikunci.", "Nothing is fixed yet.")


def _show_odds(screen: Screen, applicants: Applicants, compiled: Compiled) -> None:
    screen.heading("Peluang", "Chances")
    frame = applicants.rows.rename({"household": "house"})
    applies = odds.closed_form_applies(frame, compiled.policy)
    with screen.progress() as report:
        found = odds.of_frame(frame, compiled.policy, None if applies else PLAN_REDRAWS, progress=report)
    show_odds(screen, found, dict(compiled.written.strata))


def _show_households(screen: Screen, sizes: dict[str, int]) -> None:
    screen.heading("Yang mendaftar dari satu keluarga", "Applicants of one household")
    for size, n in list(sizes.items())[:12]:
        screen.line(f"  {size:>3} × {number(n, screen.language):>12}")


def _show_strata(screen: Screen, compiled: Compiled, strata: dict[str, dict[str, int]]) -> None:
    screen.heading("Wilayah: pendaftar, kuota", "Strata: applicants, quota")
    for code, counted in list(strata.items())[:MOST_ROWS]:
        name = compiled.written.strata.get(code, "")
        quota = _quota_of(compiled.policy, code)
        told = "–" if quota is None else number(quota, screen.language)
        screen.line(f"  {code} {name:<28} {number(counted['entries'], screen.language):>10} {told:>10}")
    if len(strata) > MOST_ROWS:
        more = len(strata) - MOST_ROWS
        screen.say(
            f"  … dan {more} wilayah lagi (semuanya dengan --json)", f"  … and {more} more (all with --json)"
        )


def _quota_of(policy: Policy, code: str) -> int | None:
    """The seats that all phases together set apart for a stratum; None where no phase limits it."""
    limits = [phase.limit_of(code) for phase in policy.phases if phase.limits_strata]
    named = [limit for limit in limits if limit is not None]
    return sum(named) if named else None
