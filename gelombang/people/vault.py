"""Identity numbers at rest: encrypted, and found again by a keyed index without being read.

Encryption is Fernet (AES-128-CBC with HMAC-SHA-256, from `cryptography`); with several keys the first encrypts and all
decrypt, so that a key can be changed. The index is HMAC-SHA-256 under a key of its own: the same number gives the same
index, so the database can hold it unique, and without the key nobody can try all numbers, of which there are few.
"""

import hmac
from collections.abc import Sequence
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

INDEX_LENGTH = 32
"""Bytes of an index key, at least."""


class VaultWrong(ValueError):
    """A key that is none, or something that was not encrypted under any of the keys. Never names either."""


class Vault:
    """Encrypts and indexes under `keys` (url-safe base64 of 32 bytes each, the newest first) and `index_key`."""

    def __init__(self, keys: Sequence[str], index_key: bytes) -> None:
        if not keys or len(index_key) < INDEX_LENGTH:
            raise VaultWrong("a vault needs a key, and 32 bytes for its index")
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise VaultWrong("a key of the vault is not 32 bytes in url-safe base64") from error
        self._index_key = index_key

    def lock(self, text: str) -> str:
        """`text` encrypted; twice the same text gives two different results."""
        return self._fernet.encrypt(text.encode("utf-8")).decode("ascii")

    def unlock(self, locked: str) -> str:
        """What was locked; raises `VaultWrong`."""
        try:
            return self._fernet.decrypt(locked.encode("ascii")).decode("utf-8")
        except (InvalidToken, UnicodeError) as error:
            raise VaultWrong("this was not encrypted under any key of the vault") from error

    def lock_anew(self, locked: str) -> str:
        """The same under the newest key; raises `VaultWrong`."""
        try:
            return self._fernet.rotate(locked.encode("ascii")).decode("ascii")
        except (InvalidToken, UnicodeError) as error:
            raise VaultWrong("this was not encrypted under any key of the vault") from error

    def index(self, kind: str, digits: str) -> str:
        """64 hex by which a number of this `kind` (nik, kk) is found; one number has different indices in two kinds."""
        return hmac.new(self._index_key, f"{kind}\0{digits}".encode(), sha256).hexdigest()
