-- What stands between an application and its admission: opaque ids and codes, nothing
-- personal. A row is there from the event that opened it to the event that settled it.

CREATE TABLE open_matters (
    application_id uuid NOT NULL,
    matter text NOT NULL,
    detail text NOT NULL,
    opened_at timestamptz NOT NULL,
    PRIMARY KEY (application_id, matter, detail)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON open_matters TO :service_role;
