"""With which code a command ends: 2 for wrong input, 3 for a broken rule, 1 for anything else."""

from __future__ import annotations

DONE, FAILED, WRONG_INPUT, BROKEN_RULE = 0, 1, 2, 3
