"""Answers as people read them: sentences, pictures and tables, one module for each question."""
