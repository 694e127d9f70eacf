"""The decisions in a case of entry fraud, by what they are about."""
