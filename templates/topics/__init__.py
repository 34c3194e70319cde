"""Topics of charts, one YAML file per field, and the sets of names that they run over. Data only."""
