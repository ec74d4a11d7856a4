from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path
from django.views.generic import RedirectView

from tracker.views import (
    actors,
    annotate,
    articles,
    entries,
    exports,
    health,
    paste,
    processes,
    timeline,
    trouble,
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
    path("login/", auth.LoginView.as_view(template_name="login.html"), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
]

handler400 = trouble.bad_request
handler500 = trouble.server_error
