"""What is true: marts, measures and the one door to them."""
