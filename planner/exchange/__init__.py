"""The school folder and the plan folder: read from, and written to, CSV, zip and XLSX."""
