"""Official statistics read from a CSV file, as figures to set a school beside.

The Department for Education's own files are read as they come from Explore Education Statistics,
and so is a plain list with a row for each figure. Nothing is kept here: what a file would bring is
given with where it stands, and everything that is wrong is told at once.
"""
