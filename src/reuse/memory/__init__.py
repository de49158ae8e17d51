"""What a run may hold in memory, and temporary files for what is more."""
