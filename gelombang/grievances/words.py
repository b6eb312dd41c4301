"""What a complaint is about, how it came, and how it ended, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Decision, Grievance

TOPICS: Mapping[str, Any] = {
    Grievance.Topic.DRAW.value: _("a draw or its result"),
    Grievance.Topic.REGISTRATION.value: _("registering or my data"),
    Grievance.Topic.MONEY.value: _("money that did not come"),
    Grievance.Topic.TRAINING.value: _("a training or an institution"),
    Grievance.Topic.OFFICER.value: _("how somebody treated me"),
    Grievance.Topic.FRAUD.value: _("fraud or a false message"),
    Grievance.Topic.OTHER.value: _("something else"),
}
WAYS: Mapping[str, Any] = {
    Grievance.Way.FORM.value: _("by the form"),
    Grievance.Way.PHONE.value: _("by phone"),
    Grievance.Way.DESK.value: _("at a desk"),
}
OUTCOMES: Mapping[str, Any] = {
    Decision.Outcome.UPHELD.value: _("the person is right"),
    Decision.Outcome.PARTLY.value: _("the person is partly right"),
    Decision.Outcome.NOT_UPHELD.value: _("we see it differently"),
    Decision.Outcome.CLOSED.value: _("closed without a decision"),
}
