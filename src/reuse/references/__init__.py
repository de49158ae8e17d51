"""References: what others are compared with, in memory or in a lasting index, opened only where it matters."""
