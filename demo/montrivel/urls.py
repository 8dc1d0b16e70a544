from django.contrib.auth.views import LoginView
from django.urls import include, path

urlpatterns = [
    path("", include("booking.urls")),
    path("connexion/", LoginView.as_view(), name="login"),
]
