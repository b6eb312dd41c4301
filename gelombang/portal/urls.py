"""Addresses of the portal."""

from django.urls import path

from . import views
from .console.addresses import pages

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("gelombang/", views.waves_list, name="waves"),
    path("gelombang/<int:number>/", views.wave, name="wave"),
    path("saya/", views.mine, name="mine"),
    path("gaya/", views.style, name="style"),
    *pages,
]
