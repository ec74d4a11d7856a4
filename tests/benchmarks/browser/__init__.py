"""The chart in a browser beside libraries that draw there (see ../README.md). Not tests."""
