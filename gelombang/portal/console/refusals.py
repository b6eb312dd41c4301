"""What was refused, in words that say why and what to do next."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from gelombang.core.lottery.errors import LotteryError
from gelombang.draws.approvals import LibraryMissing
from gelombang.engines.sentences import sentence
from gelombang.grievances import services as grievances
from gelombang.people.services.disputes import CannotBeDone
from gelombang.waves.services import appeals, exclusions, proposals
from gelombang.waves.services.correcting import ListNotSealed
from gelombang.waves.services.opening import NumberTaken, WaveNotReady

from .frame import language

Refused = (
    LotteryError,
    WaveNotReady,
    NumberTaken,
    LibraryMissing,
    CannotBeDone,
    ListNotSealed,
    proposals.SamePersonTwice,
    proposals.AlreadyProposed,
    proposals.NotProposed,
    proposals.AlreadyDecided,
    proposals.ReasonNeeded,
    exclusions.ListWrong,
    exclusions.NotLooking,
    exclusions.OwnList,
    appeals.OwnMatter,
    exclusions.ReasonMissing,
    grievances.Answered,
    grievances.HeldByAnother,
    grievances.ForTheHead,
    grievances.PassedUp,
    grievances.NotAlike,
    grievances.WordsMissing,
)
"""What an act of the console can be refused with."""

STATES: Mapping[str, Any] = {
    "announced": _("The wave is announced already; nothing of it changes any more."),
    "waits": _("The wave waits for an approver. It can be changed only once that is refused."),
    "over": _("The closing time of this wave is over. Refuse it, and state a later one."),
    "begun": _(
        "The opening time of this wave is over. Refuse this, and let the wave be stated with a later one."
    ),
    "void waits": _("Somebody proposed to declare this draw void. Decide that first."),
    "closed": _("Only an open rehearsal can be closed early. A real wave closes when it said it would."),
    "void": _("This draw is void."),
    "not void": _("This wave is not void, so it is not drawn again."),
    "void not told": _(
        "Those who applied are still being told that the draw is void. Wait a minute, then propose again."
    ),
    "overtaken": _(
        "This is about an earlier draw of the wave, which is void. Look at the wave as it is now."
    ),
    "notice too short": _(
        "It is too late for the round in this proposal: people would have less time to look at the new list than "
        "they were promised. Refuse it; then it can be proposed with a later round."
    ),
    "rehearsed out": _(
        "A rehearsal can be drawn again only once: this site knows no later random number from the past."
    ),
    "published": _("The result is published already."),
    "not drawn": _("The wave is not drawn yet. Wait until the random number is out."),
    "not committed": _("The list of this wave is not sealed yet, so there is no draw."),
    "round not out": _("The random number of this wave is not out yet. Nobody can know its signature."),
    "signature kept": _("The signature is there already, or no longer needed."),
}
SENTENCES: Mapping[type[Exception], Any] = {
    NumberTaken: _("There is a wave with this number. Choose another number."),
    LibraryMissing: _(
        "A signature is kept only when two libraries check it, and one of them is not installed."
    ),
    CannotBeDone: _(
        "This can no longer be done: the data changed meanwhile. The case stays open; look again."
    ),
    ListNotSealed: _(
        "The person has joined a wave whose list is not sealed yet. Until then the identity number stays as it was "
        "submitted. Decide this once the list is sealed, or after the person has withdrawn."
    ),
    proposals.SamePersonTwice: _("You prepared or proposed this yourself. Somebody else must decide."),
    proposals.AlreadyProposed: _("This is proposed already, or was approved before."),
    proposals.NotProposed: _("Nobody has proposed this. An officer proposes, then an approver decides."),
    proposals.AlreadyDecided: _("Somebody else has just decided this. Their decision stands."),
    proposals.ReasonNeeded: _("Write the reason. Others will read it."),
    exclusions.NotLooking: _("This list is in force already, or was replaced, withdrawn or put away."),
    exclusions.OwnList: _("You loaded this list. Somebody else decides."),
    appeals.OwnMatter: _(
        "This is about you or your family card, or you took it down, or loaded a list that it is about. Somebody else "
        "decides."
    ),
    exclusions.ReasonMissing: _("Write the reason. Others will read it."),
    grievances.Answered: _(
        "This complaint, or one that you ticked, is answered already. That answer stands."
    ),
    grievances.HeldByAnother: _(
        "Somebody else works on this complaint, or on one that you ticked. Ask them."
    ),
    grievances.ForTheHead: _(
        "This complaint, or one that you ticked, went up or is about staff. An approver answers it."
    ),
    grievances.PassedUp: _("You passed this complaint up yourself. Somebody else answers it."),
    grievances.NotAlike: _("That answer is about something else. Write one for this complaint."),
    grievances.WordsMissing: _(
        "An answer needs its words and what it rests on, and whoever is right gets something done."
    ),
}

LISTS: Mapping[str, Any] = {
    "empty": _("There is no number in this file."),
    "digits": _("Not every cell holds an identity number of 16 digits. Nothing of the file was kept."),
    "twice": _("The same number stands in this file twice. Nothing of it was kept."),
    "status": _("Choose what the people on the list are."),
    "future": _("The day of the list lies in the future."),
    "closed": _("The wave has closed. Its lists can no longer change."),
    "text": _("This file is no text in UTF-8. Save it as CSV (UTF-8) or as xlsx."),
    "kind": _("This file is neither CSV nor xlsx, whatever its name says. Save it as one of them."),
    "workbook": _("This xlsx file cannot be read. Open it in a spreadsheet and save it anew."),
    "large": _("Unpacked, this file is too large. Load it in parts, or by the command line."),
    "mixed": _(
        "In the column of the numbers some cells are text and some are not. Make the whole column text."
    ),
    "column": _("We cannot tell in which column the numbers stand. Call it NIK in row 1."),
    "lines": _("A line of this file is far too long. Save it as CSV or xlsx, one number in a row."),
}


def words(error: Exception) -> str:
    """The refusal as a sentence."""
    if isinstance(error, LotteryError):
        return sentence(error, language())
    if isinstance(error, WaveNotReady):
        return str(STATES[error.state])
    if isinstance(error, exclusions.ListWrong):
        return str(LISTS[error.problem])
    return str(SENTENCES[type(error)])
