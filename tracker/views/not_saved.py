"""Forms that were sent in vain: the page keeps what was typed, and says how to save it."""

import re
from typing import Any

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tracker import keeping
from tracker.forms.sign_in import SignInForm
from tracker.keeping import SESSION_KEY, Kept
from tracker.views import errors

SAVED_COOKIE = "saved-draft"
# Told to scripts, which leave the form as it is.
SIGNED_OUT = "X-Signed-Out"
IS_TOLD = "is_told"
_DRAFT = re.compile(r"[0-9a-f-]{8,40}")


class SignIn(auth.LoginView):
    """Signing in; with a form that was sent in vain, back to that form as it was filled in."""

    template_name = "login.html"
    authentication_form = SignInForm

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        kept = keeping.unsealed(self.request.POST.get(SESSION_KEY, ""))
        if kept is None:
            return super().form_valid(form)
        if form.get_user().pk != kept.user:
            form.add_error(None, _someone_elses(kept))
            return self.form_invalid(form)
        super().form_valid(form)
        return HttpResponseRedirect(keeping.put_back(self.request, kept))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        seal = self.request.POST.get(SESSION_KEY, "")
        kept = keeping.unsealed(seal)
        return context | {"seal": seal if kept else "", "kept": kept}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: HttpRequest) -> HttpResponse:
    """Posting puts a sealed form back. What was typed, where its page cannot show it."""
    if request.method == "POST":
        found = keeping.unsealed(request.POST.get(SESSION_KEY, ""))
        if found and found.user == request.user.pk:
            return HttpResponseRedirect(keeping.put_back(request, found))
        return redirect("processes")
    found = keeping.laid_by(request)
    if found is None:
        return redirect("processes")
    return render(request, "kept/typed.html", {"kept": found, "page_title": _("What you typed")})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A token that has expired, or was replaced by signing in anew."""
    # A page that asks to sign in, or to save once more, brings along what was sent before it.
    found = keeping.sent(request) or keeping.unsealed(_seal(request))
    if _is_fragment(request):
        return _fragment(signed_out=not request.user.is_authenticated)
    if found is None:
        return errors.csrf_failure(request)
    if request.user.pk != found.user:
        return _asking_to_sign_in(request, found)
    context = {"kept": found, "seal": keeping.sealed(found), "page_title": _("Not saved yet")}
    return _telling(render(request, "kept/stale.html", context, status=403))


def signed_out(request: HttpRequest) -> HttpResponseBase | None:
    """The page for signing in, with the form in it; None where there is nothing to keep."""
    if _is_fragment(request):
        return _fragment(signed_out=True)
    found = keeping.sent(request)
    return _asking_to_sign_in(request, found) if found else None


def _asking_to_sign_in(request: HttpRequest, found: Kept) -> HttpResponseBase:
    owner = User.objects.filter(pk=found.user).first()
    form = SignInForm(request, initial={"username": owner.get_username() if owner else ""})
    context = {
        "form": form,
        "kept": found,
        "seal": keeping.sealed(found),
        "next": found.path,
        "by_another": request.user.is_authenticated,
        "page_title": _("Not saved yet"),
    }
    return _telling(render(request, "login.html", context, status=403))


def refused(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Somebody may not do it any more, or it is gone: what was typed can still be had."""
    found = None if _is_fragment(request) else keeping.sent(request)
    is_told = getattr(response, IS_TOLD, False)
    if found is None or is_told or found.user != request.user.pk:
        return response
    context = {"kept": found, "refused": response.status_code, "page_title": _("Not saved")}
    return render(request, "kept/typed.html", context, status=response.status_code)


def unavailable(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Asks nothing of the database, which may be what is away."""
    found = None if "HX-Request" in request.headers else keeping.sent(request)
    if found is None:
        return response
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {"kept": found, "fields": fields, "path": request.get_full_path()}
    page = render_to_string("kept/again.html", context)
    headers = {name: response.headers[name] for name in ("Retry-After",) if name in response}
    headers["Cache-Control"] = "no-store"
    return HttpResponse(page, status=response.status_code, headers=headers)


def saved(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Lets go of what was kept of this form, here and in the browser."""
    keeping.let_go(request)
    draft = request.POST.get("draft_id", "")
    if _DRAFT.fullmatch(draft):
        response.set_cookie(
            SAVED_COOKIE, draft, max_age=24 * 3600, samesite="Lax", secure=request.is_secure()
        )
    return response


def _seal(request: HttpRequest) -> str:
    try:
        return request.POST.get(SESSION_KEY, "")
    except keeping.UNREADABLE:
        return ""


def _someone_elses(kept: Kept) -> str:
    owner = User.objects.filter(pk=kept.user).first()
    name = owner.get_username() if owner else "–"
    return _(
        "The form that waits here was filled in by %(name)s, and is not handed to anybody else. "
        "Sign in as %(name)s to have it back."
    ) % {"name": name}


def _telling(response: HttpResponse) -> HttpResponse:
    """Marks a page that has what was typed on it already."""
    setattr(response, IS_TOLD, True)
    return response


def _is_fragment(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers and "HX-Boosted" not in request.headers


def _fragment(*, signed_out: bool) -> HttpResponse:
    said = _("Not saved. What you typed is still there.")
    headers = {SIGNED_OUT: "1"} if signed_out else {"X-Stale-Token": "1"}
    return HttpResponse(said, status=403, content_type="text/plain", headers=headers)
