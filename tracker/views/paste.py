from django.http import HttpRequest, HttpResponse


def new(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=501)
