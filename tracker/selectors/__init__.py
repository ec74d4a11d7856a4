"""Where in a text something stands: W3C Web Annotation selectors. No Django here.

Offsets count Unicode code points, as the standard asks and Python's strings do; end is exclusive.
"""
