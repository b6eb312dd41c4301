"""A rush in which the server and the database are killed: what was acknowledged is there, once."""

import pytest

from bench import rush

pytestmark = pytest.mark.slow

N = 3_000


def test_nothing_acknowledged_is_lost_when_everything_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rush, "SECONDS", 20)
    with rush.filled(N, 2) as site:
        figures = {figure.name: figure.value for figure in rush.killed(site, N)}
    assert figures["rush, killed, pressed again"] > 0  # otherwise nothing was broken
    assert figures["rush, killed, lost, doubled, unanswered"] == 0
