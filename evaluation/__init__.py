"""Measuring: understanding on labelled questions, conversations as data files, and benchmarks."""
