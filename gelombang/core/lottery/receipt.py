"""The code on a receipt: a commitment short enough to type.

Fourteen characters find one line among twenty million; two more tell a slip of the finger from a missing
entry, which would be the gravest thing a receipt can show. The alphabet is Crockford's base 32: no I,
L, O or U.

>>> code_of("5c887537f4449818fc99fe9036162069" * 2)
'BJ47-ADZM-8JC1-HZHT'
>>> prefix_of("bj47 adzm 8jci hzht") == prefix_of("BJ47-ADZM-8JC1-HZHT")
True
>>> len(prefix_of("BJ47-ADZM-8JC1-HZHT"))
70
"""

import hashlib

from .errors import CodeMalformed

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX_BITS = 70
CODE_LENGTH = 16

_READ = str.maketrans("OIL", "011", " -\u2010\u2011\u2013\t\r\n")


def code_of(commit: str) -> str:
    """The code of a commit (64 hex), printed in fours."""
    number = int(commit, 16) >> (256 - PREFIX_BITS)
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(PREFIX_BITS - 5, -1, -5))
    whole = letters + _check_of(letters)
    return "-".join(whole[i : i + 4] for i in range(0, CODE_LENGTH, 4))


def prefix_of(code: str) -> str:
    """The first 70 bits, as digits 0 and 1, of the commit that a typed code names; raises
    `CodeMalformed`. Small letters, spaces, and O, I, L for 0, 1, 1 are read."""
    letters = code.upper().translate(_READ)
    if len(letters) != CODE_LENGTH or not set(letters) <= set(ALPHABET):
        raise CodeMalformed(code=code[:40])
    if letters[14:] != _check_of(letters[:14]):
        raise CodeMalformed(code=code[:40])
    return "".join(f"{ALPHABET.index(letter):05b}" for letter in letters[:14])


def bounds_of(code: str) -> tuple[str, str]:
    """The least and the greatest commit (64 hex) that a code can name."""
    bits = prefix_of(code)
    low, high = (int(bits.ljust(256, digit), 2) for digit in "01")
    return f"{low:064x}", f"{high:064x}"


def _check_of(letters: str) -> str:
    digest = hashlib.sha256(letters.encode("ascii")).digest()
    bits = int.from_bytes(digest[:2], "big") >> 6
    return ALPHABET[bits >> 5] + ALPHABET[bits & 31]
