"""What the Leadership page is made of."""
