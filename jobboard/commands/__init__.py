"""The commands of `jobboard`, a module for each kind of work; `jobboard.cli` puts them together."""
