"""Control charts: the method as pure functions, in words and numbers, never in colours."""
