"""Logging in and out, and the way to one's clinic."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from percutis.web.accounts import views

urlpatterns = [
    path("", views.home, name="home"),
    path(
        "login/", LoginView.as_view(template_name="accounts/login.html", redirect_authenticated_user=True), name="login"
    ),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", views.password, name="password_change"),
]
