"""Who publishes articles."""

from django.db import transaction
from django.utils.text import slugify

from tracker.models import Outlet


@transaction.atomic
def outlet_called(name: str) -> Outlet:
    """The outlet of this name, made if there is none. Capitals do not make it another one."""
    name = " ".join(name.split())
    found = Outlet.objects.filter(name__iexact=name).order_by("pk").first()
    if found:
        return found
    outlet = Outlet(name=name, slug=_free_slug(name))
    outlet.full_clean()
    outlet.save()
    return outlet


def _free_slug(name: str) -> str:
    # A name in another script has no ASCII letters to make a slug of.
    wanted = slugify(name)[:70].strip("-") or "outlet"
    taken = set(Outlet.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
