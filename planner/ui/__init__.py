"""What the pages are made of; the only package of the planner that draws on the screen."""
