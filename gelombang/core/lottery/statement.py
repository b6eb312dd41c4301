"""What the operator signs: that this list was committed, that this was the outcome.

A statement is a JSON object in canonical form. The signature covers everything but itself, behind a
prefix that keeps it from meaning anything elsewhere. Curves are not arithmetic for this package: signing
and checking (Ed25519, RFC 8032) are handed in from `gelombang.engines.signing`.

>>> statement = unsigned("void", "demo-1", "00" * 32, "2026-01-31T17:00:00Z", reason="dobel")
>>> signed = sign(statement, "ab" * 32, lambda message: bytes(64))
>>> signed["kind"], message_of(signed) == message_of({**signed, "signature": "other"})
('void', True)
"""

from collections.abc import Callable
from typing import Any

from . import jcs
from .errors import StatementInvalid
from .forms import Shape, fault, is_flag, is_hash, is_text, like, list_of, named, whole
from .manifest import MAX_ENTRIES, VERSION, is_draw_id, is_time

PREFIX = b"undian/1/statement\0"
KINDS = ("commitment", "outcome", "receipt", "odds", "bias", "void", "replacement", "audit")

MAX_PHASES = 99
MAX_CAP = 999_999_999

_FILES = named(like("[a-z._]{1,40}"), is_hash)

COMMON: Shape = {
    "manifest_sha256": is_hash,
    "operator": is_hash,
    "signature": like("[0-9a-f]{128}"),
    "draw_id": is_draw_id,
    "signed_at": is_time,
}
"""What every statement has beside `version` and `kind`."""

MEMBERS: dict[str, Shape] = {
    "commitment": {"publish": like("full|reduced|roots"), "rehearsal": is_flag, "files": _FILES},
    "outcome": {
        "commitment_sha256": is_hash,
        "round": whole(),
        "beacon_signature": like("[0-9a-f]{96}"),
        "ceremony": is_text,
        "key": is_hash,
        "seed": like("[0-9a-f]{40}"),
        "household_cap": whole(0, MAX_CAP),
        "n_cutoffs": whole(0, MAX_ENTRIES),
        "selected": list_of(whole(0, MAX_ENTRIES), MAX_PHASES),
        "results_sha256": is_hash,
        "results_root": is_hash,
        "cutoffs_root": is_hash,
        "files": _FILES,
    },
    "receipt": {
        "commit": is_hash,
        "stratum": like("[0-9]{4}"),
        "band": like("[0-9]"),
        "groups": like("[0-9a-f]{2}"),
        "weight": like("0[1-9]|[1-5][0-9]|6[0-2]"),
        "salt": like("[0-9a-f]{32}"),
        "time": is_time,
    },
}
"""What the statements of these kinds have beside, and nothing else (docs/draw-folder.md)."""

Sign = Callable[[bytes], bytes]
Verify = Callable[[str, bytes, str], bool]
"""(operator's public key as 64 hex, message, signature as 128 hex) → whether it is theirs."""


def unsigned(kind: str, draw_id: str, manifest_sha256: str, signed_at: str, **members: Any) -> dict[str, Any]:
    """A statement that still lacks `operator` and `signature`."""
    common = {
        "version": VERSION,
        "kind": kind,
        "draw_id": draw_id,
        "manifest_sha256": manifest_sha256,
        "signed_at": signed_at,
    }
    return {**common, **members}


def sign(statement: dict[str, Any], operator: str, signer: Sign) -> dict[str, Any]:
    """The statement with `operator` (public key, 64 hex) and its `signature`."""
    named = {**statement, "operator": operator}
    return {**named, "signature": signer(message_of(named)).hex()}


def message_of(statement: dict[str, Any]) -> bytes:
    """The bytes under the signature."""
    covered = {name: value for name, value in statement.items() if name != "signature"}
    return PREFIX + jcs.canonical(covered)


def check_members(statement: Any, kind: str | None = None) -> dict[str, Any]:
    """`statement` if it has the members that its kind has, each in its form; raises `StatementInvalid`. Of a kind that
    `MEMBERS` does not list only the common members are checked."""
    if not isinstance(statement, dict) or statement.get("version") != VERSION:
        raise StatementInvalid(member="version")
    found = statement.get("kind")
    if not isinstance(found, str) or found not in ((kind,) if kind else KINDS):
        raise StatementInvalid(member="kind")
    shape = {"version": is_text, "kind": is_text, **COMMON, **MEMBERS.get(found, {})}
    wrong = fault(statement, shape, exact=found in MEMBERS)
    if wrong is not None:
        raise StatementInvalid(member=wrong)
    return statement


def is_signed(statement: dict[str, Any], verify: Verify) -> bool:
    """Whether the signature of a well-formed statement is its operator's."""
    return verify(statement["operator"], message_of(statement), statement["signature"])
