"""From a solver's numbers to a plan: who sits where, who works when, who pays what."""
