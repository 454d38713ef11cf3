"""A list of pupils exported from a school's MIS: read, matched, and compared with the register."""
