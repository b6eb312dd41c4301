"""What click says of a command typed wrongly, in Indonesian too, and in better English.

click knows English only and has few sentences; each is recognised by its form and said again. One that is not
recognised is shown as it is: better English than nothing.
"""

import difflib
import re
from collections.abc import Sequence

import click

from gelombang.engines.languages import Pair

_NEAR = r"(?: \(?Did you mean (?:one of: )?(?P<near>.+?)\?\)?)?"
_PLACE = r"Invalid value for (?P<place>.+?): "
AS_IT_IS = ""
"""In place of the English words: click's own are good."""

SAID: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), indonesian, english)
    for pattern, indonesian, english in (
        (
            rf"No such option:? '?(?P<name>[^' ]+?)'?\.?{_NEAR}",
            "Pilihan {name} tidak dikenal.",
            "There is no option {name}.",
        ),
        (
            rf"No such command:? '?(?P<name>[^' ]+?)'?\.?{_NEAR}",
            "Perintah {name} tidak dikenal.",
            "There is no command {name}.",
        ),
        (r"Missing command\.", "Perintahnya belum ditulis.", AS_IT_IS),
        (
            r"Missing (?:option|argument|parameter) (?P<name>'[^']+'(?: / '[^']+')*|.+?)\.(?P<more>.*)",
            "Bagian {name} belum ditulis.",
            "{name} is missing.{more}",
        ),
        (
            r"Option '?(?P<name>[^' ]+?)'? requires (?:an argument|\d+ arguments)\.",
            "Pilihan {name} memerlukan nilai.",
            "The option {name} needs a value after it.",
        ),
        (
            r"Option '?(?P<name>[^' ]+?)'? does not take a value\.",
            "Pilihan {name} tidak memakai nilai.",
            AS_IT_IS,
        ),
        (r"Argument '?(?P<name>[^' ]+?)'? takes .*", "Jumlah isian {name} tidak benar.", AS_IT_IS),
        (
            r"Got unexpected extra arguments? \((?P<name>.+)\)",
            "Ini berlebih: {name}. Nama yang memuat spasi ditulis dalam tanda kutip.",
            "This is too much: {name}. A name that holds spaces stands in quotes.",
        ),
        (
            _PLACE + r"(?P<value>.+) is not in the range x>=(?P<range>\d+)\.",
            "{place} tidak boleh {value}; paling sedikit {range}.",
            "{place} cannot be {value}; it is at least {range}.",
        ),
        (
            _PLACE + r"(?P<value>.+) is not in the range (?P<range>\d+)<=x<=(?P<most>\d+)\.",
            "{place} tidak boleh {value}; yang boleh dari {range} sampai {most}.",
            "{place} cannot be {value}; it is from {range} to {most}.",
        ),
        (
            _PLACE + r"(?P<value>.+) is not a valid integer.*",
            "{place} harus bilangan bulat, bukan {value}.",
            "{place} must be a whole number in digits, without points or commas, not {value}.",
        ),
        (
            _PLACE + r"(?P<value>.+) is not one of (?P<range>.+)\.",
            "{place} tidak boleh {value}; yang boleh: {range}.",
            "{place} cannot be {value}; it is one of {range}.",
        ),
        (
            _PLACE + r"(?P<value>.+) is not a valid .+",
            "{value} bukan nilai yang benar untuk {place}.",
            AS_IT_IS,
        ),
        (
            r"--round and --signature belong together\.",
            "Tulis --round dan --signature bersama-sama.",
            AS_IT_IS,
        ),
        (
            r"--publish needs the draw's folder.+",
            "--publish memerlukan folder undian, bukan bundelnya.",
            AS_IT_IS,
        ),
        (r"--operator must be 64 .+", "--operator harus 64 angka heksadesimal kecil.", AS_IT_IS),
        (r"Say exactly one of (?P<range>.+)\.", "Tulis satu saja dari {range}.", AS_IT_IS),
    )
)


def usage_words(error: click.UsageError, arguments: Sequence[str] = ()) -> Pair:
    """What is wrong with a command, in both languages, in one line each. `arguments` are those that were typed."""
    told = " ".join(error.format_message().split())
    for pattern, indonesian, english in SAID:
        found = pattern.fullmatch(told)
        if found is None:
            continue
        facts = {name: text or "" for name, text in found.groupdict().items()}
        if isinstance(error, click.NoSuchOption):
            facts |= _option_meant(error, arguments)
        near = facts.get("near")
        return (
            indonesian.format(**facts) + (f" Mungkin maksudnya {near}." if near else ""),
            (english.format(**facts) if english else told)
            + (f" Did you mean {near}?" if english and near else ""),
        )
    return told, told


def _option_meant(error: click.NoSuchOption, arguments: Sequence[str]) -> dict[str, str]:
    """What was typed, and the option of this command that it is most like; empty where none is like it."""
    typed = error.option_name
    if not typed.startswith("--"):  # of -ticket click sees -t alone
        typed = next((word for word in arguments if word.startswith(typed) and len(word) > 2), typed)
    typed = typed.partition("=")[0]
    known = [
        name
        for parameter in (error.ctx.command.get_params(error.ctx) if error.ctx else [])
        for name in parameter.opts
        if name.startswith("--")
    ]
    bare = typed.lstrip("-").lower()
    parts = [name for name in known if bare and bare in name.lstrip("-").split("-")]
    close = difflib.get_close_matches
    alike = close("--" + bare, known, 2, 0.75) or parts or close("--" + bare, known, 1, 0.5)
    return {"name": typed, "near": ", ".join(alike)}
