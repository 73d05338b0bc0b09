"""List layouts of our own making, with known truth: made as files, read back, compared."""
