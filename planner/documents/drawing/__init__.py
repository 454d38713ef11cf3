"""A chart of the app as lines, areas and words, for paper and for a page without a script."""
