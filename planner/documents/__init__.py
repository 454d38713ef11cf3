"""Documents to keep, print and send: what they say, and how it is put on paper and on a page."""
