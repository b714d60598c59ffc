"""Door in: finds documents and keeps their bytes in the raw store."""
