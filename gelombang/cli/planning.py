"""What a list would do under a policy, before anything is fixed."""

from gelombang.engines import listing
from gelombang.engines.policy_toml import Compiled
from gelombang.engines.table import Applicants

from .screen import Screen


def show(screen: Screen, applicants: Applicants, policy: Compiled) -> None:
    listing.must_be_consistent(applicants)
    screen.note(n=applicants.n)
    screen.line(str(applicants.n))
