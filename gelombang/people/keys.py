"""The site's vault, made once from the settings."""

from functools import cache

from django.conf import settings

from .vault import Vault


@cache
def vault() -> Vault:
    """The vault under the keys of this site."""
    return Vault(settings.VAULT_KEYS, settings.VAULT_INDEX_KEY)
