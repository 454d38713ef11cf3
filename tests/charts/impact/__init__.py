"""Tests of how what came of provision is told."""
