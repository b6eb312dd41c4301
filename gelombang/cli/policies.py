"""A policy file as the commands need it: written by people in TOML, or in canonical JSON."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from gelombang.core.lottery import jcs
from gelombang.core.lottery.policy import Policy
from gelombang.engines import needs, policy_toml
from gelombang.engines.csv_file import SEPARATORS
from gelombang.engines.errors import FileMissing, FileUnreadable, PolicyFileWrong
from gelombang.engines.languages import Language
from gelombang.engines.policy_file_words import warning_words
from gelombang.engines.policy_toml import Compiled, Written
from gelombang.engines.policy_words import Names, Sharing, explain
from gelombang.engines.table import Applicants
from gelombang.engines.table_words import sheets_words

from .doubtful import LOUD
from .screen import Screen

MAX_POLICY = 5_000_000


def read(path: Path) -> Written:
    """A policy as it was written, before the list is known."""
    if not path.is_file():
        raise FileMissing(path=str(path))
    if path.stat().st_size > MAX_POLICY:
        raise FileUnreadable(path=str(path), problem="too large")
    return policy_toml.read(path.read_bytes())


def sketched(written: Written, path: Path) -> Compiled:
    """The policy for readers, before there is a list."""
    return policy_toml.sketch(written, lambda name: _table(path.parent / name))


def compiled(written: Written, path: Path, applicants: Applicants, without: Collection[str] = ()) -> Compiled:
    """The policy in integers for a list; refuses one that lacks a column on which a rule rests."""
    entries = {stratum: int(n) for stratum, n in applicants.rows["stratum"].value_counts().iter_rows()}
    made = policy_toml.compile_policy(written, entries, lambda name: _table(path.parent / name))
    needs.must_be_met(applicants, made.policy, without)
    return replace(made, warnings=made.warnings + needs.warnings(applicants, made.policy, written, without))


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


def show_policy(screen: Screen, made: Compiled, *, has_list: bool) -> None:
    """The policy in words; in both languages where none was chosen and no list follows."""
    policy, names = made.policy, names_of(made.written)
    sharing = Sharing(policy_toml.sharing_of(made.written), is_known=has_list)
    is_final = has_list or "" not in sharing.tables.values()
    if is_final:
        screen.note(policy=jcs.parse(policy.canonical()), sha256=policy.sha256())
    languages = (screen.language,) if has_list else screen.languages
    screen.note(sentences={language: _told(policy, names, language, sharing) for language in languages})
    for language in languages:
        for paragraph in explain(policy, names, language, sharing):
            screen.heading(paragraph.heading, paragraph.heading)
            for text in paragraph.sentences:
                screen.line(f"  {text}")
            for name, seats in paragraph.items:
                screen.line(f"    {name:<34} {seats:>9}")
    if is_final:
        screen.line(f"\nSHA-256 {policy.sha256()}")


def _told(policy: Policy, names: Names, language: Language, sharing: Sharing) -> list[str]:
    paragraphs = explain(policy, names, language, sharing)
    return [sentence for paragraph in paragraphs for sentence in paragraph.sentences]


def show_columns(screen: Screen, applicants: Applicants) -> None:
    """Which columns of the table count, and which do not."""
    screen.note(columns=dict(applicants.names), columns_not_used=list(applicants.unused))
    used = ", ".join(
        ours if ours == theirs else f"{ours} = {theirs}" for ours, theirs in applicants.names.items()
    )
    screen.say(f"Kolom yang dipakai: {used}.", f"Columns used: {used}.")
    if applicants.unused:
        others = ", ".join(applicants.unused)
        screen.say(f"Kolom yang TIDAK dipakai: {others}.", f"Columns NOT used: {others}.")
    if len(applicants.sheets) > 1:
        first, *left = applicants.sheets
        screen.note(sheet=first, sheets_not_read=left)
        screen.line("! " + sheets_words(first, ", ".join(left), screen.language))


def show_warnings(screen: Screen, policy: Compiled) -> None:
    """What the author should look at."""
    screen.note(warnings=[warning_words(warning, "en") for warning in policy.warnings])
    for warning in policy.warnings:
        mark = "!!!" if warning[0] in LOUD else "!"
        screen.line(f"{mark} {warning_words(warning, screen.language)}")
