"""What the printing house says of the letters that it was given."""
