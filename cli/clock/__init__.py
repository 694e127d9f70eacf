"""The register's clock, which the embedded mode alone can move."""
