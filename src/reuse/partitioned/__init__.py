"""Links of a corpus in parts: what each part does on its own, and what parts write one another in between."""
