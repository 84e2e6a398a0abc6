"""The clinic application under load: fifty people reading, ten writing, clinics of three sizes, both databases."""
