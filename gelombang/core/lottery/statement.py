"""What the operator signs: that this list was committed, that this was the outcome.

A statement is a JSON object in canonical form. The signature covers everything but itself, behind a
prefix that keeps it from meaning anything elsewhere. Curves are not arithmetic for this package: signing
and checking (Ed25519, RFC 8032) are handed in from `gelombang.engines.signing`.

>>> statement = unsigned("void", "demo-1", "00" * 32, "2026-01-31T17:00:00Z", reason="dobel")
>>> signed = sign(statement, "ab" * 32, lambda message: bytes(64))
>>> signed["kind"], message_of(signed) == message_of({**signed, "signature": "other"})
('void', True)
"""

import re
from collections.abc import Callable
from typing import Any

from . import jcs
from .errors import StatementInvalid
from .manifest import VERSION, is_time

PREFIX = b"undian/1/statement\0"
KINDS = ("commitment", "outcome", "receipt", "odds", "bias", "void", "replacement", "audit")

_HEX = {
    "manifest_sha256": re.compile(r"[0-9a-f]{64}"),
    "operator": re.compile(r"[0-9a-f]{64}"),
    "signature": re.compile(r"[0-9a-f]{128}"),
}

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
    """`statement` if it has the members every statement has; raises `StatementInvalid`."""
    if not isinstance(statement, dict) or statement.get("version") != VERSION:
        raise StatementInvalid(member="version")
    if statement.get("kind") not in ((kind,) if kind else KINDS):
        raise StatementInvalid(member="kind")
    for name, pattern in _HEX.items():
        if not isinstance(statement.get(name), str) or not pattern.fullmatch(statement[name]):
            raise StatementInvalid(member=name)
    if not isinstance(statement.get("draw_id"), str):
        raise StatementInvalid(member="draw_id")
    if not is_time(statement.get("signed_at")):
        raise StatementInvalid(member="signed_at")
    return statement


def is_signed(statement: dict[str, Any], verify: Verify) -> bool:
    """Whether the signature of a well-formed statement is its operator's."""
    return verify(statement["operator"], message_of(statement), statement["signature"])
