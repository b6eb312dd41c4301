"""The product and the one-file verifier judge every file alike: true proofs, lies an operator signs, changed members.

`tests/e2e/verifier/test_verifiers_agree.py` asks the browser the same.
"""

import contextlib
import io
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from gelombang.core.lottery import jcs, proof, times
from gelombang.core.lottery.errors import LotteryError
from gelombang.engines import signing
from gelombang.engines.proof_words import step_sentence, verdict_sentence
from gelombang.engines.sentences import sentence
from tests.factories import draw_folder as made
from tests.factories import lies, torsion
from tests.factories.verifier import tool


def product(data: bytes) -> bool:
    """Whether the product accepts a file; it has words for whatever it refuses."""
    try:
        latest = times.latest_at(datetime.now(UTC))
        checked = proof.check(jcs.parse(data, "proof"), signing.verify, lambda *_: None, latest)
    except LotteryError as error:
        return not sentence(error, "id")
    for step in checked.steps:
        assert step_sentence(step, checked, "id")
    assert verdict_sentence(checked, True, "en")
    return checked.holds and not checked.unchecked


def one_file(data: bytes) -> bool:
    """Whether tools/verify_draw.py accepts it as a proof."""
    report, options = tool.Report("en", True), tool.arguments(["x.json"])
    try:
        value = tool.parse(data, "x.json")
    except tool.Problem:
        return False
    with contextlib.redirect_stdout(io.StringIO()):
        tool.guarded(report, lambda: tool.check_proof(report, "x.json", value, [], [], options))
    return bool(report.exit_code() == 3)  # alone it is compared with nothing


@pytest.mark.parametrize("seed", range(4))
def test_both_judge_alike(seed: int) -> None:
    files = lies.corpus(seed, 150)
    judged = [(product(data), one_file(data)) for data in files]
    apart = [data for data, (one, other) in zip(files, judged, strict=True) if one != other]
    assert apart == []
    assert Counter(one for one, _ in judged)[True] >= 5, "true ones are among them"


@pytest.mark.parametrize("case", lies.known(), ids=lambda case: case.name)
def test_what_one_of_them_once_accepted(case: Any) -> None:
    assert (product(case.data), one_file(case.data)) == (case.true, case.true)


@pytest.mark.parametrize("case", list(torsion.signatures()), ids=lambda case: case.name)
def test_signatures_by_one_rule(case: Any) -> None:
    found = signing.verify(case.key.hex(), case.message, case.signature.hex())
    assert (found, tool.ed25519_valid(case.key, case.message, case.signature)) == (case.true, case.true)


def test_a_large_file_costs_nothing() -> None:
    """What is too long is refused before anything is computed for each of its items."""
    folder = lies.small(1)
    true = folder.proof(1)
    large = {**true, "statement": {**true["statement"], "selected": [0] * 55_000}}
    data = made.jcs(large)
    start = time.process_time()
    assert not product(data)
    assert time.process_time() - start < 0.2
