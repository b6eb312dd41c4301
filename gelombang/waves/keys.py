"""The operator's key, which signs receipts and draws; made once and kept in the data folder."""

import contextlib
from functools import cache
from pathlib import Path

from django.conf import settings

from gelombang.engines.signing import Operator


@cache
def _kept(path: Path) -> Operator:
    return Operator.from_file(path)


def operator() -> Operator:
    """Who signs for this site. Several processes at once make one key: who comes second uses the first's."""
    path = Path(settings.OPERATOR_KEY)
    if not path.exists():
        with contextlib.suppress(FileExistsError):
            Operator.create(path)
    return _kept(path)
