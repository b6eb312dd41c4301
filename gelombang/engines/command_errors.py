"""What a command asks of the person at the keyboard and does not get; sentences as for `gelombang.engines.errors`."""

from gelombang.core.lottery.errors import LotteryError


class OffsetMissing(LotteryError):
    """A time that does not say in which time zone. Facts: value, example (the same time in one)."""


class ConfirmationMissing(LotteryError):
    """Something that cannot be undone was asked for without a word of confirmation. Facts: draw_id."""


class Unconfirmed(LotteryError):
    """The question whether to go on was answered with no. No facts."""
