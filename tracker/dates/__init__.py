"""Uncertain dates: windows of days, their written form, their words. No Django here."""
