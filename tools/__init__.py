"""Scripts for the people who build Tremplin; the product never imports them."""
