"""What can be wrong with a draw: one class for one thing, with the facts that tell where.

No sentence stands here. A class carries `facts`; whoever talks to people turns class and facts
into words (`gelombang.engines.sentences`).

>>> LineMalformed(line=7).facts
{'line': 7}
"""


class LotteryError(Exception):
    """A draw, or a part of one, that must be refused."""

    def __init__(self, **facts: str | int) -> None:
        self.facts = facts
        super().__init__(", ".join(f"{name}={value}" for name, value in facts.items()))


class NotCanonical(LotteryError):
    """Bytes that are not the RFC 8785 form of the value they hold. Facts: what."""


class ValueNotAllowed(LotteryError):
    """A value undian/1 has no bytes for: a fraction, a text with a lone surrogate. Facts: what."""


class LineMalformed(LotteryError):
    """A line of the list that is not the 102 bytes of undian/1. Facts: line."""


class ListNotSorted(LotteryError):
    """Commits that do not strictly increase. Facts: line."""


class HouseholdAcrossStrata(LotteryError):
    """Two members of a household state different strata. Facts: ticket, other."""


class PolicyInvalid(LotteryError):
    """A policy that has no meaning. Facts: where, problem."""


class ManifestInvalid(LotteryError):
    """A manifest whose members are not what undian/1 says. Facts: member."""


class SignatureMalformed(LotteryError):
    """A beacon signature that is not 96 lower-case hex digits. Facts: length."""


class CeremonyMismatch(LotteryError):
    """A ceremony text where none was announced, or none where one was. Facts: announced."""


class TicketOutOfRange(LotteryError):
    """A ticket that is not on the list. Facts: ticket, n."""


class CodeMalformed(LotteryError):
    """A receipt code that cannot be one: wrong length, letter or check. Facts: code."""


class StatementInvalid(LotteryError):
    """A signed statement whose members are not what they must be. Facts: member, file (where it is known)."""


class ProofMalformed(LotteryError):
    """A proof that lacks a member or has one of the wrong kind. Facts: member, file (where it is known)."""


class NotAWinner(LotteryError):
    """A ticket named as vacated that had not been selected. Facts: ticket."""
