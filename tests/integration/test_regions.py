"""Regions as packaged, checked against the reference; other countries from CSV; contradictions refused."""

import csv
import math
import statistics
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from gelombang.audit.selectors import events_of
from gelombang.regions import packaged, rows, selectors
from gelombang.regions.models import Designation, Region
from gelombang.regions.rows import DesignationRow, RegionRow, RegionsWrong
from gelombang.regions.services import load_regions

pytestmark = pytest.mark.django_db
KIND = Designation.Kind
ON = date(2023, 8, 17)
AT = datetime(2023, 8, 17, tzinfo=UTC)


def load(path: Path | None = None) -> str:
    out = StringIO()
    call_command("load_regions", **({} if path is None else {"csv": path}), stdout=out)
    return out.getvalue()


def test_the_country_is_whole_and_may_be_loaded_again() -> None:
    assert load() == load()
    assert [event.facts["n_designations"] for event in events_of("regions")] == [128, 128]
    counts = {level: Region.objects.filter(level=level).count() for level in (1, 2, 3)}
    assert counts[1] == 38
    assert counts[2] == 514
    assert counts[3] > 7_000
    assert Region.objects.filter(level=2).exclude(stratum="").count() == 514
    assert not Region.objects.filter(level=2, latitude=None).exists()
    names = selectors.strata_names(["1309", "1673", "9999", ""])
    assert names == {"1309": "Kabupaten Kepulauan Mentawai", "1673": "Kota Lubuk Linggau"}
    assert [region.code for region in selectors.top_regions()][:2] == ["11", "12"]
    assert selectors.within("13").count() == 19
    assert {Region.objects.get(code=code).time_zone for code in ("13.09", "72.10", "81.06")} == {
        "Asia/Jakarta",
        "Asia/Makassar",
        "Asia/Jayapura",
    }


def test_designations_hold_for_their_period_alone() -> None:
    load()
    assert selectors.designated(KIND.DISADVANTAGED, on=ON).count() == 62
    assert selectors.designated(KIND.DISADVANTAGED, on=date(2025, 1, 1)).count() == 0
    assert selectors.designated(KIND.DISADVANTAGED, on=date(2024, 12, 31)).count() == 62
    assert selectors.designated(KIND.OUTERMOST, on=date(2026, 1, 1)).count() == 50
    mentawai = Region.objects.get(code="13.09")
    assert mentawai in selectors.designated(KIND.DISADVANTAGED, on=ON)
    lubuklinggau = Region.objects.get(code="16.73")
    assert not any(lubuklinggau in selectors.designated(kind, on=ON) for kind in KIND)


def test_names_places_and_designations_are_those_of_the_reference(reference: Path) -> None:
    with (reference / "regions" / "regencies.csv").open(encoding="utf-8") as file:
        known = {row["kode"]: row for row in csv.DictReader(file)}
    ours = {row.code: row for row in packaged.regions() if row.stratum}
    assert set(ours) == set(known)
    assert {code: row.time_zone for code, row in ours.items()} == {
        code: row["zona_waktu"] for code, row in known.items()
    }
    apart = [
        kilometres(row, float(known[code]["ibu_kota_lat"]), float(known[code]["ibu_kota_lng"]))
        for code, row in ours.items()
    ]
    assert statistics.median(apart) < 1
    assert sum(distance > 25 for distance in apart) <= 6
    assert max(apart) < 110
    flagged = {code for code, row in known.items() if row["tertinggal_2020_2024"] == "1"}
    assert flagged == {row.region for row in packaged.designations() if row.kind == KIND.DISADVANTAGED}


def kilometres(row: RegionRow, latitude: float, longitude: float) -> float:
    assert row.latitude is not None
    assert row.longitude is not None
    a, b = math.radians(row.latitude), math.radians(latitude)
    turn = math.radians(row.longitude - longitude)
    return 6371 * math.acos(min(1, math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(turn)))


def test_another_country_from_csv(tmp_path: Path) -> None:
    table = tmp_path / "timor.csv"
    table.write_text(
        "code,name,kind,parent,stratum,latitude,longitude\n"
        "TL-DI-1,Cristo Rei,post,TL-DI,,,\n"
        "TL-DI,Dili,municipality,TL,0001,-8.55,125.58\n"
        "TL,Timor-Leste,country,,,,\n"
    )
    assert load(table) == "3 regions are up to date.\n"
    assert {region.code: region.level for region in Region.objects.all()} == {
        "TL": 1,
        "TL-DI": 2,
        "TL-DI-1": 3,
    }
    assert selectors.strata_names(["0001"]) == {"0001": "Dili"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name,kind\nA,x\n", "has no column code, parent"),
        ("code,name,kind,parent\n,A,x,\n", "Row 2 has no code"),
        ("code,name,kind,parent\na,A,x,\na,B,x,\n", "a is there twice"),
        ("code,name,kind,parent\na,A,x,z\n", "lies in z, which has no row"),
        ("code,name,kind,parent\na,A,x,b\nb,B,x,a\n", "lies within itself"),
        ("code,name,kind,parent,stratum\na,A,x,,12\n", "four digits"),
        (
            "code,name,kind,parent,stratum\na,A,x,,0001\nb,B,x,,0001\n",
            "The stratum 0001 is that of a and of b",
        ),
        ("code,name,kind,parent,latitude,longitude\na,A,x,,91,0\n", "the latitude is '91'"),
        ("code,name,kind,parent,latitude,longitude\na,A,x,,nan,0\n", "the latitude is 'nan'"),
        ("code,name,kind,parent,latitude,longitude\na,A,x,,1,\n", "one coordinate"),
        ("code,name,kind,parent,time_zone\na,A,x,,Mars/Base\n", "no time zone"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused_whole(text: str, sentence: str, tmp_path: Path) -> None:
    table = tmp_path / "regions.csv"
    table.write_text(text)
    with pytest.raises(CommandError, match=sentence):
        load(table)
    assert Region.objects.count() == 0


def test_a_file_that_is_not_text_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"code,name,kind,parent\n\xff,A,x,\n")
    for name in ("a.csv", "b.csv"):
        with pytest.raises(RegionsWrong, match=name):
            list(rows.read(tmp_path / name))


def test_a_designation_of_an_unknown_region_is_refused() -> None:
    row = DesignationRow("z", KIND.BORDER, "Perpres 18/2020", ON, None)
    with pytest.raises(RegionsWrong, match="Perpres 18/2020 designates z"):
        load_regions(rows=[RegionRow("a", "A", "x", "")], designations=[row], by="command", at=AT)
    assert Region.objects.count() == 0


def test_the_database_refuses_what_no_table_may_hold() -> None:
    load_regions(rows=[RegionRow("a", "A", "x", "", "0001")], by="command", at=AT)
    a = Region.objects.get(code="a")
    for wrong in (
        Region(code="b", name="B", kind="x", level=1, stratum="0001"),
        Region(code="b", name="B", kind="x", level=2),
        Region(code="b", name="B", kind="x", level=1, parent=a),
        Region(code="b", name="B", kind="x", level=1, latitude=1.0),
        Designation(region=a, kind=KIND.BORDER, decree="d", since_on=ON, until_on=date(2020, 1, 1)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()
