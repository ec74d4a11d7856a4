"""What a form sent, before it is read as a form."""

from django.http import HttpRequest


def keys_sent(request: HttpRequest, name: str) -> list[int]:
    """The key in a field of the form, if it can be one."""
    text = request.POST.get(name, "")
    return [int(text)] if text.isascii() and text.isdigit() and len(text) < 19 else []
