"""Mail that came back and was not believed: it is on record, and changes nothing."""
