"""The kinds of item, in the order in which a programme meets them."""
