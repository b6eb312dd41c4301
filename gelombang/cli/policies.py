"""A policy file as the commands need it: written by people in TOML, or in canonical JSON."""

import csv
from collections.abc import Mapping
from pathlib import Path

import click

from gelombang.core.lottery import jcs
from gelombang.core.lottery.policy import Policy
from gelombang.engines import policy_toml
from gelombang.engines.errors import FileMissing, FileUnreadable, PolicyFileWrong
from gelombang.engines.policy_file_words import warning_words
from gelombang.engines.policy_toml import Compiled, Written
from gelombang.engines.policy_words import Names, explain
from gelombang.engines.table import SEPARATORS, Applicants

from .screen import Screen

MAX_POLICY = 5_000_000


def read(path: Path) -> Written:
    """A policy as it was written, before the list is known."""
    if not path.is_file():
        raise FileMissing(path=str(path))
    if path.stat().st_size > MAX_POLICY:
        raise FileUnreadable(path=str(path), problem="too large")
    return policy_toml.read(path.read_bytes())


def compiled(written: Written, path: Path, applicants: Applicants | None) -> Compiled:
    """The policy in integers, with the entries of a list by stratum where there is one."""
    entries = None
    if applicants is not None:
        entries = {stratum: int(n) for stratum, n in applicants.rows["stratum"].value_counts().iter_rows()}
    return policy_toml.compile_policy(written, entries, lambda name: _table(path.parent / name))


def _table(path: Path) -> Mapping[str, Mapping[str, str]]:
    """A CSV that a quota names, with commas, semicolons or tabs: column → stratum → text."""
    if not path.is_file():
        raise FileMissing(path=str(path))
    if path.stat().st_size > MAX_POLICY:
        raise FileUnreadable(path=str(path), problem="too large")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = file.readline()
            file.seek(0)
            rows = csv.DictReader(file, delimiter=max(SEPARATORS, key=header.count))
            return _by_column(list(rows), path.name)
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileUnreadable(path=str(path), problem="CSV") from error


def _by_column(rows: list[dict[str, str]], name: str) -> Mapping[str, Mapping[str, str]]:
    columns: dict[str, dict[str, str]] = {}
    for row in rows:
        if "stratum" not in row:
            raise PolicyFileWrong(where="", key=name, problem="table columns")
        code = (row["stratum"] or "").strip()
        code = code.zfill(4) if code.isdecimal() else code
        for column, text in row.items():
            if isinstance(text, str) and column and column != "stratum":
                if code in columns.setdefault(column, {}):
                    raise PolicyFileWrong(where=name, key=code[:20], problem="stratum twice")
                columns[column][code] = text.strip()
    return columns


def names_of(written: Written) -> Names:
    """What bits and codes are called."""
    return Names({bit: name for name, bit in written.groups.items()}, written.strata)


def show_policy(screen: Screen, policy: Policy, names: Names) -> None:
    """The policy in words; both languages where none was chosen."""
    screen.note(policy=jcs.parse(policy.canonical()), sha256=policy.sha256())
    for paragraph in explain(policy, names, screen.language):
        screen.line("\n" + click.style(paragraph.heading, bold=True))
        for text in paragraph.sentences:
            screen.line(f"  {text}")
        for name, seats in paragraph.items:
            screen.line(f"    {name:<34} {seats:>9}")
    screen.line(f"\nSHA-256 {policy.sha256()}")


def show_warnings(screen: Screen, policy: Compiled) -> None:
    """What the author should look at."""
    screen.note(warnings=[warning_words(warning, "en") for warning in policy.warnings])
    for warning in policy.warnings:
        screen.line("! " + warning_words(warning, screen.language))
