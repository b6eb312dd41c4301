"""The shipped values are those of the real programme, each with its text; wrong files are refused."""

from datetime import date
from pathlib import Path

import pytest

from gelombang import policy
from gelombang.core.rules.eligibility import Person, Reason, Rule, judge
from gelombang.policy.reason_words import MONTHS, SENTENCES, STATUSES, say

FIRST, NORMAL = date(2021, 6, 1), date(2023, 6, 1)


@pytest.mark.parametrize(
    ("name", "first", "normal"),
    [
        *(("training_balance", 1_000_000, 3_500_000), ("incentive_amount", 600_000, 600_000)),
        *(("n_incentives", 4, 1), ("survey_amount", 50_000, 50_000), ("n_surveys", 3, 2)),
        *(("first_purchase_days", 30, 15), ("age_least", 18, 18), ("age_most", None, 64)),
        *(("per_household", 2, 2), ("once", True, True), ("repayment_days", 60, 60)),
    ],
)
def test_the_two_schemes(name: str, first: object, normal: object) -> None:
    for on, expected in ((FIRST, first), (NORMAL, normal)):
        value = policy.in_force(on)[name]
        assert value.value == expected
        assert "/20" in value.reference


def test_recipients_of_other_aid_were_excluded_at_first_and_are_no_longer() -> None:
    person = Person(date(1990, 1, 1), frozenset({"aid_recipient"}), 0, 0)
    for on, may in ((FIRST, False), (NORMAL, True)):
        assert (judge(person, policy.terms_of(policy.in_force(on)), on=on) == ()) is may


def test_before_the_programme_there_was_nothing() -> None:
    assert policy.in_force(date(2019, 1, 1)) == {}
    with pytest.raises(KeyError):
        policy.terms_of({})


@pytest.mark.parametrize(
    "text",
    [
        "[a]\nunit = 'years'\nvalues = []",
        "[a]\nunit = 'furlongs'\nvalues = [{ value = 1, since = 2020-01-01, reference = 'r' }]",
        "[a]\nunit = 'years'\nvalues = [{ value = -1, since = 2020-01-01, reference = 'r' }]",
        "[a]\nunit = 'rupiah'\nvalues = [{ value = 0.5, since = 2020-01-01, reference = 'r' }]",
        "[a]\nunit = 'rupiah'\nvalues = [{ value = true, since = 2020-01-01, reference = 'r' }]",
        "[a]\nunit = 'statuses'\nvalues = [{ value = 'x', since = 2020-01-01, reference = 'r' }]",
        "[a]\nunit = 'yes or no'\nvalues = [{ value = 1, since = 2020-01-01, reference = 'r' }]",
        "[a]\nunit = 'years'\nvalues = [{ value = 1, since = 2020-01-01, reference = ' ' }]",
        "[a]\nunit = 'years'\nvalues = [{ value = 1, since = 2020-01-01T00:00:00, reference = 'r' }]",
        "[a]\nunit = 'years'\nvalues = [{ value = 1, reference = 'r' }]",
        "[a]\nunit = 'years'\nvalues = [{ valeu = 1, since = 2020-01-01, reference = 'r' }]",
        "a = 1",
        "a",
    ],
)
def test_a_wrong_file_is_refused_by_name(text: str, tmp_path: Path) -> None:
    (tmp_path / "amounts.toml").write_text(text)
    with pytest.raises(policy.ValuesWrong, match=r"^amounts\.toml: "):
        policy.histories(tmp_path)


def test_a_value_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(
            "[x]\nunit = 'years'\nvalues = [{ value = 1, since = 2020-01-01, reference = 'r' }]"
        )
    with pytest.raises(policy.ValuesWrong, match=r"^b\.toml: x"):
        policy.histories(tmp_path)


def test_every_rule_and_status_has_words_in_both_languages() -> None:
    assert set(SENTENCES) == set(Rule)
    excluded = {status for value in policy.histories()["excluded"].values for status in value.value}  # type: ignore[union-attr]
    assert excluded <= set(STATUSES)
    assert [len(months) for months in MONTHS.values()] == [12, 12]
    for rule in Rule:
        reason = Reason(
            rule, date(2026, 3, 3), True, 17, 18, "police", "Polri", date(2026, 1, 1), "declared", "verified"
        )
        for language in ("id", "en"):
            assert "{" not in say(reason, language)
            assert "None" not in say(reason, language)


def test_the_reason_says_what_to_do() -> None:
    reason = Reason(Rule.TOO_YOUNG, until=date(2026, 3, 3), age=17, limit=18)
    assert say(reason, "id").endswith("Anda boleh ikut gelombang mana pun mulai 3 Maret 2026.")
    assert say(reason, "en") == (
        "You are 17. You must be 18 or older to join. You can join any wave from 3 March 2026 on."
    )
