"""What does an ad really say? Pure readers: a text or a table cell in, values with evidence out."""
