"""The documentation says what is there: every setting, model, dependency, link and command."""

import ast
import re
import tomllib
from pathlib import Path

import click
import django
import pytest
from django.apps import apps

from gelombang.cli.draw import draw
from gelombang.cli.main import cli
from tests.architecture.project import PACKAGE, ROOT, markdown_files, name_of, tracked

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|(?:src|srcset|href)=\"([^\"]+)\"")
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
cli.add_command(draw)  # which the command line itself adds when it runs
VARIABLE = re.compile(r"GELOMBANG_[A-Z0-9_]+")
NOT_SETTINGS = {"GELOMBANG_TEST_TALLY", "GELOMBANG_REFERENCE"}  # of the tests; CONTRIBUTING.md has them


def settings_read(path: Path) -> set[str]:
    """The environment variables that a Python file names in its code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return {text for text in texts if VARIABLE.fullmatch(text)} - NOT_SETTINGS


def anchors(markdown: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    made = set()
    for heading in HEADING.findall(FENCE.sub("", markdown)):
        plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        made.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return made


def broken_links(page: Path) -> list[str]:
    """The relative links of a page that lead nowhere."""
    markdown = page.read_text(encoding="utf-8")
    found = []
    for link in ("".join(groups) for groups in LINK.findall(FENCE.sub("", markdown))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            found.append(link)
    return found


def targets(makefile: str) -> set[str]:
    """The targets that a Makefile defines for people."""
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def make_commands(markdown: str) -> set[str]:
    """What a page tells people to make, in code."""
    code = "\n".join([*FENCE.findall(markdown), *re.findall(r"`([^`\n]+)`", markdown)])
    return set(re.findall(r"^ *make(?: +[A-Z]+=\S+)* +([a-z]+)", code, re.MULTILINE))


def called(markdown: str) -> list[list[str]]:
    """The words after `gelombang` in each command line that a page shows, up to the first argument."""
    code = "\n".join([*FENCE.findall(markdown), *re.findall(r"`([^`\n]+)`", markdown)])
    lines = re.findall(
        r"^ *(?:\$ )?(?:\.venv/bin/)?gelombang((?: +[a-z][a-z-]*(?![\w./=]))+)", code, re.MULTILINE
    )
    return [line.split() for line in lines]


def unknown_command(words: list[str], command: click.Command) -> bool:
    """Whether these words name no command of the command line."""
    while isinstance(command, click.Group) and words:
        if words[0] not in command.commands:
            return True
        command, words = command.commands[words[0]], words[1:]
    return False


def undocumented(names: set[str], page: str) -> list[str]:
    """The names that a page does not show as code."""
    return sorted(name for name in names if f"`{name}`" not in page)


def requirement_names(requirements: list[str]) -> set[str]:
    """The distributions that requirements name, without extras and versions."""
    return {re.split(r"[\[<>=!~; ]", requirement)[0] for requirement in requirements} - {"gelombang"}


def declared() -> set[str]:
    """Every dependency of pyproject.toml."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [
        table["project"]["dependencies"],
        *table["project"]["optional-dependencies"].values(),
        *table["dependency-groups"].values(),
    ]
    return {name for group in groups for name in requirement_names(group)}


def test_every_setting_is_documented_and_every_documented_setting_is_read() -> None:
    read = {name for path in PACKAGE.rglob("*.py") for name in settings_read(path)}
    page = (ROOT / "docs" / "settings.md").read_text()
    assert undocumented(read, page) == []
    assert set(VARIABLE.findall(page)) - NOT_SETTINGS <= read


def test_every_model_is_in_the_glossary() -> None:
    django.setup()
    page = (ROOT / "docs" / "glossary.md").read_text()
    names = {model.__name__ for model in apps.get_models() if model.__module__.startswith("gelombang.")}
    assert undocumented(names, page) == []


def test_every_dependency_has_its_reason() -> None:
    assert undocumented(declared(), (ROOT / "docs" / "dependencies.md").read_text()) == []


@pytest.mark.parametrize("page", markdown_files(), ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    assert broken_links(page) == []


@pytest.mark.parametrize("page", markdown_files(), ids=name_of)
def test_pages_name_only_commands_that_exist(page: Path) -> None:
    assert make_commands(page.read_text(encoding="utf-8")) <= targets((ROOT / "Makefile").read_text())


@pytest.mark.parametrize("page", markdown_files(), ids=name_of)
def test_pages_call_only_what_the_command_line_has(page: Path) -> None:
    lines = called(page.read_text(encoding="utf-8"))
    assert [line for line in lines if unknown_command(line, cli)] == []


def test_readme_names_the_two_commands() -> None:
    assert {"demo", "test"} <= make_commands((ROOT / "README.md").read_text())


def test_every_decision_record_is_listed() -> None:
    listed = (ROOT / "docs" / "adr" / "README.md").read_text()
    records = [
        path.name for path in tracked() if path.parent == ROOT / "docs" / "adr" and path.name != "README.md"
    ]
    assert records
    assert [name for name in records if f"({name})" not in listed] == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One thing\n[a](nowhere.md) [b](#one-thing) [c](#other) ![d](https://example.org/x.svg)\n"
    )
    assert broken_links(page) == ["nowhere.md", "#other"]


def test_an_undocumented_name_is_found() -> None:
    assert undocumented({"GELOMBANG_A", "GELOMBANG_AB"}, "`GELOMBANG_AB`") == ["GELOMBANG_A"]


def test_a_variable_in_code_is_found(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text('"""Not GELOMBANG_WORDS in prose."""\nDEBUG = flag("GELOMBANG_DEBUG")\n')
    assert settings_read(sample) == {"GELOMBANG_DEBUG"}


def test_a_command_that_does_not_exist_is_found() -> None:
    commands = make_commands("Run `make demo`, or\n```\nmake PORT=1 fly\n```\n`apt-get install make git`")
    assert commands == {"demo", "fly"}
    assert targets("demo: x\n\techo\n.venv/.dev: y\n") == {"demo"}


def test_a_call_that_the_command_line_does_not_have_is_found() -> None:
    lines = called(
        "`gelombang draw fly DIR` and\n```\n.venv/bin/gelombang draw run DIR\n```\n`gelombang/core`"
    )
    assert [unknown_command(line, cli) for line in lines] == [False, True]


def test_a_dependency_is_named_without_its_version() -> None:
    assert requirement_names(["psycopg[binary]>=3,<4", "django>=5", "gelombang[dev]"]) == {
        "psycopg",
        "django",
    }


def test_every_value_of_the_law_is_documented() -> None:
    page = (ROOT / "docs" / "policy-values.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `(\w+)` \| ([\w ]+) \|", page, re.MULTILINE))
    units = {
        name: table["unit"]
        for path in sorted((PACKAGE / "policy" / "values").glob("*.toml"))
        for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
    assert documented == units


def test_every_audit_event_is_documented() -> None:
    from gelombang.audit.acts import Act

    page = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `(\w+:\w+:\w+)` \|", page, re.MULTILINE)) == sorted(map(str, Act))
