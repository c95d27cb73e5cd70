"""What would be signed: bounds, the zone, acceptability, likely deals and their conditions."""
