"""The writing side: each function is one whole act, done or not done."""
