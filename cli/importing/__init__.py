"""Applications in bulk: a spreadsheet in, one outcome a row out."""
