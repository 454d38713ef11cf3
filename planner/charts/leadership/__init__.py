"""A plan for whoever decides and has five minutes: a headline and about eight pictures."""
