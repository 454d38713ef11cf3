"""The domain: what a school is, and what its dates, codes and restrictions mean."""
