"""Addresses of the portal."""

from django.urls import path

from . import demonstration, results, rights_views, seat_views, views
from .api import page
from .console.addresses import pages

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("gelombang/", views.waves_list, name="waves"),
    path("gelombang/<int:number>/", views.wave, name="wave"),
    path("api/", page.page, name="api"),
    path("hasil/", results.result, name="result"),
    path("saya/", views.mine, name="mine"),
    path("saya/kursi/<int:number>/ambil/", seat_views.take, name="take_seat"),
    path("saya/kursi/<int:number>/lepas/", seat_views.give_back, name="give_back_seat"),
    path("gelombang/data/unduh/", rights_views.take_along, name="take_along"),
    path("gelombang/data/hapus/", rights_views.forget, name="forget"),
    path("peragaan/", demonstration.page, name="demonstration"),
    path("peragaan/masuk/", demonstration.enter, name="demonstration_enter"),
    path("peragaan/tutup/", demonstration.close, name="demonstration_close"),
    path("peragaan/umumkan/", demonstration.publish, name="demonstration_publish"),
    path("gaya/", views.style, name="style"),
    *pages,
]
