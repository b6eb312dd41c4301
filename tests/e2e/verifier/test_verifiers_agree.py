"""The browser judges as product and one-file verifier do, on the files of tests/unit/test_verifiers_agree.py."""

import base64
from typing import Any

from tests.factories import lies, torsion
from tests.unit.test_verifiers_agree import product

MODULES = {"c": "verify/check.js", "e": "vendor/ed25519.js"}
JUDGE = """
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
return data.map((text) => {
  try {
    const { steps } = c.checkProof(c.read(bytesOf(text)).value, e.verify);
    return steps.every(({ name, holds }) => holds === true || (holds === null && ["draw", "outcome"].includes(name)));
  } catch (error) {
    if (!error.key) throw error;
    return false;
  }
});
"""
SIGNED = """
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
return data.map(([key, message, signature]) => e.verify(bytesOf(key), bytesOf(message), bytesOf(signature)));
"""


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def browser(run: Any, files: list[bytes]) -> list[bool]:
    found: list[bool] = run(MODULES, JUDGE, [text(data) for data in files])
    return found


def test_files_at_random(run: Any) -> None:
    files = lies.corpus(9, 300)
    judged = zip(files, browser(run, files), strict=True)
    assert [data for data, holds in judged if holds != product(data)] == []


def test_what_one_of_them_once_accepted(run: Any) -> None:
    cases = lies.known()
    found = browser(run, [case.data for case in cases])
    assert [case.name for case, holds in zip(cases, found, strict=True) if holds != case.true] == []


def test_signatures_by_one_rule(run: Any) -> None:
    cases = list(torsion.signatures())
    given = [[text(case.key), text(case.message), text(case.signature)] for case in cases]
    found = run(MODULES, SIGNED, given)
    assert [case.name for case, holds in zip(cases, found, strict=True) if holds != case.true] == []
