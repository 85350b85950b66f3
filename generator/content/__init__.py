"""What the playbook says: read, merge, validate, check."""
