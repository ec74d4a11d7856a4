"""How fast Demarche is, measured over HTTP on synthetic entries (see README.md). Not tests."""

import os

import django

# What is run with `python -m tests.benchmarks…` needs the choices of the models.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()
