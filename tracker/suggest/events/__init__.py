"""What somebody did, as PLOVER sorts deeds."""
