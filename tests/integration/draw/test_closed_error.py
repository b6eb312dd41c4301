"""Both verifiers do their work where nobody hears their standard error."""

import subprocess
import sys
from pathlib import Path

from tests.factories.draws import drawn

TOOL = Path(__file__).parents[3] / "tools" / "verify_draw.py"


def test_a_closed_standard_error_changes_nothing(tmp_path: Path) -> None:
    folder = drawn(tmp_path, n=30)
    for program in (f"{sys.executable} {TOOL}", f"{sys.executable} -m gelombang draw verify"):
        said = [
            subprocess.run(["sh", "-c", f"{program} {folder} {end}"], stdout=subprocess.PIPE, check=False)
            for end in ("2>/dev/null", "2>&-", "<&- 2>&-")
        ]
        assert [one.returncode for one in said] == [0, 0, 0]
        assert said[0].stdout == said[1].stdout == said[2].stdout
