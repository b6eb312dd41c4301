"""A published file as an answer: with a tag that changes when the file does, and in parts for who was cut off."""

import os
import re
from pathlib import Path
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class Part:
    """The next `size` bytes of an open file."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, size

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; all that is left where it is negative."""
        piece = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


def download(request: HttpRequest, path: Path, kind: str, *, name: str, attachment: bool) -> HttpResponseBase:
    """The file, or one range of its bytes (RFC 9110, section 14), or 304 to who has it already.

    Whoever has it asks again each time, which costs a few bytes: what is published may be joined by a result."""
    file = path.open("rb")
    facts = os.fstat(file.fileno())
    size, modified = facts.st_size, int(facts.st_mtime)
    etag = f'"{facts.st_mtime_ns:x}-{size:x}"'
    known = get_conditional_response(request, etag, modified)
    wanted = None if known else _range(request, size, etag, modified)
    response: HttpResponseBase
    if known or wanted == (0, 0):
        file.close()
        response = known or HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        start, length = wanted or (0, size)
        file.seek(start)
        response = FileResponse(
            Part(file, length), content_type=kind, as_attachment=attachment, filename=name
        )
        response["Content-Length"] = str(length)
        if wanted:
            response.status_code = 206
            response["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    response["Accept-Ranges"] = "bytes"
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _range(request: HttpRequest, size: int, etag: str, modified: int) -> tuple[int, int] | None:
    """Where a wanted range begins and how long it is; (0, 0) where there is nothing, None where all is wanted. More
    than one range, or one of another version, is answered with all of it, as the RFC allows."""
    condition = request.headers.get("If-Range", etag)
    found = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if found is None or request.method != "GET" or condition not in (etag, http_date(modified)):
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:
        length = min(int(last), size)
        return (size - length, length) if length else (0, 0)
    start, end = int(first), min(int(last or size), size - 1)
    if last and int(last) < start:
        return None
    return (start, end - start + 1) if start < size else (0, 0)
