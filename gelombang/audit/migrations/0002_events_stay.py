"""The database refuses to delete an event, and to change one but for the seal."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from gelombang.audit import triggers


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in triggers.create(editor.connection.vendor):
        editor.execute(statement, params=None)


def unguard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in triggers.drop(editor.connection.vendor):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
