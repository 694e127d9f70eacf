"""The rules of applying: reading a submission, its conditions, likeness, refusals."""
