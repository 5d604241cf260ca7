"""Reads the bytes of an export into grids of cells, whatever they claim to be, and says plainly what it cannot read."""
