"""Log lines that machines read: one JSON object a line, and never a person's data.

Of an error a line says the class and the places in the code, not the error's own text: a database quotes the values
that it refuses, and those may be somebody's.
"""

import time
import traceback
from typing import Any

from pythonjsonlogger.json import JsonFormatter

DEEPEST = 15


class JsonLines(JsonFormatter):
    """A record as one line of JSON, its time in UTC."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Without the request that Django attaches: its text holds the query."""
        log_data.pop("request", None)
        return log_data

    def formatException(self, ei: object) -> str:  # noqa: N802  the library's name
        """The class of an error and where it passed, innermost last."""
        error = ei[1] if isinstance(ei, tuple) else None
        if not isinstance(error, BaseException):
            return ""
        frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
        places = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        return f"{type(error).__module__}.{type(error).__qualname__} at {places}"

    def formatStack(self, stack_info: str) -> str:  # noqa: ARG002, N802  the library's name
        """Nothing: the places above say it."""
        return ""
