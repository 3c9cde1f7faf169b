"""The door for a web server."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from config.serving import serve

serve()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
import_module("config.urls")  # now, not while somebody waits for the first page

# All this lives as long as the process: a search for circles in it, a third of a second each, finds nothing.
gc.collect()
gc.freeze()
