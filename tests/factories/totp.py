"""An authenticator app."""

import base64
import hmac
import struct
import time
from hashlib import sha1


def totp(secret: str, *, step: int = 0) -> str:
    """What an authenticator app shows now, or `step` half minutes later (RFC 6238, SHA-1, six digits)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.new(base64.b32decode(secret), counter, sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"
