"""Large corpora: every place is linked to an earlier one, and the cost follows the text and not the pairs of places."""
