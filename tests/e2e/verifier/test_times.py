"""The times of receipts and of the list in the browser, held against both verifiers."""

from pathlib import Path
from typing import Any

import pytest

from gelombang.core.lottery import proof as core
from gelombang.draws import checks
from gelombang.draws.check_words import Speaker
from gelombang.engines import beacon, signing
from tests.e2e.verifier.test_proofs import checked, page_of
from tests.factories import draw_folder as made
from tests.factories.hostile import answers, rehearsal, resign
from tests.factories.hostile_cases import put
from tests.factories.hostile_papers import receipt
from tests.factories.verifier import vector


@pytest.mark.parametrize(
    ("late", "members", "code"),
    [
        (False, {}, 0),
        (True, {}, 0),
        (False, {"time": "2026-01-31T17:00:00Z"}, 0),
        (False, {"time": "2026-01-31T17:00:01Z"}, 1),
        (True, {"time": "2026-01-31T18:00:00Z"}, 1),
        (True, {"at": "2026-01-20T00:00:00Z"}, 1),
        (False, {"at": "2026-01-20T00:00:00Z"}, 0),
        (False, {"at": "2026-02-01T00:00:01Z"}, 1),
        (True, {"at": "2026-02-02T00:00:00Z"}, 0),
    ],
)
def test_the_times_of_a_receipt_as_both_verifiers_see_them(
    run: Any, tmp_path: Path, late: bool, members: dict[str, str], code: int
) -> None:
    folder = rehearsal()
    given = receipt(folder, late, **members)
    public = folder.write(tmp_path) / "public"
    paper = put(tmp_path / "receipt.json", given)
    assert answers(paper, public, "--now", "2026-03-01T00:00:00Z") == (code, code)
    times = {"closed": folder.manifest["close_time"], "committed": folder.commitment["signed_at"]}
    page = {**page_of(folder), **times, "draw": folder.draw_id}
    assert checked(run, [given], page=page)[0]["failed"] == ["receipt_times"] * code
    assert checked(run, [given], page={**page, "closed": None, "committed": None})[0]["failed"] == []


@pytest.mark.parametrize(
    ("signed", "hours"),
    [
        ("2023-09-15T10:59:00Z", 0),
        ("2023-09-12T11:00:04Z", 71),
        ("2023-09-12T11:00:03Z", None),
    ],
)
def test_a_list_sealed_shortly_before_its_round(run: Any, signed: str, hours: int | None) -> None:
    """Round 657413 was out at 11.00.03 on 15 September 2023. A rehearsal may be as short as it likes. The server says
    the same in the same words."""
    known = vector(7)
    more: dict[str, Any] = {"close_time": signed, "round_": 657413, "rehearsal": False}
    real = made.DrawFolder(known["expect"]["list"], known["policy"], draw_id="wave-1", **more)
    resign(real, "commitment.json", signed)
    proof = real.proof(1, drawn=False)
    found = checked(run, [proof, rehearsal(round_=657413).proof(1, drawn=False)])
    assert [item["failed"] for item in found] == [[], []]
    lines = [[line for line in item["english"] if "72" in line] for item in found]
    told = core.check(proof, signing.verify, beacon.verify)
    assert lines == [list(checks._short_notice(Speaker("en", "Asia/Jakarta"), told)), []]
    assert [f"only {hours} hours" in line for line in lines[0]] == [True] * (hours is not None)
