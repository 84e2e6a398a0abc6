"""Who works where, in which role: users, clinics, memberships, rights, and the log of who did what."""
