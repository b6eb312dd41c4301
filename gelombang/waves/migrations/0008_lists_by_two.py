from django.apps.registry import Apps
from django.db import migrations, models


def name_who_let_earlier_lists_count(apps: Apps, _schema: object) -> None:
    """Before it needed two, whoever loaded a list let it count, and nobody kept that."""
    lists = apps.get_model("waves", "ExclusionList").objects.filter(in_force_at__isnull=False)
    lists.update(in_force_by="unknown")


def return_what_was_never_given(apps: Apps, _schema: object) -> None:
    """Seats that nobody was drawn for go to a later wave like those that fell vacant."""
    waves = apps.get_model("waves", "Wave").objects.filter(
        n_returned__isnull=False, n_selected__lt=models.F("n_seats")
    )
    waves.update(n_returned=models.F("n_returned") + models.F("n_seats") - models.F("n_selected"))


class Migration(migrations.Migration):

    dependencies = [
        ('waves', '0007_applications_withdrawn'),
    ]

    operations = [
        migrations.AddField(
            model_name='exclusionlist',
            name='in_force_by',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.RunPython(name_who_let_earlier_lists_count, migrations.RunPython.noop),
        migrations.RunPython(return_what_was_never_given, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='exclusionlist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('in_force_at', None), ('in_force_by', '')), models.Q(('in_force_at__isnull', False), models.Q(('in_force_by', ''), _negated=True), models.Q(('in_force_by', models.F('loaded_by')), _negated=True)), _connector='OR'), name='whoever_puts_a_list_in_force_did_not_load_it'),
        ),
    ]
