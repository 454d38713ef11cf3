"""One module for each version of the tables. What is released is never changed again."""
