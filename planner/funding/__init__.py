"""The position of the budget, what a stream brings in a year, and the threshold before top-up."""
