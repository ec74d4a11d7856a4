from django.urls import URLPattern, path
from tracker.views import health

urlpatterns: list[URLPattern] = [path("healthz", health.healthz, name="healthz")]
