"""Tests of the questions: each answer against sums worked by hand."""
