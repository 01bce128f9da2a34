"""`python -m app` is the same as `tremplin`."""

from app.cli import main

main()
