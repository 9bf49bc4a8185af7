"""Collects postings."""
