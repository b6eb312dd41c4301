"""What no tracked file may hold: addresses in locks, paths of one machine, words of another trade."""

import ast
import re
import tomllib
from pathlib import Path

from tests.architecture.project import PACKAGE, ROOT, name_of, python_files, text_of, tracked

LOCKS = ("requirements.txt", "requirements-dev.txt")
# Written so that no pattern finds itself.
MACHINE_PATH = re.compile(r"(?:^|[^\w.~-])/(?:work|farm|root|home/\w+|Users/\w+)/")
REGISTRY = re.compile(r"\b(?:files\.pythonhosted|pypi\.org|registry\.npmjs|registry\.yarnpkg)")
LEFT_OPEN = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b|(?i:lorem ip[s]um)")
VENDORED = "vendor"
# Words that DESIGN leaves to others, and what we say instead.
INSTEAD = {
    "user": "person",
    "candidate": "applicant",
    "batch": "wave",
    "cycle": "wave",
    "payout": "disbursement",
    "vendor": "institution",
    "product": "course",
    "kpi": "indicator",
    "manager": "a noun that says what it does",
    "handler": "a noun that says what it does",
    "utils": "a concept",
    "helpers": "a concept",
    "common": "a concept",
}
# Names that a library asks for.
GIVEN = {
    "handler400",
    "handler403",
    "handler404",
    "handler500",
    "get_public_key_credential_user_entity",  # allauth.mfa.adapter
}


def words(name: str) -> list[str]:
    """The words of an identifier, in lower case: `open_wave`, `OpenWave`, `openWave`."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


def foreign_words(path: Path) -> list[str]:
    """Names of modules, classes and functions that use a word from the list."""
    named = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    names = [path.stem, *(node.name for node in nodes if isinstance(node, named))]
    return [
        f"{name}: say {INSTEAD[word]}"
        for name in names
        if name not in GIVEN
        for word in words(name)
        if word in INSTEAD
    ]


def ours() -> list[tuple[str, str]]:
    """Each tracked text file that we wrote ourselves, with its text."""
    texts = [(path, text_of(path)) for path in tracked() if VENDORED not in path.parts]
    return [(name_of(path), text) for path, text in texts if text is not None]


def locked(lock: str) -> set[str]:
    """The distributions that a lock pins."""
    return set(re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE))


def test_no_lock_records_an_address() -> None:
    assert [name for name in LOCKS if "://" in (ROOT / name).read_text()] == []


def test_every_locked_package_has_a_hash() -> None:
    for name in LOCKS:
        text = (ROOT / name).read_text()
        assert re.findall(r"^[a-z0-9._-]+==[^\n]*[^\\\n]\n", text, re.MULTILINE) == []
        assert len(locked(text)) > 20


def test_locks_hold_what_pyproject_asks_for() -> None:
    from tests.architecture.test_documentation import requirement_names

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    demo = requirement_names(project["dependencies"] + extras["draw"])
    assert demo <= locked((ROOT / "requirements.txt").read_text())
    assert demo | requirement_names(extras["dev"] + extras["postgres"]) <= locked(
        (ROOT / "requirements-dev.txt").read_text()
    )


def test_both_locks_agree() -> None:
    pins = [set(re.findall(r"^[a-z0-9._-]+==\S+", (ROOT / name).read_text(), re.MULTILINE)) for name in LOCKS]
    assert pins[0] <= pins[1]


def test_no_file_names_a_path_of_one_machine() -> None:
    assert [name for name, text in ours() if MACHINE_PATH.search(text)] == []


def test_no_file_names_a_package_registry() -> None:
    assert [name for name, text in ours() if REGISTRY.search(text)] == []


def test_nothing_is_left_open() -> None:
    assert [name for name, text in ours() if LEFT_OPEN.search(text)] == []


def test_names_are_the_words_of_the_glossary() -> None:
    found = [
        f"{name_of(path)}: {word}"
        for path in python_files()
        if PACKAGE in path.parents
        for word in foreign_words(path)
    ]
    assert found == []


def test_a_foreign_word_is_found(tmp_path: Path) -> None:
    sample = tmp_path / "utils.py"
    sample.write_text("class UserManager: ...\n\ndef open_wave(): ...\n\ndef handler404(): ...\n")
    assert foreign_words(sample) == [
        "utils: say a concept",
        "UserManager: say person",
        "UserManager: say a noun that says what it does",
    ]


def test_a_machine_path_is_found() -> None:
    for folders in (["work", "wt"], ["root", "x"], ["home", "ani", "x"]):
        assert MACHINE_PATH.search(f'open("/{"/".join(folders)}")')
    assert not MACHINE_PATH.search("docs/work/x https://example.org/root/x /usr/lib/x")


def test_a_registry_or_a_note_to_oneself_is_found() -> None:
    assert REGISTRY.search("https://{}.org/simple".format("pypi"))
    assert LEFT_OPEN.search("# {}: later".format("TO" + "DO"))
