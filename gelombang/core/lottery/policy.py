"""Who may be selected: phases in order, quotas per stratum, seats, and a cap per household.

A policy is data, published before anybody applies. Each phase scans those not yet selected, in the
order of their numbers, and accepts while quota, seats and household allow. The order of phases
matters and is never a default: a reserve that comes first guarantees a minimum, a reserve that comes
last adds to what its members won in the open phase.

>>> policy = Policy(1, (Phase("open", seats=2),))
>>> policy.canonical()[:40]
b'{"household_cap":1,"phases":[{"carry":fa'
>>> Policy.parse(policy.canonical()) == policy
True
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from . import jcs
from .errors import PolicyInvalid

VERSION = "undian/1"
MAX_PHASES = 99
MAX_SEATS = 999_999_999
ALL_GROUPS = 0xFF

_NAME = re.compile("[ -~]{1,100}")
_MEMBERS = {"version", "household_cap", "phases"}
_PHASE_MEMBERS = {"name", "groups", "quota", "otherwise", "seats", "carry"}


@dataclass(frozen=True)
class Phase:
    """One scan. `groups` is a mask, 0 for everybody; `quota` limits named strata and `otherwise` each
    other one (None: no limit); `seats` limits the phase (None: no limit); `carry` hands on what is left."""

    name: str
    groups: int = 0
    quota: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    otherwise: int | None = None
    seats: int | None = None
    carry: bool = False

    def is_open_to(self, groups: int) -> bool:
        return self.groups == 0 or bool(self.groups & groups)

    def limit_of(self, stratum: str) -> int | None:
        """How many of a stratum this phase may accept; None: as many as there are seats."""
        return self.quota.get(stratum, self.otherwise)

    @property
    def limits_strata(self) -> bool:
        return bool(self.quota) or self.otherwise is not None

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "groups": self.groups,
            "quota": dict(self.quota),
            "otherwise": self.otherwise,
            "seats": self.seats,
            "carry": self.carry,
        }


@dataclass(frozen=True)
class Policy:
    """A household cap (0: none) and the phases in order. Construction refuses what has no meaning."""

    household_cap: int
    phases: tuple[Phase, ...]

    def __post_init__(self) -> None:
        _count(self.household_cap, "household_cap")
        if not 1 <= len(self.phases) <= MAX_PHASES:
            raise PolicyInvalid(where="phases", problem="number of phases")
        for number, phase in enumerate(self.phases, start=1):
            _check_phase(phase, f"phase {number}")
        for number, phase in enumerate(self.phases, start=1):
            if phase.carry and all(later.seats is None for later in self.phases[number:]):
                raise PolicyInvalid(where=f"phase {number}", problem="carry without receiver")

    def canonical(self) -> bytes:
        """The bytes whose SHA-256 is the manifest's `policy_sha256`."""
        phases = [phase.as_json() for phase in self.phases]
        return jcs.canonical({"version": VERSION, "household_cap": self.household_cap, "phases": phases})

    def sha256(self) -> str:
        return sha256(self.canonical()).hexdigest()

    @classmethod
    def parse(cls, data: bytes) -> "Policy":
        """The policy that canonical bytes hold."""
        return cls.from_json(jcs.parse(data, "policy"))

    @classmethod
    def from_json(cls, value: Any) -> "Policy":
        if not isinstance(value, dict) or set(value) != _MEMBERS or value["version"] != VERSION:
            raise PolicyInvalid(where="policy", problem="members")
        if not isinstance(value["phases"], list):
            raise PolicyInvalid(where="phases", problem="members")
        phases = tuple(_phase(item, f"phase {i}") for i, item in enumerate(value["phases"], start=1))
        return cls(value["household_cap"], phases)


def _phase(value: Any, where: str) -> Phase:
    if not isinstance(value, dict) or set(value) != _PHASE_MEMBERS or not isinstance(value["quota"], dict):
        raise PolicyInvalid(where=where, problem="members")
    return Phase(**{**value, "quota": MappingProxyType(dict(value["quota"]))})


def _check_phase(phase: Phase, where: str) -> None:
    if not isinstance(phase.name, str) or not _NAME.fullmatch(phase.name):
        raise PolicyInvalid(where=where, problem="name")
    if not _is_integer(phase.groups) or not 0 <= phase.groups <= ALL_GROUPS:
        raise PolicyInvalid(where=where, problem="groups")
    if not isinstance(phase.carry, bool):
        raise PolicyInvalid(where=where, problem="carry")
    for stratum, limit in phase.quota.items():
        if not (isinstance(stratum, str) and len(stratum) == 4 and stratum.isascii() and stratum.isdigit()):
            raise PolicyInvalid(where=where, problem=f"stratum {stratum!r}")
        _count(limit, f"{where}, quota {stratum}")
    for name, value in (("otherwise", phase.otherwise), ("seats", phase.seats)):
        if value is not None:
            _count(value, f"{where}, {name}")


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _count(value: Any, where: str) -> None:
    if not _is_integer(value) or not 0 <= value <= MAX_SEATS:
        raise PolicyInvalid(where=where, problem="not a whole number from 0 to 999999999")
