"""Reports of the bias gate, made for tests."""

from typing import Any

from tests.factories.draw_folder import DrawFolder, counted


def bias_tests(folder: DrawFolder, p_value: str = "0.200000") -> list[dict[str, Any]]:
    """One test for each column of the list that has more than one value, as a bias report must hold."""
    counts = counted(folder.lines)
    columns = {"stratum": "strata", "band": "bands", "groups": "groups", "weight": "weights"}
    names = [name for name, column in columns.items() if len(counts[column]) > 1]
    if len({min(6, int(size)) for size in counts["household_sizes"]}) > 1:
        names.append("household size")
    more = {"statistic": "1.500", "p_value": p_value, "detail": "0: 3, 2.5", "has_power": True}
    return [{"name": name, **more} for name in names]
