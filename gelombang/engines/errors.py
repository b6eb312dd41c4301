"""What can go wrong around a draw: files, rounds, keys. As in the core, a class is one thing and its
`facts` tell where; sentences live in `gelombang.engines.sentences`."""

from gelombang.core.lottery.errors import LotteryError


class PackageMissing(LotteryError):
    """An optional package that this work needs is not installed. Facts: package, extra."""


class EngineUnknown(LotteryError):
    """No engine of that name. Facts: engine, known."""


class JavaMissing(LotteryError):
    """No Java runtime, which Spark needs. No facts."""


class ClusterFailed(LotteryError):
    """Spark could not do its part. Facts: problem (its own words)."""


class FileMissing(LotteryError):
    """A file that is not there or may not be read. Facts: path."""


class FileUnreadable(LotteryError):
    """A file that is not what its name says, or is cut off. Facts: path, problem."""


class NotAPaper(LotteryError):
    """A file to be checked that is no draw, bundle, proof, receipt or outcome. Facts: path."""


class FileNotText(LotteryError):
    """A table that is not UTF-8. Facts: path, row."""


class PolicyFileWrong(LotteryError):
    """Something in a policy file that is not as it should be. Facts: where (a phase or a table, empty at the top),
    key, problem (a key of `policy_file_words.PROBLEMS`), near (what may have been meant)."""


class ColumnMissing(LotteryError):
    """A column that is needed or was named is not in the table. Facts: column, ours, known, near, given (1 where
    --column named it)."""


class FileMisnamed(LotteryError):
    """A table of another kind than its name says. Facts: path, kind, suffix (what the name should end in)."""


class FileForeign(LotteryError):
    """A table of a kind that is not read. Facts: path, problem (what it is)."""


class ColumnNotOurs(LotteryError):
    """A column was to stand for one that a list does not have. Facts: column, known."""


class FilesSwapped(LotteryError):
    """The table stands where the policy belongs, or the policy where the table does. Facts: table, policy."""


class TextNotUtf8(LotteryError):
    """A text typed with an option that is not UTF-8. Facts: option."""


class ColumnPairWrong(LotteryError):
    """What was said of columns is no pair of ours and theirs. Facts: value."""


class WithoutUnknown(LotteryError):
    """A column that cannot be done without, or is none of ours. Facts: column."""


class HeaderNotFirst(LotteryError):
    """The names of the columns do not stand in row 1. Facts: path, row (where they seem to, 0 for unknown)."""


class RowTooLong(LotteryError):
    """A row with more cells than the header. Facts: row, found, expected."""


class LinesUnbroken(LotteryError):
    """A CSV whose lines end with a carriage return alone, as on old Macintoshes. Facts: path."""


class RowTooShort(LotteryError):
    """A row with fewer cells than the header, as where a file was cut off. Facts: row, found, expected."""


class RowEmpty(LotteryError):
    """A row with nothing in it. Facts: row, more (other rows like it)."""


class HouseholdsUnknown(LotteryError):
    """A cap on households for a table that does not tell them. Facts: cap, known, near."""


class StrataUnknown(LotteryError):
    """Quotas for a table that does not tell strata. Facts: phase, known, near."""


class GroupsUnknown(LotteryError):
    """A phase for groups and a table that does not tell who is in one. Facts: phase, known, near."""


class GroupUnknown(LotteryError):
    """A group in a cell that the policy does not have. Facts: row, column, value, known."""


class GroupUndeclared(LotteryError):
    """A group in a cell, and a policy without any. Facts: row, column, value."""


class ColumnTwice(LotteryError):
    """Two columns of a table have one name. Facts: column."""


class ColumnShared(LotteryError):
    """One column of the table is to be two of ours. Facts: column, ours, other."""


class ColumnSaidTwice(LotteryError):
    """--column names two columns for one of ours. Facts: ours, column, other."""


class ColumnRounded(LotteryError):
    """Long numbers of a column all end where a spreadsheet rounds. Facts: column, n, kept (digits that it keeps)."""


class HeadingUnclear(LotteryError):
    """The first row may hold an applicant instead of the names of the columns. Facts: path, row, column (wanted)."""


class HouseholdsPlaceholders(LotteryError):
    """Words for no household, each of which would count as one. Facts: people, values, others
    (words that are not among the values), column, cap."""


class CommitDoubtful(LotteryError):
    """A commitment that everybody would remark on for ever, and that --yes alone lets pass. Facts: told, indonesian."""


class CellInvalid(LotteryError):
    """A cell that cannot be read. Facts: row, column, value, problem, more (rows with the same fault)."""


class IdentityTwice(LotteryError):
    """One identity in two rows. Facts: row, other."""


class HouseholdInTwoStrata(LotteryError):
    """Two members of a household state different strata. Facts: row, other."""


class ListEmpty(LotteryError):
    """A table without a single row. Facts: path."""


class CountsDisagree(LotteryError):
    """The numbers of counts.json do not add up, or not to those of the manifest. Facts: n (of the manifest)."""


class NotADrawFolder(LotteryError):
    """A folder that holds no draw. Facts: path, missing."""


class FolderOccupied(LotteryError):
    """A folder for a new draw that holds something else, or is the working folder. Facts: path."""


class FolderParentMissing(LotteryError):
    """A new folder inside one that is not there. Facts: path, parent."""


class FileInTheWay(LotteryError):
    """A file where a new folder is wanted. Facts: path."""


class AlreadyCommitted(LotteryError):
    """The folder holds a committed list already. Facts: path, draw_id."""


class AlreadyDrawn(LotteryError):
    """The draw has run; its result stays. Facts: path, draw_id."""


class StatementStands(LotteryError):
    """A statement of that name is published already, and nothing published is replaced. Facts: file."""


class NotThroughTheGate(LotteryError):
    """A result that no published bias report says looks like a draw. Facts: draw_id."""


class NotDrawnYet(LotteryError):
    """Something was asked that needs a result. Facts: draw_id."""


class DrawVoid(LotteryError):
    """The draw was declared void. Facts: draw_id, reason."""


class ListNotPublic(LotteryError):
    """Something was asked that needs the list, of a draw whose list is not public and not here. Facts: draw_id."""


class FolderAmbiguous(LotteryError):
    """A folder with `public/` inside and files of a draw beside it. Facts: path, file."""


class ClockBehind(LotteryError):
    """Something would be signed earlier than what must come before it. Facts: at, before."""


class ProofTooLarge(LotteryError):
    """A proof that holds more bytes than any reader takes, of a household with more than a hundred places.

    Facts: ticket, bytes, most."""


class RoundKnown(LotteryError):
    """A replacement by a round that was out when the outcome was signed. Facts: round, at, before."""


class CloseTimeAhead(LotteryError):
    """A list committed before the time at which applications are said to close. Facts: close_time, at."""


class DrawIdAgain(LotteryError):
    """The name of the draw before, for a round that is not later. Facts: draw_id, round."""


class RehearsalUnmarked(LotteryError):
    """A real draw whose name begins as that of a rehearsal. Facts: draw_id."""


class RoundNotLater(LotteryError):
    """A replacement by the draw's own round or an earlier one. Facts: round (of the draw), given."""


class WouldNotHold(LotteryError):
    """Something that every verifier would call false, so that it is not signed or packed. Facts: file, told (what
    the verifiers would say, in English), indonesian (the same)."""


class CommittedTooLate(LotteryError):
    """A real draw whose commitment was signed when its round was out. Facts: draw_id, signed_at, at."""


class FolderBusy(LotteryError):
    """Another command is at work in the folder. Facts: path."""


class TargetUnwritable(LotteryError):
    """A place where nothing may be written. Facts: path, folder (the one that does not allow it)."""


class DiskFull(LotteryError):
    """No space left. Facts: path."""


class FileTooLarge(LotteryError):
    """A file beyond the size that the system lets a program write (RLIMIT_FSIZE). Facts: path."""


class KeyInvalid(LotteryError):
    """A key file that holds no key. Facts: path."""


class KeyNotTheDraws(LotteryError):
    """A key that is not the one that signed the commitment. Facts: path."""


class SecretMissing(LotteryError):
    """The secret part of the folder, which this needs, is not here. Facts: path."""


class SecretTableUnfit(LotteryError):
    """The secret table is missing, damaged or of another list, and a draw is to run. Facts: path."""


class StrataWithoutSeats(LotteryError):
    """People of a real draw whose stratum has no seat in any phase. Facts: n, people, strata."""


class IdentityNotListed(LotteryError):
    """An identity that did not take part. No facts: an identity is never repeated."""


class RoundAlreadyOut(LotteryError):
    """A round whose signature is known; a draw from it proves nothing. Facts: round, at, example (a time to come)."""


class RoundTooSoon(LotteryError):
    """A round closer than the promised notice. Facts: round, at, hours."""


class RoundNotOut(LotteryError):
    """The round is still to come. Facts: round, at."""


class RoundUnstated(LotteryError):
    """Neither a round nor a time, or both. No facts."""


class SignatureForged(LotteryError):
    """A signature that is not the beacon's for this round. Facts: round."""


class SignatureMissing(LotteryError):
    """A draw by beacon was asked to run without a signature or an address to fetch it. Facts: round."""


class SignatureUnneeded(LotteryError):
    """A signature for a draw that has no beacon. No facts."""


class BeaconUnreachable(LotteryError):
    """The configured beacon does not answer. Facts: url, problem."""


class BeaconAnswerInvalid(LotteryError):
    """The configured beacon answers something else. Facts: url."""


class BeaconsDisagree(LotteryError):
    """Two libraries judge one signature differently: one of them is broken. Facts: round."""


class FolderAltered(LotteryError):
    """A published file is not what was signed. Facts: file."""


class RoundTooFar(LotteryError):
    """A round so late that it must be a slip of the finger. Facts: round, at."""


class DrawIdInvalid(LotteryError):
    """A name for a draw that cannot be one. Facts: value."""


class ReasonMissing(LotteryError):
    """A void or a replacement without a reason. No facts."""


class TimeInvalid(LotteryError):
    """A time that cannot be read. Facts: value."""


class CeremonyMissing(LotteryError):
    """The commitment announced a ceremony, and its text is not given. No facts."""


class DrawnOtherwise(LotteryError):
    """A draw that has run, with another chance than is given now. Facts: draw_id, what (which option), drawn."""


class BundleGiven(LotteryError):
    """A bundle where the folder of a draw is needed. Facts: path."""


class CeremonyTooLong(LotteryError):
    """A ceremony's text that would make every proof larger than readers take. Facts: n, most."""


class CeremonyHidden(LotteryError):
    """A ceremony's text that says nothing, or holds what nobody can see. No facts."""


class PreviousOfAnotherKind(LotteryError):
    """A real draw after a rehearsal, or a rehearsal after a real draw. Facts: draw_id, previous."""


class PreviousStands(LotteryError):
    """A draw of the same name as the one before, which is not void. Facts: draw_id, path."""


class PreviousDiffers(LotteryError):
    """The folder of the draw before holds another manifest than its operator signed. Facts: path."""


class CeremonyUnannounced(LotteryError):
    """A ceremony's text for a draw whose commitment announced none. No facts."""


class SampleTooLarge(LotteryError):
    """More records to audit than there are. Facts: size, n."""


class FileThere(LotteryError):
    """A file that would be overwritten. Facts: path."""


class PlaceInDraw(LotteryError):
    """A place inside the folder of a draw for what is no part of it. Facts: path, folder."""
