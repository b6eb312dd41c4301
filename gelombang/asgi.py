"""The site as granian serves it: pages in a few threads behind a gateway that no slow visitor holds."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from gelombang.portal.gateway import Bounds, Gateway

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gelombang.settings")

THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)
"""Of a worker; never more than PostgreSQL's pool has connections."""

application = Gateway(get_wsgi_application(), THREADS, Bounds(body=settings.LARGEST_BODY))
