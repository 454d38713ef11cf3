"""Tests of the optimiser: each rule, each goal, and the plan it makes."""
