"""The fast engine on the known answers."""

import json
from pathlib import Path
from typing import Any

import pytest

from gelombang.core.lottery.policy import Policy
from gelombang.engines import numba_engine, python_engine

VECTORS = Path(__file__).parents[2] / "vectors" / "undian"
NAMES = sorted(path.name for path in VECTORS.glob("[0-9]*.json"))


@pytest.mark.parametrize("key_bits", [60, 12, 1])
@pytest.mark.parametrize("name", NAMES)
def test_vector(name: str, key_bits: int, tmp_path: Path) -> None:
    vector: dict[str, Any] = json.loads((VECTORS / name).read_text())
    expect = vector["expect"]
    source, policy = tmp_path / "list.csv", Policy.from_json(vector["policy"])
    source.write_text("".join(line + "\n" for line in expect["list"]), "ascii")
    drawn = numba_engine.select(source, policy, expect["seed"], key_bits=key_bits)
    assert list(drawn.lines()) == expect["results"]
    assert list(drawn.accepted) == expect["taken_by_phase"]
    assert drawn.same_as(python_engine.select(source, policy, expect["seed"]))
