"""Door out: proves the work file right before it is published, and says what a run did."""
