"""The school beside national figures, with the range expected for a school of its size."""
