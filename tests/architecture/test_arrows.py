"""What import-linter's contracts cannot say. The contracts themselves run in `make check`."""

import configparser
import sys
from pathlib import Path

import grimp
import pytest

from tests.architecture.project import PACKAGE, ROOT

PRIVATE = {"views", "forms", "api"}
STANDARD_ONLY = ("lottery", "ledger", "rules", "passes")
SIGNATURES = "cryptography"  # core.passes signs
ROUTES = "gelombang.urls"  # the one table of all addresses
MADE_OF = {"views", "models", "services", "selectors", "apps", "forms", "admin"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("gelombang", include_external_packages=True, cache_dir=None)


def trespasses(imports: list[tuple[str, str]]) -> list[str]:
    """Imports (importer, imported) of another app's views or forms."""
    found = []
    for importer, imported in imports:
        parts = imported.split(".")
        private = len(parts) > 2 and parts[0] == "gelombang" and parts[2] in PRIVATE
        if private and importer != ROUTES and importer.split(".")[:2] != parts[:2]:
            found.append(f"{importer} imports {imported}")
    return found


def strangers(imports: list[tuple[str, str]]) -> list[str]:
    """Imports by the strict packages of the core of anything but the standard library and the core."""
    found = []
    for importer, imported in imports:
        parts = importer.split(".")
        if parts[:2] != ["gelombang", "core"] or len(parts) < 3 or parts[2] not in STANDARD_ONLY:
            continue
        top = imported.split(".")[0]
        known = top in sys.stdlib_module_names or top == "gelombang"
        if not known and not (parts[2] == "passes" and top == SIGNATURES):
            found.append(f"{importer} imports {imported}")
    return found


def edges(graph: grimp.ImportGraph) -> list[tuple[str, str]]:
    return [
        (module, imported)
        for module in graph.modules
        for imported in graph.find_modules_directly_imported_by(module)
    ]


def test_views_and_forms_are_private_to_their_app(graph: grimp.ImportGraph) -> None:
    assert not trespasses(edges(graph))


def test_a_borrowed_view_is_found() -> None:
    assert trespasses([("gelombang.flow.lifecycle", "gelombang.portal.views.home")])
    assert not trespasses([("gelombang.portal.urls", "gelombang.portal.views")])
    assert not trespasses([("gelombang.urls", "gelombang.portal.views")])


def test_the_strict_core_uses_the_standard_library_alone(graph: grimp.ImportGraph) -> None:
    assert not strangers(edges(graph))


def test_a_third_party_import_in_the_strict_core_is_found() -> None:
    assert strangers([("gelombang.core.lottery.merkle", "numpy")])
    assert strangers([("gelombang.core.lottery", "cryptography")])
    assert not strangers([("gelombang.core.lottery", "hashlib"), ("gelombang.core.passes", "cryptography")])
    assert not strangers([("gelombang.core.evaluation.itt", "numpy")])


def listed_apps(text: str) -> set[str]:
    """The apps whose inside the contract `inside-an-app` guards."""
    contracts = configparser.ConfigParser()
    contracts.read_string(text)
    return set(contracts["importlinter:contract:inside-an-app"]["containers"].split())


def apps(package: Path) -> set[str]:
    """The packages that are made like an app."""
    return {
        f"gelombang.{folder.name}"
        for folder in package.iterdir()
        if folder.is_dir()
        and any(
            (folder / f"{name}.py").exists() or (folder / name / "__init__.py").exists() for name in MADE_OF
        )
    }


def test_the_inside_of_every_app_is_guarded() -> None:
    assert listed_apps((ROOT / ".importlinter").read_text()) == apps(PACKAGE)


def test_an_unguarded_app_is_found(tmp_path: Path) -> None:
    (tmp_path / "waves").mkdir()
    (tmp_path / "waves" / "models.py").touch()
    assert apps(tmp_path) == {"gelombang.waves"}
