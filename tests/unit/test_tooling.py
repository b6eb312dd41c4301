"""The tools of the project: skips, closing line, benches, installing."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import bench
import bench.__main__ as bench_command
from tests.conftest import disallowed
from tools import install
from tools.run_tests import closing_line

pytest_plugins = ["pytester"]
ROOT = Path(__file__).resolve().parents[2]
ALLOWED = [{"test": "tests/unit/*", "reason": "reference data absent"}]


def test_a_skip_on_the_list_is_allowed() -> None:
    assert disallowed([("tests/unit/test_x.py::test_y", "reference data absent: set X")], ALLOWED) == []


@pytest.mark.parametrize(
    ("test", "reason"),
    [
        ("tests/unit/test_x.py::test_y", "no browser"),
        ("tests/e2e/test_x.py::test_y", "reference data absent"),
    ],
)
def test_another_skip_is_not(test: str, reason: str) -> None:
    assert disallowed([(test, reason)], ALLOWED) == [f"{test}: {reason}"]


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_in_ci_a_skip_fails_the_run(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str, code: int
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.delenv("GELOMBANG_TEST_TALLY", raising=False)
    tests = pytester.mkdir("tests")
    (tests / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text())
    (tests / "allowed_skips.toml").write_text("skip = []\n")
    (tests / "test_a.py").write_text(
        'import pytest\n\ndef test_a(): pass\n\ndef test_b(): pytest.skip("no browser")\n'
    )
    done = pytester.runpytest_subprocess("-p", "no:django", "-p", "no:cacheprovider")
    assert done.ret == code
    assert ("tests/test_a.py::test_b: no browser" in done.stdout.str()) is (ci == "true")


def test_a_run_without_tests_fails(pytester: pytest.Pytester) -> None:
    assert pytester.runpytest_subprocess("-p", "no:django").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_closing_line_adds_up() -> None:
    line = closing_line(Counter({"passed": 3}) + Counter({"passed": 2, "skipped": 1}), 1.5)
    assert line == " 5 passed, 1 skipped in 1.50s ".center(80, "=")
    assert "no tests ran" in closing_line(Counter(), 0)


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "BENCHES", {})

    @bench.bench("example", rows=10)
    def example(rows: int) -> Iterator[bench.Figure]:
        yield bench.Figure(
            name="example", rows=rows, value=3.0, unit="s", against="C", other=2.0, goal="<= 2", ok=True
        )


@pytest.mark.usefixtures("registered")
def test_a_bench_appends_its_figures(tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    bench_command.measure("example", None, results)
    bench_command.measure("example", 5, results)
    rows = [json.loads(line) for line in results.read_text().splitlines()]
    assert [row["rows"] for row in rows] == [10, 5]
    assert rows[0] == {
        "name": "example",
        "rows": 10,
        "value": 3.0,
        "unit": "s",
        "against": "C",
        "ratio": 1.5,
        "peak_mb": None,
        "goal": "<= 2",
        "ok": True,
    }


@pytest.mark.usefixtures("registered")
def test_two_benches_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="two benches are called example"):
        bench.bench("example", rows=1)(lambda _rows: iter(()))


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("given", [["nothing"], ["example", "--rows", "0"]])
def test_a_bench_refuses_what_makes_no_sense(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench_command.arguments(given)
    assert "error:" in capsys.readouterr().err


def test_peak_memory_is_measured_in_another_process() -> None:
    ours = b"x" * 300_000_000  # held by this process, must not count
    cpu, wall, peak = bench.peak_megabytes("x = bytearray(80_000_000)")
    assert 80 < peak < 200
    del ours
    assert cpu > 0
    assert wall > 0
    with pytest.raises(RuntimeError, match="ended with 3"):
        bench.peak_megabytes("raise SystemExit(3)")


def test_an_old_python_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "OLDEST", (4, 0))
    assert install.main("requirements.txt") == 1
    assert "needs Python 4.0 or newer" in capsys.readouterr().err


def test_what_the_tests_lack_is_said(tmp_path: Path) -> None:
    command = ["bash", str(ROOT / "tools" / "prepare_tests.sh")]
    missing = {"PATH": "/usr/bin:/bin", "CHROMIUM": str(tmp_path / "nowhere")}
    done = subprocess.run(command, env=missing, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "which is not a program" in done.stderr
