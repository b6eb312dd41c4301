"""Policies and lists that nobody would write by hand, for Hypothesis."""

from hypothesis import strategies as st

from gelombang.core.lottery.entries import Entry
from gelombang.core.lottery.policy import Phase

STRATA = ("0000", "1309", "1673", "9999")


@st.composite
def phases(draw: st.DrawFn) -> tuple[Phase, ...]:
    made: list[Phase] = []
    receives = False  # made from the last phase to the first: whether one behind can take what is carried
    for number in range(draw(st.integers(1, 4)), 0, -1):
        seats = draw(st.none() | st.integers(0, 40))
        quota = draw(st.dictionaries(st.sampled_from(STRATA), st.integers(0, 25), max_size=3))
        carry = receives and draw(st.booleans())
        groups = draw(st.sampled_from((0, 0, 0, 1, 2, 3, 128)))
        made.insert(0, Phase(f"p{number}", groups, quota, draw(st.none() | st.integers(0, 12)), seats, carry))
        receives = receives or seats is not None
    return tuple(made)


@st.composite
def lists(draw: st.DrawFn) -> list[Entry]:
    n = draw(st.integers(0, 200))
    chance = draw(st.randoms(use_true_random=False))
    size, bands, heaviest = (
        draw(st.sampled_from((1, 2, 5))),
        draw(st.integers(1, 10)),
        draw(st.sampled_from((1, 1, 3, 62))),
    )
    commits = sorted({f"{chance.getrandbits(256):064x}" for _ in range(n)})
    houses: dict[str, str] = {}
    entries = []
    for commit in commits:
        house = f"{chance.randrange(len(commits) // size + 1) * 0x10001000100010001:024x}"
        stratum = houses.setdefault(house, chance.choice(STRATA))
        groups = chance.choice((0, 0, 1, 2, 3, 255))
        entries.append(
            Entry(commit, stratum, chance.randrange(bands), groups, house, chance.randint(1, heaviest))
        )
    return entries
