from django.http import HttpRequest, HttpResponse


def workspace(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(status=501)


def new_entry(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    return HttpResponse(status=501)


def attach(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(status=501)
