"""`register rulebook`: the rules as data, checked and compared."""
