"""Who is one person across applications: asked by software, decided by a person."""
