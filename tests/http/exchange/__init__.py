"""What organisers and applicants say to each other, over HTTP."""
