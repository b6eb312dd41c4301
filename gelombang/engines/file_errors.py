"""What a file holds that a reader would pass over in silence; sentences as for `gelombang.engines.errors`."""

from gelombang.core.lottery.errors import LotteryError


class FileHasNul(LotteryError):
    """A text file with a byte of value zero. Facts: path, row."""


class FormulaUnvalued(LotteryError):
    """A formula in a workbook whose value is not stored. Facts: path, cell, more (cells with the same fault)."""
