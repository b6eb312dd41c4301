"""Who may do what, in words that staff are shown.

A role is given to an account by an administrator, and ends. What a page or an act demands is a permission, never a
role; `PERMISSIONS` says which roles have which. Everybody with an account is an applicant: that role is not given.
"""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is here."""

    APPLICANT = "applicant"
    INSTITUTION = "institution"
    OFFICER = "officer"
    APPROVER = "approver"
    FIELD = "field"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """What a page or an act demands."""

    WAVES_PREPARE = "waves_prepare"
    WAVES_APPROVE = "waves_approve"
    WAVES_SEE = "waves_see"
    PEOPLE_SEARCH = "people_search"
    PEOPLE_REGISTER = "people_register"
    DESKS_SEE = "desks_see"
    NUMBERS_SEE = "numbers_see"
    CASES_DECIDE = "cases_decide"
    GRIEVANCES_TAKE = "grievances_take"
    GRIEVANCES_ANSWER = "grievances_answer"
    GRIEVANCES_HEAD = "grievances_head"
    LISTS_LOAD = "lists_load"
    LISTS_APPROVE = "lists_approve"
    MESSAGES_SEE = "messages_see"
    MESSAGES_RETRY = "messages_retry"
    AUDIT_SEE = "audit_see"
    FIGURES_SEE = "figures_see"
    ROLES_GIVE = "roles_give"


PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.APPLICANT: frozenset(),
    Role.INSTITUTION: frozenset(),
    Role.OFFICER: frozenset(
        {
            Permission.WAVES_PREPARE,
            Permission.WAVES_SEE,
            Permission.PEOPLE_SEARCH,
            Permission.PEOPLE_REGISTER,
            Permission.NUMBERS_SEE,
            Permission.CASES_DECIDE,
            Permission.GRIEVANCES_TAKE,
            Permission.GRIEVANCES_ANSWER,
            Permission.LISTS_LOAD,
            Permission.MESSAGES_SEE,
            Permission.MESSAGES_RETRY,
            Permission.FIGURES_SEE,
        }
    ),
    Role.APPROVER: frozenset(
        {
            Permission.WAVES_APPROVE,
            Permission.LISTS_APPROVE,
            Permission.WAVES_SEE,
            Permission.CASES_DECIDE,
            Permission.GRIEVANCES_ANSWER,
            Permission.GRIEVANCES_HEAD,
            Permission.FIGURES_SEE,
            Permission.AUDIT_SEE,
            Permission.DESKS_SEE,
        }
    ),
    Role.FIELD: frozenset({Permission.PEOPLE_REGISTER, Permission.GRIEVANCES_TAKE}),
    Role.ANALYST: frozenset({Permission.WAVES_SEE, Permission.FIGURES_SEE}),
    Role.AUDITOR: frozenset(
        {
            Permission.WAVES_SEE,
            Permission.FIGURES_SEE,
            Permission.AUDIT_SEE,
            Permission.MESSAGES_SEE,
            Permission.DESKS_SEE,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {Permission.ROLES_GIVE, Permission.AUDIT_SEE, Permission.WAVES_SEE, Permission.DESKS_SEE}
    ),
}
"""An administrator gives roles and sees no applicant; whoever prepares a wave does not approve it."""

WORDS: Mapping[Role, tuple[str, str, str, str]] = {
    Role.APPLICANT: (
        "pendaftar",
        "Ikut gelombang, melihat hasil dan data sendiri.",
        "applicant",
        "Joins waves, sees own results and data.",
    ),
    Role.INSTITUTION: (
        "staf lembaga pelatihan",
        "Mengurus pelatihan lembaganya; tidak bisa mencari orang.",
        "institution staff",
        "Looks after the courses of one institution; cannot look people up.",
    ),
    Role.OFFICER: (
        "petugas",
        "Menyiapkan gelombang, mencari pendaftar, memutus kasus, mendaftarkan orang di loket.",
        "officer",
        "Prepares waves, searches applicants, decides cases, registers people at a desk.",
    ),
    Role.APPROVER: (
        "penyetuju",
        "Menyetujui yang disiapkan petugas. Tidak pernah menyetujui yang disiapkannya sendiri.",
        "approver",
        "Approves what officers prepare; never what they prepared themselves.",
    ),
    Role.FIELD: (
        "tim lapangan",
        "Mendaftarkan orang yang tidak punya HP, dan mencatat kehadiran di temu alumni.",
        "field team",
        "Registers people who have no phone, and checks people in at gatherings.",
    ),
    Role.ANALYST: (
        "analis",
        "Melihat angka tanpa nama, menghitung apa yang dihasilkan program.",
        "analyst",
        "Sees figures without names, works out what the programme brought.",
    ),
    Role.AUDITOR: (
        "auditor",
        "Melihat jejak semua tindakan dan memeriksanya; tidak mengubah apa pun.",
        "auditor",
        "Sees the trail of every act and checks it; changes nothing.",
    ),
    Role.ADMINISTRATOR: (
        "administrator",
        "Memberi dan mengakhiri peran. Tidak melihat data pendaftar.",
        "administrator",
        "Gives and ends roles. Sees no applicant's data.",
    ),
}


def name_of(role: Role, language: str) -> str:
    """The role's name; `language` is id or en."""
    return WORDS[role][0 if language == "id" else 2]


def duty_of(role: Role, language: str) -> str:
    """What the role does, in a sentence."""
    return WORDS[role][1 if language == "id" else 3]
