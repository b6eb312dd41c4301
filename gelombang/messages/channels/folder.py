"""Messages as files in the data folder: for the embedded site and for tests, where nothing may leave the machine."""

import json
from hashlib import sha256
from pathlib import Path


class Folder:
    """Each message is one file, named after its key, readable by its owner alone."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def send(self, *, address: str, subject: str, text: str, key: str) -> str:
        """Write it; the same key writes the same file."""
        self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = sha256(key.encode()).hexdigest()[:24]
        path = self._place / f"{name}.json"
        part = path.with_suffix(".part")
        content = {"to": address, "subject": subject, "text": text, "key": key}
        part.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        part.chmod(0o600)
        part.replace(path)
        return name
