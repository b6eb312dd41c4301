"""The form for a new wave, and the plan that it makes."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gelombang.core.lottery.policy import MAX_SEATS
from gelombang.people.names import printable
from gelombang.regions import selectors as regions
from gelombang.waves.plans import Order, Plan, Sharing

ROW = re.compile(r"\s*([0-9]{4}|[0-9]{2}\.[0-9]{2})\s*[=:;,\t ]\s*([0-9][0-9. ]*)\s*")
MAX_WEIGHT = 1_000_000_000
"""The largest weight of a region: more than there are people anywhere."""
AHEAD, BEGUN = timedelta(days=366), timedelta(days=7)
"""How far ahead a wave may lie; how long ago a rehearsal may have begun, so that it can be practised at once."""
NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}


class WholeField(forms.IntegerField):
    """A whole number as people write it: 5.000, 5,000 or 5000."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        text = re.sub(r"[.,\s]", "", value) if isinstance(value, str) else value
        return super().to_python(text)


def whole(
    label: Any, least: int, most: int, *, initial: int | None = None, help_text: Any = ""
) -> WholeField:
    """A field for a whole number within bounds, which it tells."""
    wrong = format_lazy(
        _("Write a whole number from {least} to {most}."), least=least, most=f"{most:,}".replace(",", ".")
    )
    return WholeField(
        label=label,
        min_value=least,
        max_value=most,
        initial=initial,
        help_text=help_text,
        widget=forms.TextInput(attrs=NUMERIC),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


def day(label: Any) -> forms.DateField:
    """A day, by the browser's calendar or typed."""
    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day like 31/12/2026.")},
    )


def hour(label: Any, initial: str) -> forms.TimeField:
    """A time of the day."""
    return forms.TimeField(
        label=label,
        initial=initial,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Write the time like 17:00.")},
    )


def _weight(text: str) -> int:
    """The weight of a region; raises ValidationError for one that is too large."""
    digits = re.sub(r"[. ]", "", text).lstrip("0")
    if len(digits) > len(str(MAX_WEIGHT)) or int(digits or 0) > MAX_WEIGHT:
        most = f"{MAX_WEIGHT:,}".replace(",", ".")
        raise forms.ValidationError(gettext("A weight is a whole number up to %s.") % most)
    return int(digits or 0)


class WaveForm(forms.Form):
    """What an officer decides about a wave."""

    number = whole(_("Number"), 1, 100_000)
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        validators=[printable],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    opens_on = day(_("Opening day"))
    opens_time = hour(_("Opening time"), "08:00")
    closes_on = day(_("Closing day"))
    closes_time = hour(_("Closing time"), "17:00")
    notice_hours = whole(
        _("Hours between closing and the random number"),
        1,
        720,
        initial=72,
        help_text=_(
            "In this time anyone can look at the sealed list and object. In a rehearsal there is none: its number is "
            "known already."
        ),
    )
    n_seats = whole(_("Seats"), 1, MAX_SEATS)
    sharing = forms.ChoiceField(
        label=_("How are the seats divided among regions?"),
        choices=[
            (
                Sharing.ENTRIES.value,
                _("by applicants: a region with twice as many applicants has twice the seats"),
            ),
            (Sharing.TABLE.value, _("by a table of shares that I write below")),
            (Sharing.NONE.value, _("not at all: one draw for the whole country")),
        ],
        widget=forms.RadioSelect,
    )
    shares = forms.CharField(
        label=_("Table of shares"),
        required=False,
        help_text=_("Only for a table. One region a line: its code and its weight, for example 53.05 = 12."),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
    disability = whole(_("Seats reserved for people with a disability, in percent"), 0, 50, initial=0)
    remote = whole(_("Seats reserved for 3T regions, in percent"), 0, 50, initial=0)
    order = forms.ChoiceField(
        label=_("Which is drawn first?"),
        choices=[
            (
                Order.RESERVE_FIRST.value,
                _("the reserved seats, then those for everyone: the reserve is a floor"),
            ),
            (
                Order.OPEN_FIRST.value,
                _(
                    "the seats for everyone, then the reserved ones: the reserve comes on top of what the group wins"
                ),
            ),
        ],
        widget=forms.RadioSelect,
        help_text=_("This changes who is selected, so nothing is chosen beforehand."),
    )
    n_replacements = whole(
        _("How often do vacant seats go to the next in order?"),
        0,
        12,
        help_text=_(
            "Seats that are not taken in time. With 0 they go to a later wave at once; each time gives the next the "
            "full time to take theirs."
        ),
    )
    expected = whole(
        _("Applicants expected"),
        1,
        50_000_000,
        help_text=_("For the forecast only. It is shown as your assumption."),
    )
    is_rehearsal = forms.BooleanField(
        label=_("This is a rehearsal: with a random number that is known already. It decides nothing."),
        required=False,
    )

    def clean_shares(self) -> dict[str, int]:
        found: dict[str, int] = {}
        known = regions.all_strata_names()
        for line in filter(None, (line.strip() for line in self.cleaned_data["shares"].splitlines())):
            row = ROW.fullmatch(line)
            if row is None:
                raise forms.ValidationError(gettext("Write a line like 53.05 = 12, not: %s") % line[:40])
            code, weight = row[1].replace(".", ""), _weight(row[2])
            if code not in known:
                raise forms.ValidationError(gettext("There is no region with the code %s.") % row[1])
            if code in found:
                raise forms.ValidationError(gettext("The region %s stands there twice.") % row[1])
            found[code] = weight
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._check_window(timezone.now())
        if data.get("sharing") == Sharing.TABLE and "shares" in data and not sum(data["shares"].values()):
            self.add_error("shares", gettext("Write the table, or choose another way to divide the seats."))
        if (data.get("disability") or 0) + (data.get("remote") or 0) > 90:
            self.add_error("remote", gettext("Together at most 90 percent can be reserved."))
        return data

    def _check_window(self, now: datetime) -> None:
        """A real wave opens when everybody could have read of it; both days lie where somebody means them."""
        today = timezone.localtime(now).date()
        is_rehearsal = bool(self.cleaned_data.get("is_rehearsal"))
        first = today - BEGUN if is_rehearsal else today
        for field in ("opens_on", "closes_on"):
            on = self.cleaned_data.get(field)
            if on is not None and on > today + AHEAD:
                self.add_error(field, gettext("This is more than a year ahead. Look at the year."))
        opens_on = self.cleaned_data.get("opens_on")
        if opens_on is not None and opens_on < first:
            self.add_error("opens_on", gettext("This day is over. Choose a later one."))
        opens, closes = self._moment("opens"), self._moment("closes")
        if opens and not is_rehearsal and opens <= now:
            self.add_error(
                "opens_on", gettext("The wave must open later than now, so that people can know of it.")
            )
        if opens and closes and closes <= opens:
            self.add_error("closes_on", gettext("The wave must close after it opens."))
        elif closes and closes <= now:
            self.add_error("closes_on", gettext("This time is over. Choose a later one."))

    def _moment(self, which: str) -> datetime | None:
        on, time = self.cleaned_data.get(f"{which}_on"), self.cleaned_data.get(f"{which}_time")
        return timezone.make_aware(datetime.combine(on, time)) if on and time else None

    def window(self) -> tuple[datetime, datetime]:
        """Opening and closing, of a valid form."""
        opens, closes = self._moment("opens"), self._moment("closes")
        if opens is None or closes is None:
            raise ValueError("the form is not valid")
        return opens, closes

    def plan(self, household_cap: int) -> Plan:
        """The plan of a valid form."""
        data: Mapping[str, Any] = self.cleaned_data
        return Plan(
            n_seats=data["n_seats"],
            sharing=Sharing(data["sharing"]),
            order=Order(data["order"]),
            household_cap=household_cap,
            disability=data["disability"],
            remote=data["remote"],
            shares=data["shares"] if data["sharing"] == Sharing.TABLE else None,
        )

    def kept(self) -> dict[str, str]:
        """What was typed, to be stated anew after a refusal."""
        return {name: str(self.data.get(name, "")) for name in self.fields}
