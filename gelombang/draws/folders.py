"""Where the draws of waves lie."""

from pathlib import Path

from django.conf import settings

from gelombang.engines.folder import Folder
from gelombang.waves.models import Wave


def folder_of(wave: Wave) -> Folder:
    """Where the wave's draw lies."""
    return Folder(Path(settings.DATA_DIR) / "draws" / wave.draw_id)
