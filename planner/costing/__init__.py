"""What people and provisions cost."""
