"""Identities and households that look the same and are not: composed and decomposed letters, wide ones, ligatures,
small letters and capitals, the apostrophes that spreadsheets and people put before a number.

Two rows of one person would be two chances, and two spellings of one household two places. Numbers with other digits
than 0 to 9 are refused where the table is read; of names and letters only a person can say whether two are one, so that
they are told.
"""

import polars as pl

from . import misread
from .policy_toml import Warned
from .table import ALONE, Applicants

MARKS = "'’‘`´"
"""What stands before a number so that a spreadsheet takes it for a text."""


def warnings(applicants: Applicants) -> list[Warned]:
    """Columns in which texts are equal in their plain form and in no other way."""
    found: list[Warned] = []
    rows = applicants.rows.select("id", "household").with_row_index("row", offset=applicants.first_row)
    found += _alike("lookalike", rows.select("row", text="id"))
    if "household" in applicants.given:
        together = rows.filter(~pl.col("household").str.starts_with(ALONE)).unique("household", keep="first")
        # words for nothing are never to be made equal: that would make one household of strangers
        together = together.filter(~misread.are_no_households(together["household"]))
        found += _alike("lookalike household", together.select("row", text="household"))
    return found


def _alike(name: str, rows: pl.DataFrame) -> list[Warned]:
    """Of `rows` (row, text), the texts with one plain form: under Unicode's compatibility normalisation NFKC (UAX #15),
    in small letters, without a mark before. Only those that this changes are compared with the others."""
    is_plain = rows["text"].str.contains("^[0-9a-z\0][0-9a-z \0._/-]*$")
    changed = rows.filter(~is_plain)
    if changed.is_empty():
        return []
    form = pl.col("text").str.normalize("NFKC").str.to_lowercase().str.strip_chars_start(MARKS)
    changed = changed.with_columns(form.alias("form"))
    others = rows.filter(is_plain).join(
        changed.select("form").unique(), left_on="text", right_on="form", how="semi"
    )
    both = pl.concat([changed.select("row", "form"), others.select("row", pl.col("text").alias("form"))])
    alike = both.group_by("form").agg(pl.col("row").sort()).filter(pl.col("row").list.len() > 1)
    if alike.is_empty():
        return []
    first = alike.sort(pl.col("row").list.first())["row"][0]
    return [(name, {"n": alike.height, "row": int(first[0]), "other": int(first[1])})]
