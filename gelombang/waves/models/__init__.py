"""Waves, applications to them, and what keeps somebody out."""

from .applications import Application, Judgement, PriorAward
from .lists import ExclusionList, Listed
from .waves import PastAttempt, Proposal, Wave

__all__ = [
    "Application",
    "ExclusionList",
    "Judgement",
    "Listed",
    "PastAttempt",
    "PriorAward",
    "Proposal",
    "Wave",
]
