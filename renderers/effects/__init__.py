"""Effects: some change pixels only, some say through a Warp where points went."""
