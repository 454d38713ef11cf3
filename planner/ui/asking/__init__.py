"""The Trade-offs page: what is asked, of which school, and how the answer is kept and shown."""
