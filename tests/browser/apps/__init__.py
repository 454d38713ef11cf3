"""Small apps that show one part of the screen, for the tests in the browser."""
