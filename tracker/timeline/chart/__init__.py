"""The timeline as a picture: what is drawn, where, and what is only counted. Draws nothing."""
