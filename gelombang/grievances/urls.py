"""Addresses of complaints."""

from django.urls import path

from . import views

app_name = "grievances"
urlpatterns = [
    path("", views.complain, name="complain"),
    path("cari/", views.find, name="find"),
    path("<str:code>/", views.one, name="one"),
]
