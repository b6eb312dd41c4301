"""`gelombang draw`: from a list and a policy to a published result, and back again by anyone."""

import click

from . import after, before, chances, check, drawing, selected

EPILOG = """A draw in four steps: plan (nothing is fixed), commit (list and policy are fixed), run (when the
beacon's round is out), verify (anyone). FOLDER is what commit made with --out.
docs/verify-a-draw.md tells how to check one without any of this."""


@click.group(epilog=EPILOG)
def draw() -> None:
    """Draw by lot, in public, and check a draw."""


for command in (
    before.explain,
    before.plan,
    before.commit,
    drawing.run,
    selected.selected,
    drawing.prove,
    drawing.bundle,
    chances.odds,
    chances.bias,
    check.verify,
    check.selftest,
    after.void,
    after.replace,
    after.audit_sample,
):
    draw.add_command(command)
