"""Whose the playbook is: settings, words, labels, brand."""
