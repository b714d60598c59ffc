"""Facts of many articles → what they say together. Pure: no network, database, clock or environment."""
