"""What can be asked about each type of content: productions that build expressions of a wanted type."""
