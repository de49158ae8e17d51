"""How well reuse is found: measures against known reuse, and what makes known reuse."""
