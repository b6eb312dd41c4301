"""What click says of a command typed wrongly, in Indonesian too.

click knows English only and has few sentences; each is recognised by its form and said again. One that is not
recognised is shown as it is: better English than nothing.
"""

import re

import click

from gelombang.engines.languages import Pair

_NEAR = r"(?: \(?Did you mean (?:one of: )?(?P<near>.+?)\?\)?)?"
_PLACE = r"Invalid value for (?P<place>.+?): "

SAID = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (rf"No such option:? '?(?P<name>[^' ]+?)'?\.?{_NEAR}", "Pilihan {name} tidak dikenal."),
        (rf"No such command:? '?(?P<name>[^' ]+?)'?\.?{_NEAR}", "Perintah {name} tidak dikenal."),
        (r"Missing command\.", "Perintahnya belum ditulis."),
        (
            r"Missing (?:option|argument|parameter) (?P<name>.+?)\.(?P<more>.*)",
            "Bagian {name} belum ditulis.",
        ),
        (
            r"Option '?(?P<name>[^' ]+?)'? requires (?:an argument|\d+ arguments)\.",
            "Pilihan {name} memerlukan nilai.",
        ),
        (r"Option '?(?P<name>[^' ]+?)'? does not take a value\.", "Pilihan {name} tidak memakai nilai."),
        (r"Argument '?(?P<name>[^' ]+?)'? takes .*", "Jumlah isian {name} tidak benar."),
        (r"Got unexpected extra arguments? \((?P<name>.+)\)", "Ini berlebih: {name}."),
        (
            _PLACE + r"(?P<value>.+) is not in the range (?P<range>.+)\.",
            "{place} tidak boleh {value}; yang boleh: {range}.",
        ),
        (
            _PLACE + r"(?P<value>.+) is not a valid integer.*",
            "{place} harus bilangan bulat, bukan {value}.",
        ),
        (
            _PLACE + r"(?P<value>.+) is not one of (?P<range>.+)\.",
            "{place} tidak boleh {value}; yang boleh: {range}.",
        ),
        (_PLACE + r"(?P<value>.+) is not a valid .+", "{value} bukan nilai yang benar untuk {place}."),
        (r"--round and --signature belong together\.", "Tulis --round dan --signature bersama-sama."),
        (r"--operator must be 64 .+", "--operator harus 64 angka heksadesimal kecil."),
        (r"Say exactly one of (?P<range>.+)\.", "Tulis satu saja dari {range}."),
    )
)


def usage_words(error: click.UsageError) -> Pair:
    """What is wrong with a command, in both languages, in one line each."""
    english = " ".join(error.format_message().split())
    for pattern, words in SAID:
        found = pattern.fullmatch(english)
        if found is not None:
            facts = {name: text or "" for name, text in found.groupdict().items()}
            near = f" Mungkin maksudnya {facts['near']}." if facts.get("near") else ""
            return words.format(**facts) + near, english
    return english, english
