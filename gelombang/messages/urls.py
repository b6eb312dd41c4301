"""Where a message can be checked."""

from django.urls import path

from . import views

app_name = "messages"
urlpatterns = [path("pesan/", views.check, name="check")]
