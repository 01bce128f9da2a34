<<<<<<< HEAD
"""The hallway between HTTP and the rooms below."""
=======
"""The hallway: what stands between HTTP and the house."""
>>>>>>> kit
