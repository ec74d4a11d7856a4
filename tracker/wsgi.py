import gc
import os

from django.core.wsgi import get_wsgi_application

from tracker import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
# Does nothing where DATABASE_URL names a database.
embedded.ensure_running()
application = get_wsgi_application()
# What is there by now stays for good: it need not be looked through again and again, and processes
# that are forked from this one share it.
gc.collect()
gc.freeze()
