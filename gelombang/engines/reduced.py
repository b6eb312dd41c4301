"""Checking that a list at level "reduced" tells no more than the policy uses."""

from pathlib import Path

import numpy as np

from gelombang.core.lottery.policy import ALL_GROUPS, Policy

from . import columns

STEP = 200_000
COMMIT, STRATUM, GROUPS, HOUSE = slice(0, 24), slice(65, 69), slice(72, 74), slice(75, 99)


def first_that_tells_more(path: Path, policy: Policy) -> int | None:
    """The first ticket of a well-formed list with a bit of a group that no phase uses, a stratum that no phase limits,
    or a household's handle although it applied alone or no cap counts households."""
    used = 0
    for phase in policy.phases:
        used |= phase.groups
    strata = any(phase.limits_strata for phase in policy.phases)
    houses = columns.frame_of(path)["house"].to_numpy()
    alone = np.bincount(houses)[houses] == 1 if len(houses) else np.empty(0, bool)
    lines = columns.line_bytes(path)
    for start in range(0, len(lines), STEP):
        part = lines[start : start + STEP]
        digits = part[:, GROUPS].astype(np.uint8)
        nibbles = np.where(digits > ord("9"), digits - ord("a") + 10, digits - ord("0"))
        more = (nibbles[:, 0] * 16 + nibbles[:, 1]) & np.uint8(ALL_GROUPS & ~used) != 0
        if not strata:
            more |= (part[:, STRATUM] != ord("0")).any(axis=1)
        own = (part[:, HOUSE] == part[:, COMMIT]).all(axis=1)
        more |= ~own & (alone[start : start + STEP] | (policy.household_cap == 0))
        if more.any():
            return start + int(np.argmax(more)) + 1
    return None
