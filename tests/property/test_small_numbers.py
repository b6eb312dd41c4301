"""No published sum gives a withheld number away."""

from hypothesis import given
from hypothesis import strategies as st

from gelombang.flow.small_numbers import LEAST, withheld

groups = st.dictionaries(
    st.sampled_from([f"{n:02d}" for n in range(11, 20)]),
    st.dictionaries(st.sampled_from([f"{n:02d}" for n in range(1, 9)]), st.integers(0, 30), min_size=1),
    min_size=1,
).map(lambda found: {top: {top + code: n for code, n in inside.items()} for top, inside in found.items()})


@given(groups)
def test_every_small_number_is_withheld(found) -> None:
    hidden = withheld(found)
    for top, regions in found.items():
        assert {code for code, n in regions.items() if 0 < n < LEAST} <= hidden.regions
        assert top in hidden.groups or not 0 < sum(regions.values()) < LEAST


@given(groups)
def test_a_published_sum_leaves_open_two_numbers_that_are_not_small_together(found) -> None:
    hidden = withheld(found)
    for top, regions in found.items():
        out = [n for code, n in regions.items() if code in hidden.regions]
        if top not in hidden.groups and out:
            assert len(out) > 1
            assert sum(out) >= LEAST


@given(groups)
def test_the_sum_of_all_leaves_open_two_or_everything(found) -> None:
    hidden = withheld(found)
    out = [sum(regions.values()) for top, regions in found.items() if top in hidden.groups]
    if out and len(out) < len(found):
        assert len(out) > 1
        assert sum(out) >= LEAST


@given(groups)
def test_the_regions_of_a_withheld_group_do_not_add_up_to_it(found) -> None:
    hidden = withheld(found)
    for top in hidden.groups:
        assert hidden.regions & found[top].keys()


@given(groups)
def test_nothing_is_withheld_where_nothing_is_small(found) -> None:
    large = {top: {code: n + LEAST for code, n in regions.items()} for top, regions in found.items()}
    assert withheld(large) == withheld({})


def test_a_small_number_alone_in_its_group_takes_the_least_of_the_others_along() -> None:
    hidden = withheld({"53": {"5301": 2, "5302": 90, "5303": 9}, "81": {"8101": 50}})
    assert (hidden.regions, hidden.groups) == (frozenset({"5301", "5303"}), frozenset())


def test_a_group_of_one_region_is_withheld_with_it_and_another_group_too() -> None:
    hidden = withheld({"53": {"5301": 2}, "81": {"8101": 50, "8102": 60}, "11": {"1101": 500}})
    assert hidden.groups == {"53", "81"}
    assert hidden.regions == {"5301", "8101"}
