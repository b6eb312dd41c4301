"""How a message leaves: a channel takes an address and a text, and says under which key the provider has it."""

from typing import Protocol


class NotNow(Exception):
    """The provider cannot take it now; it is tried again. Its text is for staff and holds no address."""


class Never(Exception):
    """The provider will never take it: an address that does not exist. Its text is for staff."""


class Outlet(Protocol):
    """One way out. `send` raises `NotNow` or `Never`."""

    def send(self, *, address: str, subject: str, text: str, key: str) -> str:
        """Deliver, and return the provider's own key, or an empty one. `key` is the same for each try of a message, so
        that a provider that knows it can refuse a double."""
        ...
