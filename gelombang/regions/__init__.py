"""Regions: the places that quotas, figures and gatherings are about, and what decrees call them."""
