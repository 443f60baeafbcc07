"""Where actors stand."""

from math import dist, sqrt

from sample import sample

from kg.view.layout import lay_out
from kg.view.project import project
from kg.view.records import Picture
from kg.view.statements import Statements


def test_equal_pictures_have_equal_layouts() -> None:
    picture = project(Statements(sample(60)))
    assert lay_out(picture) == lay_out(picture)


def test_actors_do_not_cover_one_another() -> None:
    picture = project(Statements(sample(120)))
    points = lay_out(picture).points
    met = {n for contact in picture.contacts for n in (contact.first, contact.second)}
    told = [sum(n in {part.actor for part in event.parts} for event in picture.events) for n in range(len(points))]
    mark = [7 + 23 * sqrt(n / max(12, *told)) for n in told]
    close = [(n, m) for n in met for m in met if n < m and dist(points[n], points[m]) < mark[n] + mark[m]]
    assert not close


def test_contacts_stand_nearer_than_strangers() -> None:
    picture = project(Statements(sample(120)))
    points = lay_out(picture).points
    near = [dist(points[c.first], points[c.second]) for c in picture.contacts]
    every = [dist(p, q) for i, p in enumerate(points) for q in points[:i]]
    assert sum(near) / len(near) < 0.85 * sum(every) / len(every)


def test_more_actors_than_are_placed_by_forces_all_have_a_place() -> None:
    picture = project(Statements(sample(1600)))
    layout = lay_out(picture)
    assert len(layout.points) == len(layout.communities) == len(picture.actors)
    assert len(set(layout.points)) > 0.97 * len(layout.points)


def test_a_picture_of_nothing() -> None:
    assert lay_out(Picture()).points == ()
