"""What is given to users: the wheel, the self-contained folder, the Debian package; and their proof on bare systems."""
