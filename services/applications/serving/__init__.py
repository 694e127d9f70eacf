"""Serving a refusal: nobody's time to appeal ends before they were told."""
