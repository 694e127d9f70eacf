"""How long the register keeps what it holds of a person, and how a person is erased."""
