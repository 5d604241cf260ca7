"""What people see: each file defines one page and runs nothing when it is imported."""
