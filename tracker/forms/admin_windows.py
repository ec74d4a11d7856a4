"""The window field as the admin needs it."""

from typing import Any

from django.forms.widgets import Script

from tracker.dates.window import Window
from tracker.forms.windows import WindowField, WindowWidget


class AdminWindowWidget(WindowWidget):
    class Media:
        extend = False
        # The admin loads scripts in the head. The element must not come to life before its parts
        # have been read, or it finds none.
        js = [Script("js/window-field.js", defer=True)]
        css = {"all": ["css/window-field.css"]}


class AdminWindowField(WindowField):
    widget = AdminWindowWidget

    def clean(self, value: Any) -> Window | None:
        if self.disabled:
            return value if isinstance(value, Window) else None  # as saved: nothing was typed
        return super().clean(value)
