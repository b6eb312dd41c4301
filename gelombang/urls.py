"""The addresses of the site. Indonesian stands at the root, English under /en/; the API has one address for both, and
health is the middleware's."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from gelombang.people import urls as people
from gelombang.portal import views
from gelombang.waves import urls as waves

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.icon, name="icon"),
    path("api/v1/", include("gelombang.portal.api.addresses")),
    *i18n_patterns(
        path("", include("gelombang.portal.urls")),
        path("undian/", include("gelombang.draws.urls")),
        path("", include("gelombang.messages.urls")),
        path("", include("gelombang.people.urls")),
        *people.for_allauth,
        *waves.for_desks,
        *waves.for_accounts,
        path("gelombang/", include("gelombang.waves.urls")),
        path("pengaduan/", include("gelombang.grievances.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "gelombang.portal.views.bad_request"
handler403 = "gelombang.portal.views.forbidden"
handler404 = "gelombang.portal.views.not_found"
handler500 = "gelombang.portal.views.broken"
