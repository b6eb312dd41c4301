"""Whether a beacon's signature is genuine: drand quicknet, by two independent libraries.

A signature in the wrong subgroup of the curve can pass a pairing test, and whoever hands the signature on
could then choose among several; both libraries are asked, and each is proven in the tests to refuse that
forgery. Scheme `bls-unchained-g1-rfc9380`: message H(u64(round)), signature in G1, key in G2 (DRAW.md §2).
"""

import importlib.util
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from hashlib import sha256

from gelombang.core.lottery.beacon import QUICKNET

from .errors import BeaconAnswerInvalid, BeaconsDisagree, BeaconUnreachable, SignatureForged

DST = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
TIMEOUT = 20
MAX_ANSWER = 10_000

GENERATOR = bytes.fromhex(  # of G2, compressed; fixed by BLS12-381 (IETF pairing-friendly curves §4.2.1)
    "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
    "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
)

_SIGNATURE = re.compile(r"[0-9a-f]{96}")


def is_well_formed(round_number: int, signature: str) -> bool:
    """96 lower-case hex digits and 1 ≤ round < 2⁶⁴. `drand-verify` panics on anything else with an exception
    that `except Exception` does not catch, so this comes first."""
    return 1 <= round_number < 2**64 and bool(_SIGNATURE.fullmatch(signature))


def by_drand_verify(round_number: int, signature: str) -> bool:
    """Genuine, says the `drand-verify` package."""
    import drand_verify

    if not is_well_formed(round_number, signature):
        return False
    try:
        randomness = drand_verify.verify_quicknet(round_number, signature, QUICKNET.public_key)
    except ValueError:
        return False
    return bool(randomness == sha256(bytes.fromhex(signature)).hexdigest())


def by_pyblst(round_number: int, signature: str) -> bool:
    """Genuine, says the `pyblst` package: e(signature, g2) = e(H(message), key)."""
    from pyblst import BlstP1Element, BlstP2Element, final_verify, miller_loop

    if not is_well_formed(round_number, signature):
        return False
    try:
        point = BlstP1Element().uncompress(bytes.fromhex(signature))  # refuses what is not in the subgroup
    except ValueError:
        return False
    key = BlstP2Element().uncompress(bytes.fromhex(QUICKNET.public_key))
    generator = BlstP2Element().uncompress(GENERATOR)
    message = sha256(round_number.to_bytes(8, "big")).digest()
    hashed = BlstP1Element().hash_to_group(message, DST)
    return bool(final_verify(miller_loop(point, generator), miller_loop(hashed, key)))


LIBRARIES: dict[str, tuple[str, Callable[[int, str], bool]]] = {
    "drand-verify": ("drand_verify", by_drand_verify),
    "pyblst": ("pyblst", by_pyblst),
}


def installed() -> dict[str, Callable[[int, str], bool]]:
    """The libraries that are installed, by name."""
    found = {}
    for name, (module, verify) in LIBRARIES.items():
        if importlib.util.find_spec(module) is not None:
            found[name] = verify
    return found


def verify(round_number: int, signature: str) -> bool | None:
    """Genuine, forged, or None where no library is installed that could tell. Where both are, both are asked."""
    answers = {check(round_number, signature) for check in installed().values()}
    if len(answers) > 1:
        raise BeaconsDisagree(round=round_number)
    return answers.pop() if answers else None


def must_be_genuine(round_number: int, signature: str) -> None:
    """Raise `SignatureForged` unless the signature is the chain's for that round."""
    if not is_well_formed(round_number, signature) or verify(round_number, signature) is False:
        raise SignatureForged(round=round_number)


def fetch(url: str, round_number: int) -> str | None:
    """The signature of a round from a drand HTTP endpoint, None when it is not out there yet.

    `url` is the configured base; asked for is `{url}/{chain}/public/{round}`. The answer is not trusted: whoever
    calls this verifies the signature."""
    address = f"{url.rstrip('/')}/{QUICKNET.chain}/public/{round_number}"
    if not address.startswith(("http://", "https://")):
        raise BeaconUnreachable(url=url, problem="not an http address")
    try:
        with urllib.request.urlopen(address, timeout=TIMEOUT) as answer:  # noqa: S310
            body = answer.read(MAX_ANSWER)
    except urllib.error.HTTPError as error:
        if error.code in (404, 425):
            return None
        raise BeaconUnreachable(url=url, problem=f"status {error.code}") from error
    except (OSError, ValueError) as error:
        raise BeaconUnreachable(url=url, problem=str(getattr(error, "reason", error))) from error
    return _signature_in(body, url, round_number)


def _signature_in(body: bytes, url: str, round_number: int) -> str:
    try:
        value = json.loads(body)
        signature = value["signature"]
        if value["round"] == round_number and is_well_formed(round_number, signature):
            return str(signature)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise BeaconAnswerInvalid(url=url)
