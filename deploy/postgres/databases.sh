#!/bin/sh
# One database a service, with an owner who migrates it and a role with little power.
# Run once, by the image, on an empty cluster; the passwords are files in $PASSWORDS.
set -eu

sql() {
    psql --no-psqlrc --quiet --username "${POSTGRES_USER:-postgres}" \
        --set ON_ERROR_STOP=1 --set passwords="$PASSWORDS" "$@"
}

# Any database that PUBLIC may enter is a place to see the others' names from.
sql --dbname postgres <<'SQL'
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
SQL

for service in applications assessment notifications audit; do
    sql --dbname postgres \
        --set database="register_$service" \
        --set owner="${service}_owner" \
        --set role="${service}_service" <<'SQL'
\set owner_password `cat :'passwords'/:'owner'`
\set role_password `cat :'passwords'/:'role'`
CREATE ROLE :"owner" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE
    PASSWORD :'owner_password';
CREATE ROLE :"role" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE
    PASSWORD :'role_password';
CREATE DATABASE :"database" OWNER :"owner";
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"owner", :"role";
\connect :"database"
ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"role";
SQL
done
