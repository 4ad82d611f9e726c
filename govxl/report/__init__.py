"""What is published: one content model, and the files made of it."""
