"""One room per outside thing; strangers to each other; no Qt."""
