"""What ./blocwatch does, one file a command; the only place of etl/ that starts Airflow."""
