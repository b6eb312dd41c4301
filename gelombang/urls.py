"""Every address of the site. Pages for people come in each language: `/` in Indonesian, `/en/` in English."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, path

from gelombang.portal import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("gaya/", views.style_guide, name="style-guide"),
        prefix_default_language=False,
    ),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
