from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path
from django.views.generic import RedirectView

from tracker.views import (
    actors,
    annotate,
    annotate_development,
    articles,
    cards,
    changes,
    choices,
    conditions,
    contrary,
    deadlines,
    decide,
    demands,
    developments,
    entries,
    errors,
    exports,
    health,
    history,
    new_text,
    not_saved,
    paste,
    processes,
    review,
    sent,
    since,
    timeline,
    waiting,
    windows,
)

# /processes/<slug>/
process_urls = [
    path("", timeline.process, name="process"),
    path("card.png", cards.process, name="process_card"),
    path("choices/<str:key>/", choices.process, name="process_choices"),
    path("timeline.csv", exports.process_csv, name="process_csv"),
    path("deadlines/", deadlines.board, name="process_deadlines"),
    path("deadlines/choices/<str:key>/", choices.deadlines, name="deadlines_choices"),
    path("conditions/", conditions.index, name="process_conditions"),
    path("conditions/choices/<str:key>/", choices.conditions, name="conditions_choices"),
    path("demands/", demands.index, name="process_demands"),
    path("demands/choices/<str:key>/", choices.demands, name="demands_choices"),
    path("changes/", changes.index, name="process_changes"),
]

# /since/: all that the cookie of the last visit is sent to
since_urls = [
    path("", since.offer, name="since"),
    path("<slug:slug>/", since.remembered, name="since_process"),
]

# /articles/
article_urls = [
    path("", articles.index, name="articles"),
    path("new/", paste.new, name="article_new"),
    path("new/file/", paste.by_file, name="article_file"),
    path("new/address/", paste.by_address, name="article_address"),
    path("new/<int:pending>/", paste.look_over, name="article_read"),
    path("<int:pk>/", articles.detail, name="article"),
    path("<int:pk>/annotate/", annotate.workspace, name="annotate"),
    path("<int:pk>/annotate/<str:kind>/", annotate.new_entry, name="annotate_new"),
    path("<int:pk>/text/", new_text.give, name="article_text"),
    path("<int:pk>/text/<int:pending>/", new_text.compare, name="article_text_read"),
    path("<int:pk>/versions/<int:number>/", new_text.version, name="article_version"),
    path("<int:pk>/versions/<int:number>/original/", new_text.original, name="article_original"),
    path("<int:pk>/decide/", decide.decide, name="annotate_decide"),
    path("<int:pk>/decided/", decide.decided, name="annotate_decided"),
    path("<int:pk>/attach/", annotate.attach, name="annotate_attach"),
    path("<int:pk>/development/", annotate_development.develop, name="annotate_development"),
]

# /entries/<pk>/
entry_urls = [
    path("", entries.detail, name="entry"),
    path("card.png", cards.entry, name="entry_card"),
    path("publish/", review.publish, name="entry_publish"),
    path("submit/", review.submit, name="entry_submit"),
    path("contrary/", contrary.add, name="entry_contrary"),
    path("developments/new/", developments.new, name="development_new"),
    path("developments/<int:step>/retract/", developments.retract, name="development_retract"),
    path("developments/<int:step>/remove/", developments.remove, name="development_remove"),
    path("history/", history.index, name="entry_history"),
    path("history/<int:at>/", history.revision, name="entry_revision"),
]

# /actors/
actor_urls = [
    path("", actors.index, name="actors"),
    path("<slug:slug>/", actors.detail, name="actor"),
    path("<slug:slug>/choices/<str:key>/", choices.actor, name="actor_choices"),
]

urlpatterns = [
    path("", processes.index, name="processes"),
    path("desk/", waiting.index, name="desk"),
    path("desk/take-back/", sent.undo, name="take_back"),
    path("timeline/", timeline.index, name="timeline"),
    path("timeline/choices/<str:key>/", choices.index, name="timeline_choices"),
    path("timeline.csv", exports.timeline_csv, name="timeline_csv"),
    path("processes/", RedirectView.as_view(pattern_name="processes")),
    path("processes/<slug:slug>/", include(process_urls)),
    path("since/", include(since_urls)),
    path("entries/<int:pk>/", include(entry_urls)),
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
