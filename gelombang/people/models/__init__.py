"""Accounts and the people behind them."""

from .accounts import Account, Accounts, GivenRole, KeyRemoval, fresh_salt
from .corrections import Correction
from .persons import Allowance, Assistance, Consent, FamilyCard, Person, Slip

__all__ = [
    "Account",
    "Accounts",
    "Allowance",
    "Assistance",
    "Consent",
    "Correction",
    "FamilyCard",
    "GivenRole",
    "KeyRemoval",
    "Person",
    "Slip",
    "fresh_salt",
]
