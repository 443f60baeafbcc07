"""Stores of a graph, in the process and remote, and the library of questions to them."""
