"""Pictures of the main pages as they should look, and the command that makes them anew:

python -m tests.browser.looks
"""
