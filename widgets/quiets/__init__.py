"""What is kept out of the queue, what stands too long, what speaks too often. GUI thread."""
