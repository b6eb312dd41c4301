"""The site as granian serves it: pages in a few threads behind a gateway that no slow visitor holds."""

import os

from gelombang.portal import ending

ending.while_loading()

from django.conf import settings  # noqa: E402  loading takes a second, in which a signal may come
from django.core.wsgi import get_wsgi_application  # noqa: E402

from gelombang.portal.gateway import Bounds, Gateway  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gelombang.settings")
pages = get_wsgi_application()

from gelombang.portal.busy import too_busy  # noqa: E402  these need the site to be loaded
from gelombang.portal.lane import Lane  # noqa: E402

THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)
"""Of a worker; never more than PostgreSQL's pool has connections."""

BOUNDS = Bounds(body=settings.LARGEST_BODY, lists=settings.LARGEST_LIST)
application = Gateway(pages, THREADS, BOUNDS, Lane(too_busy))
