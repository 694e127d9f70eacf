"""The pool, decided: one file a matter."""
