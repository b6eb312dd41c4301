"""Addresses of accounts and of registering."""

from django.urls import path

from .views import door, mine, registration

app_name = "people"
urlpatterns = [
    path("masuk/", door.enter, name="enter"),
    path("masuk/kode/", door.code, name="code"),
    path("masuk/kode/lagi/", door.again, name="again"),
    path("keluar/", door.leave, name="leave"),
    path("daftar/", registration.identity, name="identity"),
    path("daftar/keluarga/", registration.family, name="family"),
    path("daftar/tinggal/", registration.home, name="home"),
    path("daftar/tentang/", registration.about, name="about"),
    path("daftar/setuju/", registration.consent, name="consent"),
    path("akun/data/", mine.account, name="account"),
]

for_allauth = [
    path("masuk/", door.enter, name="account_login"),
    path("keluar/", door.leave, name="account_logout"),
    path("masuk/", door.enter, name="account_reauthenticate"),
    path("masuk/", door.enter, name="account_inactive"),
]
"""The names by which allauth finds the door."""
