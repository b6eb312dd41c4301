"""Accounts and the people behind them."""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from gelombang.regions.models import Region

from .roles import Role

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


class FamilyCard(models.Model):
    """A family card (KK). `region` is the stratum of all its members, stated once; `number_locked` is encrypted,
    `number_index` finds it. Who states another region later opens a case and changes nothing."""

    number_locked = models.CharField(max_length=200)
    number_index = models.CharField(max_length=64, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"family_card:{self.pk}"


class Person(models.Model):
    """A human being, once. `nik_locked` is encrypted, `nik_index` finds it and keeps it unique. Whoever was registered
    at a desk may have no account yet. `completed_at`: all that a wave needs to know was stated.

    `asked_at`: when a provider was last asked about them; `is_contradicted`: it said that number, name and birth date
    do not belong together.

    `statuses` are the person's own statements (core.rules names them); `disability` is theirs to make or leave."""

    class Level(models.TextChoices):
        DECLARED = "declared"  # the person says so
        DOCUMENTED = "documented"  # an officer saw the cards
        VERIFIED = "verified"  # the civil registry says so

    class Education(models.TextChoices):
        NONE = "none"
        PRIMARY = "primary"
        JUNIOR = "junior"
        SENIOR = "senior"
        VOCATIONAL = "vocational"
        DIPLOMA = "diploma"
        BACHELOR = "bachelor"

    class Occupation(models.TextChoices):
        SEEKING = "seeking"
        EMPLOYEE = "employee"
        OWN_BUSINESS = "own_business"
        CASUAL = "casual"
        HOUSEHOLD = "household"
        LAID_OFF = "laid_off"
        OTHER = "other"

    class HeardFrom(models.TextChoices):
        FRIEND = "friend"
        ALUMNUS = "alumnus"
        MEETUP = "meetup"
        SOCIAL_MEDIA = "social_media"
        RADIO_TV = "radio_tv"
        OFFICE = "office"
        INSTITUTION = "institution"
        OTHER = "other"

    account = models.OneToOneField(Account, null=True, on_delete=models.PROTECT, related_name="person")
    name = models.CharField(max_length=120)
    nik_locked = models.CharField(max_length=200)
    nik_index = models.CharField(max_length=64, unique=True)
    born_on = models.DateField()
    is_region_code_known = models.BooleanField(default=True)
    family_card = models.ForeignKey(FamilyCard, null=True, on_delete=models.PROTECT, related_name="members")
    lives_in = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    education = models.CharField(max_length=20, choices=Education.choices, blank=True)
    occupation = models.CharField(max_length=20, choices=Occupation.choices, blank=True)
    heard_from = models.CharField(max_length=20, choices=HeardFrom.choices, blank=True)
    statuses = models.JSONField(default=list)
    disability = models.BooleanField(null=True)
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.DECLARED)
    level_source = models.CharField(max_length=80, blank=True)
    level_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    is_contradicted = models.BooleanField(default=False)
    stated_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_complete_person_has_card_home_and_answers",
                condition=models.Q(completed_at=None)
                | models.Q(erased_at__isnull=False)
                | (
                    models.Q(family_card__isnull=False, lives_in__isnull=False)
                    & ~models.Q(education="")
                    & ~models.Q(occupation="")
                    & ~models.Q(heard_from="")
                ),
            ),
            models.CheckConstraint(
                name="a_level_above_declared_says_who_raised_it",
                condition=models.Q(level="declared")
                | (models.Q(level_at__isnull=False) & ~models.Q(level_source="")),
            ),
        )

    def __str__(self) -> str:
        return f"person:{self.pk}"


class Consent(models.Model):
    """What a person allowed, in which words (`text_version`), from when until when. `by` is the account or the officer
    who recorded it."""

    class Purpose(models.TextChoices):
        TAKING_PART = "taking_part"
        SURVEYS = "surveys"
        NEWS = "news"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    text_version = models.CharField(max_length=20)
    by = models.CharField(max_length=80)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("given_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "purpose"),
                condition=models.Q(withdrawn_at=None),
                name="a_consent_stands_once",
            ),
            models.CheckConstraint(
                name="a_consent_is_withdrawn_after_it_was_given",
                condition=models.Q(withdrawn_at=None) | models.Q(withdrawn_at__gte=models.F("given_at")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose}"


class Allowance(models.Model):
    """How often something was done in a window of time: `key` is a keyed hash, so that the table tells no address."""

    key = models.CharField(max_length=64, unique=True)
    n_taken = models.PositiveIntegerField(default=0)
    until_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("until_at",), name="allowances_that_are_over"),)

    def __str__(self) -> str:
        return self.key[:8]
