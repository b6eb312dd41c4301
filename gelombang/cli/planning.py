"""What a list would do under a policy, before anything is fixed."""

from gelombang.engines import listing, needs, odds
from gelombang.engines.errors import HouseholdInTwoStrata, HouseholdsPlaceholders
from gelombang.engines.policy_toml import Compiled
from gelombang.engines.policy_words import number
from gelombang.engines.table import Applicants

from .doubtful import PLACEHOLDERS
from .odds_tables import show_odds
from .policies import names_of, show_columns, show_policy, show_warnings
from .screen import Screen

PLAN_REDRAWS = 200
MOST_SIZES = 12


def show(screen: Screen, applicants: Applicants, compiled: Compiled, *, show_all: bool) -> None:
    """Columns, rules, counts, chances, and what the author should look at; refuses conflicts by their rows."""
    try:
        listing.must_be_consistent(applicants)
    except HouseholdInTwoStrata:
        facts = dict(compiled.warnings).get(PLACEHOLDERS)
        if facts is not None:  # no household at all, so that its strata say nothing
            raise HouseholdsPlaceholders(**facts) from None
        raise
    show_columns(screen, applicants)
    show_policy(screen, compiled, has_list=True)
    counts = listing.counts_of(applicants.rows.rename({"household": "house"}))
    screen.note(counts=counts, policy_sha256=compiled.policy.sha256())
    screen.heading("Yang mendaftar", "Those who applied")
    entries, households = counts["entries"], counts["households"]
    people = "1 applicant" if entries == 1 else f"{number(entries, 'en')} applicants"
    houses = "1 household" if households == 1 else f"{number(households, 'en')} households"
    screen.say(
        f"{number(entries, 'id')} pendaftar dari {number(households, 'id')} keluarga.",
        f"{people} of {houses}.",
    )
    _show_households(screen, counts["household_sizes"])
    found = _odds(screen, applicants, compiled)
    show_odds(screen, found, compiled.policy, names_of(compiled.written), show_all=show_all)
    _show_empty_seats(screen, applicants, compiled, found)
    show_warnings(screen, compiled)
    screen.say("\nBelum ada yang dikunci.", "\nNothing is fixed yet.")


def _odds(screen: Screen, applicants: Applicants, compiled: Compiled) -> odds.Odds:
    frame = applicants.rows.rename({"household": "house"})
    applies = odds.closed_form_applies(frame, compiled.policy)
    with screen.progress() as report:
        return odds.of_frame(frame, compiled.policy, None if applies else PLAN_REDRAWS, progress=report)


def _show_empty_seats(screen: Screen, applicants: Applicants, compiled: Compiled, found: odds.Odds) -> None:
    """How many seats nobody will take, where it is not only that there are too few applicants."""
    planned = needs.seats_of(compiled.policy)
    if planned is None:
        return
    empty = planned - found.seats
    screen.note(seats_planned=planned, seats_empty=empty)
    if round(empty) > max(0, planned - applicants.n):
        n, total = round(empty), number(planned, screen.language)
        screen.say(
            f"! Kira-kira {number(n, 'id')} dari {total} kursi akan kosong: batas keluarga, kuota, dan kelompok tidak "
            "memungkinkan semuanya terisi.",
            f"! About {number(n, 'en')} of {total} seats will stay empty: household cap, quotas and groups do not let "
            "all of them be filled.",
        )


def _show_households(screen: Screen, sizes: dict[str, int]) -> None:
    for size, n in list(sizes.items())[:MOST_SIZES]:
        screen.say(
            f"  {number(n, 'id'):>10} keluarga dengan {size} pendaftar",
            f"  {number(n, 'en'):>10} {'household' if n == 1 else 'households'} with {size} applying",
        )
    if len(sizes) > MOST_SIZES:
        rest = sum(list(sizes.values())[MOST_SIZES:])
        screen.say(
            f"  {number(rest, 'id'):>10} keluarga yang lebih besar", f"  {number(rest, 'en'):>10} larger"
        )
