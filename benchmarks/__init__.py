"""What Hearth costs beside the plain way of doing the same: ratios, each pair measured in one run."""
