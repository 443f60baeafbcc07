"""A small graph whose every line a test can know by heart."""

SMALL = """
@prefix dip: <https://w3id.org/diplomacy-kg/ontology#> .
@prefix topic: <https://w3id.org/diplomacy-kg/topics#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix ex: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:ahmad a dip:Person ; rdfs:label "Ahmad Kilani"@en , "أحمد الكيلاني"@ar .
ex:dana a dip:Person ; rdfs:label "Dana Orwan"@en , "دانا الأروان"@ar .
ex:layth a dip:Person ; rdfs:label "Layth Zahran"@en , "ليث الزهران"@ar .
ex:north a dip:State ; rdfs:label "Northland"@en , "بلاد الشمال"@ar .
ex:south a dip:State ; rdfs:label "Southmere"@en , "بلاد الجنوب"@ar .
wd:Q42 a dip:Organization ; rdfs:label "Council of Ports"@en , "مجلس الموانئ"@ar .
ex:harbour a dip:Place ; rdfs:label "Harbour City"@en , "مدينة الميناء"@ar .

ex:meeting a dip:Meeting, dip:Event ; dip:agent ex:ahmad, ex:dana ; dip:place ex:harbour ; dip:status dip:Occurred ;
  dip:date "2024-01-10"^^xsd:date ; dip:topic topic:ceasefire ; dip:participation ex:p1, ex:p2 ;
  dip:evidence <https://example.org/one#char=0,40>, <https://example.org/two#char=5,30> .
ex:p1 dip:actor ex:ahmad ; dip:role dip:Agent ; dip:onBehalfOf ex:north .
ex:p2 dip:actor ex:dana ; dip:role dip:Agent ; dip:onBehalfOf ex:south .
ex:call a dip:Call ; dip:agent ex:ahmad, ex:dana ; dip:status dip:Planned ; dip:date "2024-03-05"^^xsd:date ;
  dip:topic topic:humanitarian-aid ; dip:evidence <https://example.org/two#char=40,70> .
ex:criticism a dip:Criticism ; dip:agent ex:north ; dip:counterpart ex:south ; dip:status dip:Occurred ;
  dip:date "2024-02"^^xsd:gYearMonth ; dip:topic topic:hostages ; dip:evidence <https://example.org/one#char=50,80> .
ex:talks a dip:Talks ; dip:agent ex:dana, wd:Q42 ; dip:status dip:Proposed ; dip:date "2024-06-01"^^xsd:date ;
  dip:topic topic:ceasefire ; dip:evidence <https://example.org/two#char=80,99> .
ex:statement a dip:Statement ; dip:agent wd:Q42 ; dip:status dip:Occurred .
ex:visit a dip:Visit ; dip:agent ex:layth ; dip:counterpart ex:north ; dip:status dip:Occurred ;
  dip:date "2023-11-20"^^xsd:date .

ex:one a dip:Article ; dip:title "Kilani and Orwan at the harbour"@en ; dip:source "Example Wire" ;
  dip:published "2024-01-11"^^xsd:date ; dip:url <https://news.example.org/one> .
ex:two a dip:Article ; dip:title "لقاء في الميناء"@ar ; dip:source "صحيفة المثال" ;
  dip:published "2024-01-12"^^xsd:date .
<https://example.org/one#char=0,40> dip:article ex:one ; dip:start 0 ;
  dip:quote "Kilani met Orwan in Harbour City."@en .
<https://example.org/two#char=5,30> dip:article ex:two ; dip:start 5 ;
  dip:quote "التقى الكيلاني الأروان في الميناء."@ar .
<https://example.org/two#char=40,70> dip:article ex:two ; dip:start 40 ; dip:quote "ويتحادثان هاتفيا في آذار."@ar .
<https://example.org/one#char=50,80> dip:article ex:one ; dip:start 50 ; dip:quote "Northland rebuked Southmere."@en .
<https://example.org/two#char=80,99> dip:article ex:two ; dip:start 80 ;
  dip:quote "واقترح محادثات مع المجلس."@ar .
"""
