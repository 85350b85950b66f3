"""Where a build writes: what there is its own, and how it is changed as one."""
