"""The fact browser: pages over the published file, shown in Airflow's UI to who is signed in."""
