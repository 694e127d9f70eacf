"""What applicants declare of health and character, judged by a panel of its own."""
