"""A library of provision: what others use, with its evidence, to add to a school's catalogue."""
