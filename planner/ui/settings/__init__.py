"""The parts of the Settings page: backup, who changed what, names, what is kept, and people."""
