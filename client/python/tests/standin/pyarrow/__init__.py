"""What the client uses of pyarrow, for tests where there is none: it records what would be sent."""
