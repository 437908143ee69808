"""Who is who, what each may see, and who looked: below the three doors, above the database."""
