"""Draws of one name: a void one and those that repeat it, and which of them a wave is on."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from gelombang.waves.models import Wave

from .models import Draw


def by_name(draw_id: str, manifest_sha256: str) -> Draw | None:
    """The draw of this name and manifest (64 hex); where there is none of this manifest, the last."""
    named = Draw.objects.filter(draw_id=draw_id)
    return named.filter(manifest_sha256=manifest_sha256).first() or named.order_by("-attempt").first()


def others_of(draw: Draw) -> list[str]:
    """The manifests (64 hex) of the other attempts under a draw's name: a proof of theirs is no forged one of this."""
    same = Draw.objects.filter(draw_id=draw.draw_id).exclude(pk=draw.pk).order_by("attempt")
    return list(same.values_list("manifest_sha256", flat=True))


def told_title(draw: Draw) -> str:
    """The title of a draw, told apart from that of the void one that it repeats."""
    again = _("%(title)s (drawn again)")
    return again % {"title": draw.title} if draw.attempt > 1 else draw.title


def of_wave(wave: Wave) -> Draw | None:
    """The draw of the wave's attempt, once its list is sealed."""
    return Draw.objects.filter(draw_id=wave.draw_id, attempt=wave.attempt).first()


def by_attempt(wave: Wave, attempt: int) -> Draw | None:
    """The draw of one attempt of a wave."""
    return Draw.objects.filter(draw_id=wave.draw_id, attempt=attempt).first()


def of_waves(waves: Iterable[Wave]) -> Mapping[str, Draw]:
    """The same of many, by the names of their draws, with one question for all."""
    in_force = {wave.draw_id: wave.attempt for wave in waves}
    found = Draw.objects.filter(draw_id__in=in_force)
    return {draw.draw_id: draw for draw in found if draw.attempt == in_force[draw.draw_id]}


def void_ones_of(waves: Iterable[Wave]) -> Mapping[str, Sequence[Draw]]:
    """The void draws before the attempt in force of each wave that has some, the first one first."""
    again = {wave.draw_id: wave.attempt for wave in waves if wave.attempt > 1}
    found: dict[str, list[Draw]] = {}
    for draw in Draw.objects.filter(draw_id__in=again).order_by("attempt") if again else ():
        if draw.attempt < again[draw.draw_id]:
            found.setdefault(draw.draw_id, []).append(draw)
    return found


def repeats(draw: Draw) -> tuple[Draw | None, Draw | None]:
    """The void draw that this one repeats, and the one that repeats this one."""
    same = {one.attempt: one for one in Draw.objects.filter(draw_id=draw.draw_id)}
    return same.get(draw.attempt - 1), same.get(draw.attempt + 1)
