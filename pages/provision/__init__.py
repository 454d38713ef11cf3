"""The catalogue of provision, what it is worth and what it costs."""
