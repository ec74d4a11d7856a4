"""What typed words resolve to, said before anything is saved."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.dates.window import Window
from tracker.forms.windows import PHRASE_LENGTH, read_window
from tracker.views.access import editors_only
from tracker.views.http import HtmxHttpRequest


class WindowQuery(forms.Form):
    phrase = forms.CharField(max_length=PHRASE_LENGTH, required=False)
    anchor = forms.DateField(required=False)
    earliest = forms.DateField(required=False)
    latest = forms.DateField(required=False)


@require_safe
@editors_only
def resolve(request: HtmxHttpRequest) -> HttpResponse:
    form = WindowQuery(request.GET)
    window: Window | None = None
    reason = ""
    asked = any(request.GET.get(key) for key in ("phrase", "earliest", "latest"))
    if asked and form.is_valid():
        try:
            window = read_window(**form.cleaned_data)
        except ValidationError as error:
            reason = " ".join(error.messages)
    elif asked:
        reason = " ".join(str(message) for errors in form.errors.values() for message in errors)
    return render(request, "forms/_window_says.html", {"window": window, "reason": reason})
