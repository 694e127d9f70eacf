"""What is done to many at once, in any service: tried dry, released, resumable."""
