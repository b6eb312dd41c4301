"""How old somebody is, in whole years, and the day on which an age is reached.

Who was born on 29 February reaches an age on 1 March where the year has no 29 February: then the year is complete.

>>> from datetime import date
>>> age(date(2004, 2, 29), on=date(2022, 2, 28)), age(date(2004, 2, 29), on=date(2022, 3, 1))
(17, 18)
>>> reaches(date(2004, 2, 29), 18).isoformat()
'2022-03-01'
"""

from datetime import date


def reaches(born_on: date, years: int) -> date:
    """The first day on which somebody born then is `years` old; raises OverflowError beyond the year 9999."""
    year = born_on.year + years
    if year > date.max.year:
        raise OverflowError(f"{born_on} and {years} years")
    try:
        return born_on.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


def age(born_on: date, *, on: date) -> int:
    """Whole years of age on a day; negative before the birth."""
    years = on.year - born_on.year
    return years if on >= reaches(born_on, years) else years - 1
