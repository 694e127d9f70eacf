-- The entries by which people were erased: whoever restores a database asks for them.
CREATE INDEX entries_of_erasures ON entries (index)
    WHERE type = 'register.applications.person-erased.v1';
