"""Keys -> buckets: an index groups equal keys and knows nothing of what they stand for."""
