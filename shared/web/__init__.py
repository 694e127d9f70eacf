"""What every service shows to the web: pages, problems, health, metrics, the door."""
