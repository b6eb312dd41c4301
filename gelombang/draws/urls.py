"""Addresses of the public register of draws."""

from django.urls import path

from . import views

app_name = "draws"
urlpatterns = [
    path("", views.register, name="register"),
    path("sw.js", views.worker, name="worker"),
    path("verify_draw.py", views.verifier, name="verifier"),
    path("<slug:slug>/", views.draw, name="draw"),
    path("<slug:slug>/periksa/", views.check, name="check"),
    path("<slug:slug>/bukti/<str:code>.json", views.proof, name="proof"),
    path("<slug:slug>/bundel.zip", views.bundle, name="bundle"),
    path("<slug:slug>/keputusan.pdf", views.decree_pdf, name="decree"),
    path("<slug:slug>/berkas/<path:name>", views.file, name="file"),
]
