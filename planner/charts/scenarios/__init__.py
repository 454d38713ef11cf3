"""Plans side by side as people read them: sentences, pictures and tables."""
