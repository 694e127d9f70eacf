"""`python -m cli`: the same as `register`."""

from cli.main import main

main()
