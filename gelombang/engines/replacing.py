"""Publishing a replacement: the one act that gives a place of a published draw to somebody else."""

from typing import Any

from gelombang.core.lottery import statement, times
from gelombang.core.lottery.beacon import QUICKNET

from . import beacon, self_check
from .errors import RoundKnown, RoundNotLater
from .folder import Folder, must_not_be_earlier
from .replacements import standing_of
from .signing import Operator


def publish(
    folder: Folder,
    vacated: list[int],
    reason: str,
    *,
    by: Operator,
    at: str,
    round_number: int = 0,
    signature: str | None = None,
) -> dict[str, Any]:
    """Fill vacated places and publish who moves up."""
    if signature is not None:
        if round_number <= folder.manifest.round:
            raise RoundNotLater(round=folder.manifest.round, given=round_number)
        beacon.must_be_genuine(round_number, signature)
        out = times.stamp(QUICKNET.time_of(round_number))
        must_not_be_earlier(at, out)
        if out < folder.outcome["signed_at"] and not folder.commitment["rehearsal"]:
            raise RoundKnown(round=round_number, at=out, before=folder.outcome["signed_at"])
    with folder.writing() as work:
        folder.must_not_be_void()
        standing = standing_of(folder)
        group = standing.group
        selected = standing.fill(vacated, signature)
        manifest = folder.manifest
        unsigned = statement.unsigned(
            "replacement",
            manifest.draw_id,
            manifest.sha256(),
            at,
            group=group,
            round=round_number,
            beacon_signature=signature or "",
            reason=reason,
            vacated=vacated,
            selected=selected,
        )
        signed = statement.sign(unsigned, by.public_key, by.sign)
        self_check.publish(folder, work, f"replacement-{group:02d}.json", signed)
    return signed
