"""The pool of assessors: who was appointed, for which scopes, for how many cases."""
