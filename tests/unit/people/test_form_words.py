"""Whoever leaves a field empty reads what to write there, in both languages, and never that it is empty."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.utils import translation

from gelombang.grievances import forms as grievances
from gelombang.people import correct_forms, desk_forms
from gelombang.people import forms as people
from gelombang.waves import forms as waves

DJANGO = ("tidak boleh kosong", "is required")


def classes() -> Iterator[type[forms.BaseForm]]:
    for module in (people, desk_forms, correct_forms, waves, grievances):
        for found in vars(module).values():
            if isinstance(found, type) and issubclass(found, forms.BaseForm) and found is not forms.Form:
                yield found


@pytest.mark.parametrize("form", sorted(set(classes()), key=str))
@pytest.mark.parametrize("language", ["id", "en"])
def test_an_empty_field_says_what_to_write(form: Any, language: str) -> None:
    with translation.override(language):
        for name, field in form.base_fields.items():
            if field.required:
                words = str(field.error_messages["required"])
                assert not any(said in words for said in DJANGO), (form.__name__, name, words)
