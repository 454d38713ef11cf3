"""By what rules a local authority pays for provision: profiles, and the school’s own keys."""
