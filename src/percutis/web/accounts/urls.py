"""Logging in and out, what proves who one is, and the way to one's clinic."""

from django.urls import path

from percutis.web.accounts.views import entering, factor, home, log_ins, proving

urlpatterns = [
    path("", home.home, name="home"),
    path("login/", entering.log_in, name="login"),
    path("login/code/", entering.code, name="login_code"),
    path("logout/", entering.log_out, name="logout"),
    path("password/", home.password, name="password_change"),
    path("prove/", proving.prove, name="prove"),
    path("log-ins/", log_ins.show, name="log_ins"),
    path("factor/", factor.show, name="factor"),
    path("factor/paper/", factor.renew, name="factor_paper"),
    path("factor/remove/", factor.remove, name="factor_remove"),
]
