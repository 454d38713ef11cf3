"""Tests of what came of provision: each figure against sums worked by hand."""
