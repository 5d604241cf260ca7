"""Brings a sheet in another system's layout to the rows of one of our datasets, as a mapping profile says."""
