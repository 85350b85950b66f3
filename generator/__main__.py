"""Run the command as `python -m generator`."""

from .cli import main

main(prog_name="playbook")
