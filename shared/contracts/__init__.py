"""What the services say to one another: events and commands as published."""
