"""What a system of containers is made with: keys, databases, requirements."""
