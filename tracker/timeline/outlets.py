"""Which outlet is meant: by its name, or by the host of an address."""

from django.db.models import Q

from tracker.models import Article, Outlet


def outlet_meant(*, name: str, host: str) -> Outlet | None:
    """By its name, capitals and a leading article aside; else by where its pages are; else by
    where its articles that are here are."""
    if name:
        bare = name.strip().removeprefix("The ").removeprefix("the ")
        by_name = Outlet.objects.filter(Q(name__iexact=bare) | Q(name__iexact=f"The {bare}"))
        if found := by_name.order_by("pk").first():
            return found
    if not host:
        return None
    roots = [f"{scheme}://{www}{host}" for scheme in ("https", "http") for www in ("", "www.")]
    homes, pages = Q(), Q()
    for root in roots:
        homes |= Q(homepage__istartswith=f"{root}/") | Q(homepage__iexact=root)
        pages |= Q(url__startswith=f"{root}/")
    if found := Outlet.objects.filter(homes).order_by("pk").first():
        return found
    newest = Article.objects.filter(pages).select_related("outlet").order_by("-pk").first()
    return newest.outlet if newest else None
