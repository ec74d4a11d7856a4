"""The reading side: query string → TimelineFilter → queryset → page, CSV, feed."""
