"""What commit would fix for ever and every reader would remark on: said before it is fixed, while it can be mended."""

from datetime import datetime, timedelta
from pathlib import Path

from gelombang.core.lottery import times
from gelombang.core.lottery.beacon import QUICKNET
from gelombang.core.lottery.errors import LotteryError
from gelombang.core.lottery.manifest import Manifest

from .commit import Terms
from .folder import Folder
from .policy_toml import Warned

LONG_AGO = timedelta(days=366)
"""Applications that closed earlier than this before the commitment: more likely a slip in the year."""


def of_terms(terms: Terms, at: datetime, hours: int) -> list[Warned]:
    """Of a commitment made at `at` with `hours` promised for objections: its round and its closing time."""
    return [*_of_notice(terms, at, hours), *_of_previous(terms, at), *_of_closing(terms, at)]


def of_keys(terms: Terms, prev: str | None, operator: str | None) -> list[Warned]:
    """Of the key that would sign: `operator` is its public half, None a new one; `prev` what was given for the draw
    before. Nothing where nobody can tell."""
    if terms.prev == Terms.prev or prev is None:
        return []
    before, key = _signer_of(Path(prev))
    if operator is not None and operator == (before or operator):
        return []
    name = Manifest.parse(terms.previous).draw_id if terms.previous is not None else terms.prev[:16]
    return [("another key", {"draw_id": name, "key": str(key) if key is not None else "FILE"})]


def _signer_of(prev: Path) -> tuple[str | None, Path | None]:
    """The public key that signed the draw before, and the file of the key where it lies beside; None where unknown."""
    place = prev if prev.is_dir() else prev.parent
    try:
        folder = Folder.open(place)
        signer = str(folder.commitment["operator"])
    except (LotteryError, OSError):
        return None, None
    key = folder.public.parent / "secret" / "operator.key"
    return signer, key if key.is_file() else None


def _of_notice(terms: Terms, at: datetime, hours: int) -> list[Warned]:
    if terms.rehearsal or not terms.round:
        return []
    left = (QUICKNET.time_of(terms.round) - at).total_seconds() / 3600
    if left < times.NOTICE_HOURS:
        return [("short notice", {"hours": f"{left:.1f}"})]
    return [("small promise", {"hours": hours})] if hours < times.NOTICE_HOURS else []


def _of_previous(terms: Terms, at: datetime) -> list[Warned]:
    if terms.previous is None:
        return []
    previous, found = Manifest.parse(terms.previous), list[Warned]()
    if 0 < terms.round < previous.round and previous.draw_id != terms.draw_id:
        at_then = [times.stamp(QUICKNET.time_of(number)) for number in (terms.round, previous.round)]
        facts: dict[str, str | int] = {"round": terms.round, "at": at_then[0], "earlier": previous.round}
        found.append(("earlier round", {**facts, "then": at_then[1], "draw_id": previous.draw_id}))
    if previous.close_time > times.stamp(at):
        found.append(("previous close", {"draw_id": previous.draw_id, "closed": previous.close_time}))
    return found


def _of_closing(terms: Terms, at: datetime) -> list[Warned]:
    ago = at - datetime.fromisoformat(terms.close_time)
    return [("old close", {"closed": terms.close_time, "days": ago.days})] if ago > LONG_AGO else []
