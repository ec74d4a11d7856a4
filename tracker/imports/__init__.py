"""Articles from elsewhere: a file, a page, a letter become plain text with what is said about it.

No Django and no database here. What comes in is somebody else's, and the libraries that read it
are large: `apart` runs all of it in a process of its own, bounded in time and memory.
"""
