"""Every kind of change, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from planner.scenarios.change import Change
from planner.scenarios.money import MoneyChange, NewCost, NewStream, PriceChange, TopUp
from planner.scenarios.people import Absence, AdultChange, AdultLeaves, Hire, PayAward
from planner.scenarios.provision import OfferProvision, ProvisionChange, StopProvision
from planner.scenarios.pupils import NewPupils, PupilArrives, PupilLeaves
from planner.scenarios.rules import AddPin, PolicyChange, RemovePin
from planner.scenarios.statute import GetsEhcp, ItemChange, NewItem

AnyChange = Annotated[
    MoneyChange
    | NewStream
    | TopUp
    | NewCost
    | PriceChange
    | AdultLeaves
    | AdultChange
    | Hire
    | PayAward
    | Absence
    | NewPupils
    | PupilArrives
    | PupilLeaves
    | GetsEhcp
    | NewItem
    | ItemChange
    | ProvisionChange
    | StopProvision
    | OfferProvision
    | PolicyChange
    | AddPin
    | RemovePin,
    Field(discriminator="kind"),
]

KINDS: Mapping[str, type[Change]] = {
    kind.model_fields["kind"].default: kind
    for kind in (
        *(MoneyChange, NewStream, TopUp, NewCost, PriceChange),
        *(AdultLeaves, AdultChange, Hire, PayAward, Absence),
        *(NewPupils, PupilArrives, PupilLeaves),
        *(GetsEhcp, NewItem, ItemChange),
        *(ProvisionChange, StopProvision, OfferProvision),
        *(PolicyChange, AddPin, RemovePin),
    )
}
