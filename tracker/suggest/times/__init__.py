"""Dates and spans of time in running text."""
