"""Shelter stores and parcel lockers."""
