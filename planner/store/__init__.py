"""The store: school years, plans and scenarios in SQLite or PostgreSQL, with every change kept."""
