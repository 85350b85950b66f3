"""Break an organisation's folder in many small ways: no way may break the kit."""
