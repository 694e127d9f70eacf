#!/bin/sh
# Runs the service of this image: serve, or migrate.
# Where REGISTER_X_FILE is set, the setting REGISTER_X is what that file holds.
set -eu

for name in $(env | sed -n 's/^\(REGISTER_[A-Z0-9_]*\)_FILE=.*/\1/p'); do
    eval "file=\${${name}_FILE}"
    value=$(cat "$file")
    export "$name=$value"
    unset "${name}_FILE"
done

exec python -m "services.$SERVICE" "$@"
