"""Django's own admin over Demarche's entries, as it comes: what the load is compared with."""
