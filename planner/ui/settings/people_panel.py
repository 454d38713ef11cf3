"""Who may sign in and as what: as the file of secrets says, which is changed on the server."""

from __future__ import annotations

from planner.access import LOCAL, ROLE_NAMES, Actor
from planner.charts.table import Column, Table
from planner.ui import visitor
from planner.ui.tables import draw_table
from planner.ui.text import say


def draw_people(actor: Actor) -> None:
    """Show who is let in, and who is looking."""
    if actor == LOCAL:
        say(
            "Nobody signs in here: Evenhand is open to whoever uses this computer, who may do "
            "everything. SECURITY.md says under “Running it for a school” how others are let in."
        )
        return
    say(f"You are signed in as {actor.who}, with the role {ROLE_NAMES[actor.role]}.")
    say(
        "Who is let in is written in the file of secrets on the server, under [people], and counts "
        "from the next click. What each role may do is in SECURITY.md."
    )
    people = visitor.people()
    draw_table(
        Table(
            name="people",
            says="Everybody who may sign in, with their role.",
            columns=(Column("E-mail address"), Column("Role")),
            rows=tuple((address, ROLE_NAMES[role]) for address, role in sorted(people.items())),
        )
    )
