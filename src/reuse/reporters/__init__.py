"""Report -> stream, one format a file. Reporters write text to the stream they are given."""
