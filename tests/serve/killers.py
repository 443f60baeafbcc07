"""Queries that are built to do harm: by what they eat, by where they reach, by what they change."""

PREFIX = "PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#> "
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = {
    "cross product": CROSS,
    "path of paths": f"{PREFIX}SELECT (COUNT(*) AS ?n) {{ ?a (!dip:x*|^!dip:x*)* ?b . ?b (!dip:y*|^!dip:y*)* ?c }}",
    "all pairs as rows": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "growing text": "SELECT (STRLEN(?z) AS ?n) { BIND ('" + "x" * 1000 + "' AS ?a) "
    + " ".join(
        f"BIND (CONCAT({', '.join([f'?{left}'] * 30)}) AS ?{right})" for left, right in ["ab", "bc", "cd", "dz"]
    )
    + " }",
    "sorted pairs": "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY CONCAT(STR(?c), STR(?f)) LIMIT 1",
    "distinct pairs": "SELECT (COUNT(DISTINCT ?x) AS ?n) "
    "{ ?a ?b ?c . ?d ?e ?f . BIND (CONCAT(STR(?c), STR(?f)) AS ?x) }",
    "all triples twice": "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }",
}  # fmt: skip
REACHING = {
    "service": "SELECT * { SERVICE <http://127.0.0.1:9999/> { ?s ?p ?o } }",
    "silent service": "select * { service silent<http://127.0.0.1:9999/>{ ?s ?p ?o } }",
    "service after a comment": "SELECT * { SERVICE#c\n<http://127.0.0.1:9999/> { ?s ?p ?o } }",
    "from http": "SELECT * FROM <http://127.0.0.1:9999/g> { ?s ?p ?o }",
    "from file": "SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }",
    "load": "LOAD <http://127.0.0.1:9999/g>",
    "load file": "LOAD SILENT <file:///etc/passwd> INTO GRAPH <urn:g>",
}
CHANGING = {
    "insert": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "delete": "DELETE WHERE { ?s ?p ?o }",
    "drop": "DROP ALL",
    "clear": "CLEAR DEFAULT",
    "after a comment": "# SELECT\nINSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "after a query": "SELECT * { ?s ?p ?o } ; DROP ALL",
    "after a prefix": "PREFIX select: <urn:x> CREATE GRAPH <urn:g>",
}
DEEP = {
    "braces": "SELECT * " + "{" * 3000 + "?s ?p ?o" + "}" * 3000,
    "parentheses": "SELECT * { ?s ?p ?o FILTER (" + "(" * 10_000 + "1" + ")" * 10_000 + ") }",
    "nots": "SELECT * { ?s ?p ?o FILTER (" + "!" * 10_000 + "true) }",
    "a megabyte": "SELECT * { ?s ?p '" + "x" * 1_000_000 + "' }",
    "a long path": "SELECT * { ?s " + "/".join(["<urn:p>"] * 15_000) + " ?o }",
    "many unions": "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 3000) + " }",
}
