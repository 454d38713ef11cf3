"""Rows as they are typed: kept as text until they are right, and compared with what is stored.

Nothing here knows a screen or a store. A row of a table has a *place*: the id under which it is
stored, or a number below zero while it is new.
"""
