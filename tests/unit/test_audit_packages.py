"""What is said of the weaknesses of packages, with an answer and without."""

import json
import subprocess
from subprocess import CompletedProcess, TimeoutExpired
from typing import Any

import pytest

from tools import audit_packages

WEAK = {
    "name": "django", "version": "5.2.0",
    "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["5.2.1"]}, {"id": "CVE-2026-2", "fix_versions": []}],
}  # fmt: skip


def told(monkeypatch: pytest.MonkeyPatch, answer: Any) -> int:
    def run(*_: Any, **__: Any) -> CompletedProcess[str]:
        if isinstance(answer, Exception):
            raise answer
        return CompletedProcess([], 1, stdout=answer)

    monkeypatch.setattr(subprocess, "run", run)
    return audit_packages.main()


def test_a_known_weakness_fails_and_is_named(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    answer = json.dumps({"dependencies": [{"name": "numpy", "version": "2", "vulns": []}, WEAK]})
    assert told(monkeypatch, answer) == 1
    assert capsys.readouterr().out.splitlines() == [
        "django 5.2.0: PYSEC-2026-1; mended in 5.2.1",
        "django 5.2.0: CVE-2026-2; mended in (nothing yet)",
    ]


def test_how_many_were_asked_about_is_said(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    answer = {
        "dependencies": [
            {"name": "a", "version": "1", "vulns": []},
            {"name": "b", "skip_reason": "not found"},
        ]
    }
    assert told(monkeypatch, json.dumps(answer)) == 0
    assert capsys.readouterr().out == "None known in 1 packages; 1 could not be asked about.\n"


@pytest.mark.parametrize("answer", ["", "{}", "Traceback", OSError(), TimeoutExpired("pip-audit", 90)])
def test_without_a_network_nothing_fails_and_that_is_said(
    answer: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    assert told(monkeypatch, answer) == 0
    assert "Nothing is known" in capsys.readouterr().out
