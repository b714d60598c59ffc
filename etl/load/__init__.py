"""Door out: the work file, its one writer, and publishing."""
