"""Forms that are not lost: whose they are, and what their script says."""

from typing import Any

from django import template

from tracker.keeping import typed_again
from tracker.keeping import typed_by as signed_name

register = template.Library()


@register.inclusion_tag("kept/_typed_by.html", takes_context=True)
def typed_by(context: template.Context) -> dict[str, Any]:
    """The fields by which a form is known again, here and in the browser."""
    request = context["request"]
    user = request.user
    if not user.is_authenticated:
        return {}
    sent = typed_again(request) or request.POST
    return {"user": user, "name": signed_name(user), "draft": sent.get("draft_id", "")}
