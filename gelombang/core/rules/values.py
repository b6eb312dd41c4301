"""Values of the law, each with the days on which it is in force and the text that says so.

A programme's amounts and limits change from year to year, and a wave keeps those it was opened under. So a value is
never overwritten: a new one begins on a day, and ends the one before.

>>> from datetime import date
>>> balance = History("training_balance", (
...     Value(1_000_000, date(2020, 1, 1), "Perpres 36/2020"),
...     Value(3_500_000, date(2023, 1, 1), "Perpres 113/2022"),
... ))
>>> balance.on(date(2022, 12, 31)).value, balance.on(date(2023, 1, 1)).value
(1000000, 3500000)
>>> balance.on(date(2019, 6, 1))
Traceback (most recent call last):
    ...
gelombang.core.rules.values.NotInForce: training_balance on 2019-06-01
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

Plain = int | str | bool | None | tuple[str, ...]
"""What a value may be. Never a fraction: money is whole rupiah, shares are thousandths."""


class NotInForce(LookupError):
    """A value was asked for on a day on which the programme had none."""

    def __init__(self, name: str, on: date) -> None:
        self.name, self.on = name, on
        super().__init__(f"{name} on {on.isoformat()}")


@dataclass(frozen=True)
class Value:
    """`value` from the day `since` on, until the next one begins; `reference` is the regulation that sets it."""

    value: Plain
    since: date
    reference: str


@dataclass(frozen=True)
class History:
    """All values that `name` has had, oldest first, and their `unit`; raises ValueError where two begin on one day or
    out of order."""

    name: str
    values: tuple[Value, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError(f"{self.name} has no value")
        for earlier, later in pairwise(self.values):
            if not earlier.since < later.since:
                raise ValueError(f"{self.name}: {later.since} does not come after {earlier.since}")

    def on(self, on: date) -> Value:
        """The value in force on a day, the day of its beginning included; raises `NotInForce` before the first."""
        place = bisect_right([value.since for value in self.values], on)
        if place == 0:
            raise NotInForce(self.name, on)
        return self.values[place - 1]
