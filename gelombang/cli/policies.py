"""A policy file as the commands need it: written by people in TOML, or canonical JSON."""

from dataclasses import dataclass
from pathlib import Path

from gelombang.core.lottery.policy import Policy
from gelombang.engines.errors import FileMissing
from gelombang.engines.table import Applicants

from .screen import Screen


@dataclass(frozen=True)
class Compiled:
    policy: Policy


@dataclass(frozen=True)
class Written:
    """A policy as it was written, before the list is known."""

    source: bytes
    group_bits: dict[str, int]
    group_names: dict[str, str]
    stratum_names: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> "Written":
        if not path.is_file():
            raise FileMissing(path=str(path))
        return cls(path.read_bytes(), {}, {}, {})


def compiled(written: Written, applicants: Applicants) -> Compiled:
    return Compiled(Policy.parse(written.source.strip()))


def show_policy(screen: Screen, written: Written) -> None:
    screen.line(repr(Policy.parse(written.source.strip())))


def show_warnings(screen: Screen, policy: Compiled) -> None:
    pass
