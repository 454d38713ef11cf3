"""What came of provision, in words, tables and one picture."""
