"""Math problems with worked steps."""
