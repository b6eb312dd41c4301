"""Identities that look the same and are not: composed and decomposed letters, wide ones, ligatures.

Two rows of one person would be two chances. Numbers with other digits than 0 to 9 are refused where the table is read;
of names and letters only a person can say whether two are one, so that they are told.
"""

import polars as pl

from .policy_toml import Warned
from .table import Applicants


def warnings(applicants: Applicants) -> list[Warned]:
    """Identities that are equal under Unicode's compatibility normalisation NFKC (UAX #15) and in no other way. Only
    those with letters beyond ASCII are normalised: the others are their own normal form."""
    rows = applicants.rows.select("id").with_row_index("row", offset=applicants.first_row)
    wide = rows.filter(pl.col("id").str.len_bytes() != pl.col("id").str.len_chars())
    if wide.is_empty():
        return []
    normal = wide.with_columns(pl.col("id").str.normalize("NFKC").alias("normal"))
    plain = rows.filter(pl.col("id").str.len_bytes() == pl.col("id").str.len_chars())
    plain = plain.join(normal.select("normal").unique(), left_on="id", right_on="normal", how="semi")
    both = pl.concat([normal.select("row", "normal"), plain.select("row", pl.col("id").alias("normal"))])
    alike = both.group_by("normal").agg(pl.col("row").sort()).filter(pl.col("row").list.len() > 1)
    if alike.is_empty():
        return []
    first = alike.sort(pl.col("row").list.first())["row"][0]
    return [("lookalike", {"n": alike.height, "row": int(first[0]), "other": int(first[1])})]
