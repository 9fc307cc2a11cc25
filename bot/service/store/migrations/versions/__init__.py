"""One file a version; each is final once it is released."""
