"""How fast Demarche is, measured over HTTP on synthetic entries (see README.md). Not tests."""
