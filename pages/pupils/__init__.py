"""Pupils: the registers about them, and everything about one."""
