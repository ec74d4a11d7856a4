class StartupError(Exception):
    """What the person who starts Demarche can put right.

    The message is one line, written for that person, and never holds a password.
    """
