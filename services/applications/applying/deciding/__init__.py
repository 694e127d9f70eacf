"""The decisions on an application, by what they are about."""
