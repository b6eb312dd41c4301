"""Every error has its sentence in both languages, with the same facts, and none shows what it must not."""

import inspect
import re
import string

import pytest

from gelombang.core.lottery import errors as core
from gelombang.core.lottery.errors import LotteryError
from gelombang.engines import command_errors, errors, file_errors
from gelombang.engines.policy_file_words import PROBLEMS as POLICY_PROBLEMS
from gelombang.engines.sentences import SENTENCES, sentence

CLASSES = sorted(
    {
        found
        for module in (core, errors, command_errors, file_errors)
        for _, found in inspect.getmembers(module, inspect.isclass)
        if issubclass(found, LotteryError) and found is not LotteryError
    },
    key=lambda found: found.__name__,
)
TOLD_ELSEWHERE = {errors.PolicyFileWrong}  # word by word, in tests/unit/engines/test_policy_toml.py


DERIVED = {
    "pair",
    "seem",
    "advice",
    "rows",
    "more_cells",
    "and_others",
}  # made of other facts, in table_words


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def facts_of(error: type[LotteryError]) -> set[str]:
    """The facts that a class's docstring names."""
    described = re.sub(r"\([^)]*\)", "", inspect.getdoc(error) or "")
    stated = re.search(r"(?:Facts|facts): ([^.]*)\.", described)
    return {name.strip() for name in stated[1].split(",")} if stated else set()


def test_no_class_is_without_a_sentence() -> None:
    assert {found for found in CLASSES if found not in SENTENCES} == TOLD_ELSEWHERE
    assert set(SENTENCES) <= set(CLASSES)


@pytest.mark.parametrize("error", SENTENCES, ids=lambda error: error.__name__)
def test_both_languages_say_the_same_facts(error: type[LotteryError]) -> None:
    indonesian, english = SENTENCES[error]
    assert indonesian != english
    assert placeholders(indonesian) == placeholders(english)
    assert set(placeholders(english)) <= facts_of(error) | DERIVED


@pytest.mark.parametrize("error", SENTENCES, ids=lambda error: error.__name__)
def test_a_sentence_is_whole(error: type[LotteryError]) -> None:
    made = error(**dict.fromkeys(facts_of(error), "7"))
    for told in (sentence(made, "id"), sentence(made, "en")):
        assert "{" not in told
        assert "?" not in told
        assert told[0].isupper() or told[0] in "7{"
        assert "\n" not in told


def test_braces_in_a_fact_are_only_shown() -> None:
    """What a file holds is never a format of ours."""
    for text in ("{}", "{0}", "{path.__class__}", "%s", "\\"):
        for language in ("id", "en"):
            assert text in sentence(errors.FileMissing(path=text), language)
        wrong = errors.PolicyFileWrong(where=text, key=text, problem="unknown key", near=text)
        assert sentence(wrong, "id").count(text) == 3


@pytest.mark.parametrize("problem", POLICY_PROBLEMS)
def test_a_policy_file_s_problem_is_a_sentence(problem: str) -> None:
    made = errors.PolicyFileWrong(where="left over", key="seats", problem=problem, near="seat")
    assert sentence(made, "en").startswith("The policy file needs mending. «left over»: ")
    assert sentence(made, "id").startswith("Berkas aturan perlu diperbaiki. «left over»: ")
    assert sentence(made, "id").endswith(".")
