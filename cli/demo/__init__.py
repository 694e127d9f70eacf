"""The whole story, told on the screen."""
