"""The gate of a build: what is known, what is new, what is forbidden, and what that means."""
