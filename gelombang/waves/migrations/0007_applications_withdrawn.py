from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("waves", "0006_drawn_again"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RemoveConstraint(
            model_name="application",
            name="a_person_applies_to_a_wave_once",
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("wave", "person"),
                name="a_person_applies_to_a_wave_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None),
                    models.Q(("is_entry", None), ("submitted_at__isnull", False), ("ticket", None)),
                    _connector="OR",
                ),
                name="what_is_withdrawn_was_submitted_and_is_never_judged",
            ),
        ),
    ]
