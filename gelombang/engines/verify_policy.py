"""Checking that the policy as it was written, policy.toml, is the one that was drawn by, policy.json."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from . import policy_toml
from .errors import PolicyFileWrong
from .folder import Folder, read_small

Check = tuple[str, bool | None, dict[str, str | int]]
"""(check, holds, facts)."""


def of_source(folder: Folder) -> Iterator[Check]:
    """Compile policy.toml once more, with the entries of counts.json where seats go by them. The tables that it may
    name are not published, so that their quotas are taken from policy.json, and that is said."""
    try:
        written = policy_toml.read(read_small(folder.public / "policy.toml"))
        tables = [place for place, table in policy_toml.sharing_of(written).items() if table]
        entries = {code: one["entries"] for code, one in folder.counts["strata"].items()}
        made = policy_toml.compile_policy(_without_tables(written, folder, tables), entries, _no_table)
    except PolicyFileWrong:
        yield "policy source", False, {}
        return
    yield "policy source", made.policy == folder.policy, {}
    if tables:
        yield "policy tables", None, {"phases": ", ".join(written.phases[place]["name"] for place in tables)}


def _without_tables(written: policy_toml.Written, folder: Folder, tables: list[int]) -> policy_toml.Written:
    phases: list[Mapping[str, Any]] = list(written.phases)
    for place in tables:
        if place < len(folder.policy.phases):
            phases[place] = {**phases[place], "quota": dict(folder.policy.phases[place].quota)}
    return replace(written, phases=tuple(phases))


def _no_table(name: str) -> Mapping[str, Mapping[str, str]]:
    raise PolicyFileWrong(where="", key=name, problem="table columns")
