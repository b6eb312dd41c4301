"""Accounts, what they may do, and their lost second steps."""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from gelombang.people.roles import Role

ROLES = [(role.value, role.value) for role in Role if role is not Role.APPLICANT]


def fresh_salt() -> str:
    """What binds the sessions of an account to it; a new one ends them all."""
    return secrets.token_hex(16)


class Accounts(BaseUserManager["Account"]):
    """By the primary key: an account has no name of its own."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(pk=int(username or 0))


class Account(AbstractBaseUser):
    """Something that can sign in: by a code sent to `email` or `phone` (E.164), or by a passkey. It has no password.

    `is_active` False: closed, and nothing signs it in. `session_salt` is renewed to sign out everywhere."""

    password = None  # type: ignore[assignment]
    email = models.EmailField(null=True, unique=True)  # noqa: DJ001  unique, where there is one
    phone = models.CharField(max_length=20, null=True, unique=True)  # noqa: DJ001  as above
    language = models.CharField(max_length=2, default="id")
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField()
    session_salt = models.CharField(max_length=32, default=fresh_salt)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="an_account_can_be_reached",
                condition=models.Q(email__isnull=False)
                | models.Q(phone__isnull=False)
                | models.Q(is_active=False),
            ),
        )

    def __str__(self) -> str:
        return f"account:{self.pk}"

    def has_usable_password(self) -> bool:
        """Never."""
        return False

    def set_unusable_password(self) -> None:
        """There is none."""

    def get_session_auth_hash(self) -> str:
        """What every session of this account carries."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Any:
        """The same under earlier secret keys."""
        from django.conf import settings

        return (self._session_hash(key) for key in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | bytes | None) -> str:
        return salted_hmac(
            "gelombang.people.session", self.session_salt, secret=secret, algorithm="sha256"
        ).hexdigest()


class GivenRole(models.Model):
    """A role that an account has from `given_at` until `ended_at`."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=ROLES)
    given_by = models.CharField(max_length=80)
    given_at = models.DateTimeField()
    ended_by = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("given_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("account", "role"),
                condition=models.Q(ended_at=None),
                name="a_role_is_had_once",
            ),
            models.CheckConstraint(
                name="an_ended_role_says_who_ended_it",
                condition=models.Q(ended_at=None, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"


class KeyRemoval(models.Model):
    """That somebody's lost second step be removed: one administrator asks with a reason, another decides."""

    class Decision(models.TextChoices):
        APPROVED = "approved"
        REFUSED = "refused"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="key_removals")
    why = models.TextField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("account",),
                condition=models.Q(decided_at=None),
                name="a_removal_of_keys_is_asked_for_once_at_a_time",
            ),
            models.CheckConstraint(
                name="whoever_decides_a_removal_of_keys_did_not_ask_for_it",
                condition=models.Q(decided_at=None, decided_by="", decision="", reason="")
                | (
                    models.Q(decided_at__isnull=False)
                    & ~models.Q(decided_by="")
                    & ~models.Q(decided_by=models.F("by"))
                    & (models.Q(decision="approved") | (models.Q(decision="refused") & ~models.Q(reason="")))
                ),
            ),
            models.CheckConstraint(
                name="a_removal_of_keys_is_asked_for_with_a_reason", condition=~models.Q(why="")
            ),
        )

    def __str__(self) -> str:
        return f"key_removal:{self.pk}"
