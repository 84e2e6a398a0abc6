"""Where one is logged in, and the end of what one does not know or has lost."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from percutis.web.accounts.models import User
from percutis.web.accounts.proof import proved
from percutis.web.accounts.selectors.log_ins import open_log_ins
from percutis.web.accounts.services.log_ins import end_log_in, end_others
from percutis.web.accounts.staying import mark_of

OTHERS = "others"


@login_required
@proved
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Every open log-in in one's name; `end` names one of them, or all but this one."""
    user, now = User.objects.get(pk=request.user.pk or 0), timezone.now()
    if request.method == "POST":
        _end(request, user, request.POST.get("end", ""))
        return redirect("log_ins")
    found = open_log_ins(user=user, now=now)
    mine = [one for one in found if one.mark == mark_of(request)]
    others = [one for one in found if one not in mine]
    return render(request, "accounts/log_ins.html", {"mine": mine, "others": others})


def _end(request: HttpRequest, user: User, which: str) -> None:
    now = timezone.now()
    if which == OTHERS:
        number = end_others(user=user, mark=mark_of(request), at=now)
    else:
        is_one = which.isascii() and which.isdecimal() and len(which) < 19
        number = int(is_one and end_log_in(user=user, log_in=int(which), at=now))
    if number:
        said = ngettext("%(number)s log-in is ended.", "%(number)s log-ins are ended.", number)
        messages.success(request, said % {"number": number})
    else:
        messages.info(request, _("There was nothing to end any more."))
