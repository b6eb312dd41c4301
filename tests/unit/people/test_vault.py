"""Numbers at rest: encrypted, indexed, keys changed, and nothing said where a key is wrong."""

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from gelombang.people.vault import Vault, VaultWrong

OLD, NEW, OTHER = (Fernet.generate_key().decode() for _ in range(3))
INDEX = b"i" * 32


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_locked_is_unlocked_and_never_the_same_twice(text: str) -> None:
    vault = Vault([NEW], INDEX)
    first, second = vault.lock(text), vault.lock(text)
    assert first != second
    assert vault.unlock(first) == vault.unlock(second) == text


def test_a_key_can_be_changed() -> None:
    locked = Vault([OLD], INDEX).lock("1309010703950000")
    both, new = Vault([NEW, OLD], INDEX), Vault([NEW], INDEX)
    assert both.unlock(locked) == "1309010703950000"
    assert new.unlock(both.lock_anew(locked)) == "1309010703950000"
    for vault in (new, Vault([OTHER], INDEX)):
        for act in (vault.unlock, vault.lock_anew):
            with pytest.raises(VaultWrong):
                act(locked)


@pytest.mark.parametrize("locked", ["", "x", "é", "gAAAAA"])
def test_what_was_never_locked_is_refused(locked: str) -> None:
    with pytest.raises(VaultWrong):
        Vault([NEW], INDEX).unlock(locked)


def test_the_index_finds_the_same_number_of_the_same_kind() -> None:
    vault = Vault([NEW], INDEX)
    assert vault.index("nik", "1") == Vault([OLD], INDEX).index("nik", "1")
    others = {vault.index("kk", "1"), vault.index("nik", "2"), Vault([NEW], b"j" * 32).index("nik", "1")}
    assert vault.index("nik", "1") not in others
    assert len(others) == 3


@pytest.mark.parametrize(("keys", "index"), [([], INDEX), (["x"], INDEX), ([NEW], b"short")])
def test_a_wrong_key_is_refused_without_being_named(keys: list[str], index: bytes) -> None:
    with pytest.raises(VaultWrong) as wrong:
        Vault(keys, index)
    assert "short" not in str(wrong.value)
