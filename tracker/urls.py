from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path
from django.views.generic import RedirectView

from tracker.views import (
    actors,
    annotate,
    articles,
    entries,
    errors,
    exports,
    health,
    not_saved,
    paste,
    processes,
    timeline,
    windows,
)

# /processes/<slug>/
process_urls = [
    path("", timeline.process, name="process"),
    path("timeline.csv", exports.process_csv, name="process_csv"),
]

# /articles/
article_urls = [
    path("", articles.index, name="articles"),
    path("new/", paste.new, name="article_new"),
    path("<int:pk>/", articles.detail, name="article"),
    path("<int:pk>/annotate/", annotate.workspace, name="annotate"),
    path("<int:pk>/annotate/<str:kind>/", annotate.new_entry, name="annotate_new"),
    path("<int:pk>/attach/", annotate.attach, name="annotate_attach"),
]

# /actors/
actor_urls = [
    path("", actors.index, name="actors"),
    path("<slug:slug>/", actors.detail, name="actor"),
]

urlpatterns = [
    path("", processes.index, name="processes"),
    path("timeline/", timeline.index, name="timeline"),
    path("timeline.csv", exports.timeline_csv, name="timeline_csv"),
    path("processes/", RedirectView.as_view(pattern_name="processes")),
    path("processes/<slug:slug>/", include(process_urls)),
    path("entries/<int:pk>/", entries.detail, name="entry"),
    path("actors/", include(actor_urls)),
    path("articles/", include(article_urls)),
    path("window/", windows.resolve, name="window"),
    path("login/", not_saved.SignIn.as_view(), name="login"),
    path("kept/", not_saved.kept, name="kept"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
]

handler400 = errors.bad_request
handler403 = errors.refused
handler404 = errors.not_found
handler500 = errors.failed
