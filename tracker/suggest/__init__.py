"""The reading assistant: what an article says, found in its words. No Django, no network here."""
