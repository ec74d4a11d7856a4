"""How good the reading assistant is, on annotated texts that are no part of the project."""
