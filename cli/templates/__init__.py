"""`register templates`: what letters say, listed, previewed and checked."""
