"""How one PostgreSQL on a small machine is set up."""

from shared.embedded.ports import LOOPBACK

SETTINGS = {
    "listen_addresses": LOOPBACK,
    # A socket's path may not be longer than 107 bytes, and nobody needs one.
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "max_wal_size": "512MB",
    "fsync": "on",
    "wal_level": "replica",
    "max_wal_senders": "0",
    "jit": "off",
    "password_encryption": "scram-sha-256",
    # A transaction left open holds back every relay (pg_snapshot_xmin).
    "idle_in_transaction_session_timeout": "10s",
    "transaction_timeout": "60s",
    # A DETAIL line quotes the row that broke a rule: personal data. Neither it nor
    # the statement is written to the log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


def settings_arguments(port: int) -> list[str]:
    """Return the settings as arguments of `postgres`."""
    pairs = {**SETTINGS, "port": str(port)}.items()
    return [part for key, value in pairs for part in ("-c", f"{key}={value}")]
