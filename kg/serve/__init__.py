"""The server: SPARQL endpoint, pages, linked data and a small JSON API over the graphs that builds publish."""
