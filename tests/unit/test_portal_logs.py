"""A log line is one JSON object and never holds the text of an error."""

import json
import logging
import sys

from django.test import RequestFactory

from gelombang.portal.logs import JsonLines


def line_of(record: logging.LogRecord) -> dict[str, object]:
    formatted = JsonLines("%(levelname)s %(name)s %(message)s").format(record)
    assert "\n" not in formatted
    found: dict[str, object] = json.loads(formatted)
    return found


def test_fields_are_kept() -> None:
    record = logging.makeLogRecord(
        {"msg": "request", "levelname": "INFO", "name": "x", "status": 200, "ms": 1.5}
    )
    assert line_of(record) == {
        "levelname": "INFO",
        "name": "x",
        "message": "request",
        "status": 200,
        "ms": 1.5,
    }


def test_an_error_is_a_class_and_places_without_its_text() -> None:
    try:
        raise ValueError("NIK 3171010101990000")
    except ValueError:
        record = logging.makeLogRecord({"msg": "broken", "exc_info": sys.exc_info()})
    found = str(line_of(record)["exc_info"])
    assert found.startswith("builtins.ValueError at ")
    assert "test_portal_logs.py" in found
    assert "3171010101990000" not in found


def test_the_query_of_a_request_is_left_out() -> None:
    request = RequestFactory().get("/undian/x/periksa/?code=00AD-37Z3")
    record = logging.makeLogRecord({"msg": "Not found", "request": request})
    assert "37Z3" not in str(line_of(record))


def test_times_are_utc() -> None:
    formatted = JsonLines("%(asctime)s").format(logging.makeLogRecord({"created": 0.5, "msecs": 500.0}))
    assert json.loads(formatted)["asctime"] == "1970-01-01T00:00:00.500Z"
