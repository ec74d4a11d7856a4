"""What is to be done by when."""
