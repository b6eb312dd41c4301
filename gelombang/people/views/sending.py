"""Sending a code to an address, and keeping in the session what was asked."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from gelombang.people import codes, known
from gelombang.people.addresses import Address
from gelombang.people.forms import AddressForm, CodeForm, language
from gelombang.people.visitors import network_of


def sent(
    request: HttpRequest, form: AddressForm | CodeForm, to: Address, *, purpose: str, keep_as: str
) -> bool:
    """Whether a code is on its way; `keep_as` is the session's name for it. Where none may be sent, `form` says until
    when, and the newest code still works."""
    try:
        asked = codes.ask(
            to=to,
            purpose=purpose,
            network=network_of(request),
            is_known=known.is_known(request, to),
            language=language(),
            time_zone=settings.TIME_ZONE,
            at=timezone.now(),
        )
    except codes.TooOften as error:
        at = timezone.localtime(error.until).strftime("%H.%M")
        words = _(
            "We have sent several codes there. Use the newest one; you can ask for another after %(at)s o'clock."
        )
        form.add_error(None, words % {"at": at})
        return False
    request.session[keep_as] = vars(asked)
    return True
