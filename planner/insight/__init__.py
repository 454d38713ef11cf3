"""Questions that leaders ask of a plan, answered by solving again with something changed."""
