"""Where a contact leads: an e-mail, a telephone, WhatsApp or a page."""

import re

COUNTRY = "62"
"""What stands for the first 0 of an Indonesian number (ITU-T E.164) where an address needs the whole number."""

_WHATSAPP = re.compile(r"(?:wa|whats\s?app)\s*:?\s*([+0-9 ()./-]{6,30})", re.IGNORECASE)
_CHAT = re.compile(r"wa\.me/[0-9]{6,15}", re.IGNORECASE)


def link_of(contact: str) -> str:
    """The address of a web page, an e-mail, a WhatsApp ("WA 0811-1234-567") or a telephone number; of anything else
    nothing."""
    if re.fullmatch(r"https?://\S+", contact):
        return contact
    if _CHAT.fullmatch(contact):
        return f"https://{contact}"
    if re.fullmatch(r"[^\s@/:?]+@[^\s@/:?]+", contact):
        return f"mailto:{contact}"
    chat = _WHATSAPP.fullmatch(contact)
    digits = _digits(chat[1] if chat else contact)
    if not re.fullmatch(r"\+?[0-9]{3,15}", digits):
        return ""
    return f"https://wa.me/{_whole(digits)}" if chat else f"tel:{digits}"


def _digits(text: str) -> str:
    return re.sub(r"[ ()./-]", "", text)


def _whole(digits: str) -> str:
    """With the country's code, as wa.me asks for it."""
    return COUNTRY + digits[1:] if digits.startswith("0") else digits.removeprefix("+")
