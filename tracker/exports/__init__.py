"""The same entries in other clothes."""
