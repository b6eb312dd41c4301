"""Fill an empty site with the demonstration: people, thirty waves really drawn, and one that is open."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gelombang.draws.models import Draw
from gelombang.flow import counting
from gelombang.flow.demonstration import cast, complaints, desks, history


class Command(BaseCommand):
    help = "Fill the site with invented people and waves that were really drawn; again does what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.INVENTED_PEOPLE:
            raise CommandError(
                "This is no demonstration: GELOMBANG_INVENTED_PEOPLE is not true, so nothing is invented here."
            )
        if Draw.objects.filter(rehearsal=False).exists():
            raise CommandError(
                "The register holds draws that were no rehearsal: invented people have no place beside them. "
                "Name another folder: GELOMBANG_DATA_DIR."
            )
        call_command("load_regions", if_empty=True, stdout=self.stdout)
        now = timezone.now()
        begun = now - history.SPAN - timedelta(days=1)
        cast.hire(at=begun)
        cast.enrol(at=begun)
        history.past(at=now, told=lambda words: self.stdout.write(f"  {words}"))
        complaints.make(at=now)
        history.keep_one_open(at=now, begun=timedelta(days=2))
        desks.make(at=now)
        counting.count_due(at=now)
