"""What moves data: land, read, map, check, merge, build, publish."""
