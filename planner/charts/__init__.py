"""Records in; pictures, tables and sentences out. Nothing here draws on a page."""
