"""How it is made one's own: a folder to begin with, help while editing, updates."""
