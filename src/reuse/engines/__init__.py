"""Who runs the steps of a scan in parts, and where."""
