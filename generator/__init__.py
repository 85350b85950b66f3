"""Turn the playbook's YAML and an organisation's identity into a site and print."""
