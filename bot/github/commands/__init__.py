"""What people say to the reviewer in the comments of a pull request, and what becomes of it."""
