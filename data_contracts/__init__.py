"""What Hearth accepts: one Open Data Contract Standard file a dataset, and what is made from each."""
