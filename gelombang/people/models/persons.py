"""The people behind accounts, their cards, what they allowed, and what was done for them at a desk."""

from django.db import models

from gelombang.regions.models import Region

from .accounts import Account


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

    `contact` is where somebody without an account can be told things, an e-mail or E.164 number as they gave it at a
    desk, and `contact_of` whose it is; both are emptied when there is an account.

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

    class ContactOf(models.TextChoices):
        OWN = "own"
        FAMILY = "family"
        NEIGHBOUR = "neighbour"

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
    contact = models.CharField(max_length=254, blank=True)
    contact_of = models.CharField(max_length=10, choices=ContactOf.choices, blank=True)
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
            models.CheckConstraint(
                name="a_contact_is_somebodys",
                condition=models.Q(contact="", contact_of="")
                | (~models.Q(contact="") & ~models.Q(contact_of="")),
            ),
        )

    def __str__(self) -> str:
        return f"person:{self.pk}"


class Consent(models.Model):
    """What a person allowed, in which words (`text_version`), from when until when. `by` is the account or the officer
    who recorded it. At a desk the words were read out: `read_by` says by whom, `way` how the person agreed."""

    class Way(models.TextChoices):
        OWN = "own"  # the person read it and ticked it
        SPOKEN = "spoken"
        SIGNED = "signed"
        THUMBPRINT = "thumbprint"

    class Purpose(models.TextChoices):
        TAKING_PART = "taking_part"
        SURVEYS = "surveys"
        NEWS = "news"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    text_version = models.CharField(max_length=20)
    by = models.CharField(max_length=80)
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.OWN)
    read_by = models.CharField(max_length=80, blank=True)
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
            models.CheckConstraint(
                name="a_consent_that_was_read_out_says_by_whom",
                condition=models.Q(way="own", read_by="") | (~models.Q(way="own") & ~models.Q(read_by="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose}"


class Assistance(models.Model):
    """An officer helps one person at a desk, in one sitting. It begins with what was read out and agreed to (`way`,
    `read_by`, `text_version`, `may_ask`); then the person is stated (`is_new`), or found again. `holder` is whoever has
    the number already, in an account of their own; `disputed_at`: that became a case."""

    officer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=Consent.Way.choices)
    read_by = models.CharField(max_length=80)
    text_version = models.CharField(max_length=20)
    may_ask = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="assistances")
    is_new = models.BooleanField(default=False)
    registered_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(null=True)
    holder = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    disputed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("officer", "begun_at"), name="assistances_of_an_officer"),)
        constraints = (
            models.CheckConstraint(
                name="an_assistance_begins_with_words_that_were_read_out",
                condition=~models.Q(way="own") & ~models.Q(way="") & ~models.Q(read_by=""),
            ),
            models.CheckConstraint(
                name="an_assistance_that_did_something_did_it_for_a_person",
                condition=models.Q(registered_at=None, joined_at=None) | models.Q(person__isnull=False),
            ),
            models.CheckConstraint(
                name="only_somebody_new_is_registered_at_a_desk",
                condition=models.Q(registered_at=None) | models.Q(is_new=True),
            ),
            models.CheckConstraint(
                name="a_disputed_number_has_a_holder",
                condition=models.Q(disputed_at=None) | models.Q(holder__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"assistance:{self.pk}"


class Slip(models.Model):
    """The slip of paper by which a person whom an officer registered takes their account over, once. The code is on the
    paper alone; `code_index` finds it. A new one ends the one before, with a `reason`; `n_wrong` birth dates were
    tried with it. `n_before`: slips that this person had before."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="slips")
    assistance = models.ForeignKey(Assistance, on_delete=models.PROTECT, related_name="slips")
    code_index = models.CharField(max_length=64, unique=True)
    n_before = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    issued_by = models.CharField(max_length=80)
    issued_at = models.DateTimeField()
    until_at = models.DateTimeField()
    n_wrong = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=80, blank=True)
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=models.Q(ended_at=None, claimed_at=None),
                name="a_person_has_one_slip_at_a_time",
            ),
            models.UniqueConstraint(fields=("person", "n_before"), name="slips_of_a_person_are_counted"),
            models.CheckConstraint(
                name="a_slip_after_another_says_why",
                condition=models.Q(n_before=0) | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="a_claimed_slip_says_who_claimed_it",
                condition=models.Q(claimed_at=None, claimed_by="")
                | (models.Q(claimed_at__isnull=False, ended_at=None) & ~models.Q(claimed_by="")),
            ),
        )

    def __str__(self) -> str:
        return f"slip:{self.pk}"


class Allowance(models.Model):
    """How often something was done in a window of time: `key` is a keyed hash, so that the table tells no address."""

    key = models.CharField(max_length=64, unique=True)
    n_taken = models.PositiveIntegerField(default=0)
    until_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("until_at",), name="allowances_that_are_over"),)

    def __str__(self) -> str:
        return self.key[:8]
