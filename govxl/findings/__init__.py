"""What is wrong or worth knowing in a file that came back: findings as data, and the catalogue of their words."""
