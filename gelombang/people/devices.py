"""What a browser says of itself, in words that its owner knows it by."""

import re

from django.utils.translation import gettext as _

BROWSERS = (
    ("Edge", r"\bEdgA?/"),
    ("Opera", r"\b(OPR|Opera)\b"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("UC Browser", r"\bUC? ?Browser/"),
    ("Firefox", r"\b(Firefox|FxiOS)/"),
    ("Chrome", r"\b(Headless)?(Chrome|CriOS)/"),
    ("Safari", r"\bSafari/"),
)
SYSTEMS = (
    ("Android", r"\bAndroid\b"),
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Windows", r"\bWindows\b"),
    ("Mac", r"\bMac OS X\b|\bMacintosh\b"),
    ("Linux", r"\bLinux\b|\bX11\b"),
)
"""The first that is found: those that pretend to be others stand before them."""


def device(said: str) -> str:
    """The browser and the device in a User-Agent header: Chrome, Android phone."""
    browser = next((name for name, form in BROWSERS if re.search(form, said)), "")
    system = next((name for name, form in SYSTEMS if re.search(form, said)), "")
    if system == "Android":
        system = _("Android phone") if "Mobile" in said else _("Android tablet")
    elif system in {"Windows", "Mac", "Linux"}:
        system = _("%(system)s computer") % {"system": system}
    return ", ".join(part for part in (browser, system) if part) or _("unknown device")
