"""What people rely on, said in sentences."""
