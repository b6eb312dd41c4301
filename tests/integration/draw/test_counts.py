"""counts.json, signed by its operator with a number that is not right."""

import json
from pathlib import Path

import pytest

from gelombang.core.lottery import jcs
from tests.factories import draw_folder as made
from tests.factories import hostile
from tests.factories.draws import command


@pytest.mark.parametrize("member", ["entries", "households", "bands"])
def test_counts_that_do_not_add_up_are_called_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], member: str
) -> None:
    folder = hostile.rehearsal()
    counts = json.loads(folder.files["counts.json"])
    if member == "bands":
        counts["bands"][next(iter(counts["bands"]))] += 1
    else:
        counts[member] += 1
    folder.files["counts.json"] = jcs.canonical(counts)
    files = folder.commitment["files"] | {"counts.json": made.sha(folder.files["counts.json"])}
    hostile.resign(folder, "commitment.json", files=files)
    public = hostile.write(folder, tmp_path)
    assert command("verify", public, "--lang", "en") == 1
    told = capsys.readouterr().out
    assert "The sums in counts.json do not agree" in told
    assert "not complete" not in told
    assert command("verify", public, "--lang", "id") == 1
    assert "Jumlah-jumlah di counts.json tidak cocok" in capsys.readouterr().out
