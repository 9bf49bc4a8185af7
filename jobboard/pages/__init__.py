"""What does a person see? One file a page; what they share lies beside them. Nothing here fetches anything."""
