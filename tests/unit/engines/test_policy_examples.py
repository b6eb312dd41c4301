"""The policies of the documentation compile, are told in words, and hold what the documentation says of them."""

import re
import tomllib
from pathlib import Path

import pytest

from gelombang.cli.policies import names_of, read, sketched
from gelombang.engines import policy_toml
from gelombang.engines.languages import Language
from gelombang.engines.policy_words import explain
from tests.factories.draws import command, write_list

DOCS = Path(__file__).parents[3] / "docs"
EXAMPLES = sorted([*(DOCS / "policies").glob("*.toml"), *(DOCS / "examples").glob("*.toml")])
LANGUAGES: tuple[Language, Language] = ("id", "en")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_compiles_and_is_told(path: Path) -> None:
    found = sketched(read(path), path)
    assert [
        name for name, _ in found.warnings if name != "idle group"
    ] == []  # one that counts for another draw
    for language in LANGUAGES:
        paragraphs = explain(found.policy, names_of(found.written), language)
        assert len(paragraphs) == len(found.policy.phases) + 3
    assert command("explain", path, "--json") == 0


def test_the_programme_shares_out_every_seat() -> None:
    path = DOCS / "policies" / "programme.toml"
    phases = sketched(read(path), path).policy.phases
    assert [phase.seats for phase in phases] == [12_000, 24_000, 540_000, 24_000]
    assert len(phases[2].quota) == 514
    assert sum(phases[2].quota.values()) == 540_000
    assert min(phases[2].quota.values()) > 0


def test_an_example_is_tried_on_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = DOCS / "policies" / "regions.toml"
    assert command("plan", write_list(tmp_path / "list.csv", 60), "--policy", policy, "--lang", "id") == 2
    assert "remote" not in policy.read_text()  # the list names a group that this policy does not know
    assert "groups" in capsys.readouterr().err
    listed = (
        (tmp_path / "list.csv").read_text().replace("disability remote", "disability").replace("remote", "")
    )
    (tmp_path / "list.csv").write_text(listed)
    assert command("plan", tmp_path / "list.csv", "--policy", policy, "--lang", "id") == 0


@pytest.mark.parametrize("page", ["policy.md", "kebijakan.md"])
def test_the_pages_hold_the_form_and_every_key(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    written = policy_toml.read(shown.encode())
    assert [p.seats for p in policy_toml.compile_policy(written, None, lambda _: {}).policy.phases] == [
        6,
        None,
        14,
    ]
    assert set(tomllib.loads(shown)) == {*policy_toml.TOP}
    for key in (*policy_toml.TOP, *policy_toml.PHASE, "by entries", "by table", "no limit"):
        assert re.search(rf"`\[*\"?{key}", text), key
    for path in (DOCS / "policies").glob("*.toml"):
        assert f"policies/{path.name}" in text
