"""Tests of the proof that a plan is right."""
