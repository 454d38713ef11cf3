"""The page of documents: one is chosen, read, worded as the school wishes, and taken away."""
