"""Blocwatch: news about the Eurasian blocs, read into facts that show their proof."""
