"""How the playbook comes out: pages, site, book, cards."""
