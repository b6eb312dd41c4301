"""When rounds come out, and codes that a person types."""

import random
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gelombang.core.lottery.beacon import QUICKNET
from gelombang.core.lottery.errors import CodeMalformed
from gelombang.core.lottery.receipt import ALPHABET, bounds_of, code_of, prefix_of

GENESIS = datetime.fromtimestamp(QUICKNET.genesis, UTC)
MOMENTS = st.integers(1577836800, 4102444800).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
) | st.floats(1577836800, 4102444800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(MOMENTS)
def test_the_first_round_at_a_moment(moment: datetime) -> None:
    """Not before the moment, and the one before it would be."""
    number = QUICKNET.first_round_at(moment)
    assert number >= 1
    assert QUICKNET.time_of(number) >= moment
    assert number == 1 or QUICKNET.time_of(number - 1) < moment


@given(st.integers(1, 10**9))
def test_a_round_comes_out_at_its_time(number: int) -> None:
    moment = QUICKNET.time_of(number)
    assert moment == GENESIS + timedelta(seconds=3 * (number - 1))
    assert QUICKNET.first_round_at(moment) == number
    assert QUICKNET.first_round_at(moment + timedelta(microseconds=1)) == number + 1


def test_before_the_chain_began_its_first_round_is_meant() -> None:
    assert QUICKNET.first_round_at(datetime(2000, 1, 1, tzinfo=UTC)) == 1


@given(MOMENTS, st.integers(-12, 14))
def test_the_offset_of_a_clock_changes_nothing(moment: datetime, hours: int) -> None:
    elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))
    assert QUICKNET.first_round_at(elsewhere) == QUICKNET.first_round_at(moment)


COMMITS = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(COMMITS)
def test_a_code_finds_its_commit(commit: str) -> None:
    code = code_of(commit)
    assert len(code) == 19
    assert code.count("-") == 3
    assert set(code) <= {*ALPHABET, "-"}
    assert f"{int(commit, 16):0256b}".startswith(prefix_of(code))
    low, high = bounds_of(code)
    assert low <= commit <= high
    assert int(high, 16) - int(low, 16) == 2**186 - 1
    assert code_of(low) == code_of(high) == code


@given(COMMITS, st.data())
def test_a_code_is_read_as_people_type_it(commit: str, data: st.DataObject) -> None:
    code = code_of(commit)
    typed = "".join(data.draw(st.sampled_from(_alike(letter))) for letter in code)
    assert prefix_of(typed) == prefix_of(code)
    assert bounds_of(typed) == bounds_of(code)


def _alike(letter: str) -> list[str]:
    return {"0": ["0", "O", "o"], "1": ["1", "I", "i", "L", "l"], "-": ["-", " ", "", "–"]}.get(
        letter, [letter, letter.lower()]
    )


def test_slips_of_the_finger_are_caught() -> None:
    """One letter mistyped or two neighbours swapped: the ten check bits let one in a thousand through."""
    chance = random.Random(1)
    tried = missed = 0
    for _ in range(300):
        code = code_of(f"{chance.getrandbits(256):064x}").replace("-", "")
        place = chance.randrange(15)
        wrong = [code[:place] + letter + code[place + 1 :] for letter in ALPHABET if letter != code[place]]
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for slip in [*wrong, swapped] if swapped != code else wrong:
            tried += 1
            try:
                prefix_of(slip)
            except CodeMalformed:
                continue
            missed += 1
    assert tried > 9000
    assert missed < tried * 3 / 1000


@pytest.mark.parametrize(
    "code",
    [
        "",
        "ABCD",
        "BJ47-ADZM-8JC1-HZHU",
        "BJ47-ADZM-8JC1-HZH",
        "BJ47-ADZM-8JC1-HZHTT",
        "É" * 16,
        "U" * 16,
        "\0" * 16,
        "9" * 9999,
    ],
)
def test_what_cannot_be_a_code_is_refused(code: str) -> None:
    with pytest.raises(CodeMalformed) as caught:
        prefix_of(code)
    assert len(str(caught.value.facts["code"])) <= 40
