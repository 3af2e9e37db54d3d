"""Recomputes the conformance vectors by two routes that share no code with each other or the library."""
