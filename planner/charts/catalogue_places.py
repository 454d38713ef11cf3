"""What a pupil's place in each provision costs, in a full and in a typical group."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from planner.charts.catalogue_people import Deliverers, deliverers_of
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, hours, kind_name, listed, number, pounds
from planner.costing.place import HourRates, adult_hours_in_year, cost_of_a_place, hour_rates
from planner.library.shelf import entry_of
from planner.school.agreement.tables import Tables
from planner.school.records import Provision
from planner.school.registers import Registers
from planner.school.school import School


@dataclass(frozen=True)
class Place:
    """A pupil's place in a provision; a cost is ``None`` where it cannot be known yet.

    Attributes:
        provision: The provision.
        deliverers: Who can deliver it.
        typical: Pupils in a typical group, or sharing an adult [pupils].
        typical_from: Where that number comes from.
        adult_hours: The adult's hours that are shared [h/year].
        rates: What an hour costs; ``None`` where nobody can deliver it or no cost is known.
        missing: Why the cost is not known; blank where it is.
    """

    provision: Provision
    deliverers: Deliverers
    typical: int
    typical_from: str
    adult_hours: Decimal | None
    rates: HourRates | None
    missing: str

    @property
    def full(self) -> int:
        """Pupils in a full group [pupils]."""
        return self.provision.group_max

    def cost(self, pupils: int, *, cheapest: bool) -> Decimal | None:
        """The cost of a place where so many share the adult [GBP/year].

        Args:
            pupils: How many share [pupils].
            cheapest: By the cheapest adult who can deliver it, else by the mean of them all.
        """
        if self.missing or self.adult_hours is None:
            return None
        rate = Decimal(0)
        if self.rates is not None:
            rate = self.rates.cheapest if cheapest else self.rates.mean
        return cost_of_a_place(self.provision, pupils, self.adult_hours, rate)

    @property
    def is_for(self) -> str:
        """What a year's place is: a full dose, an hour a week, a thing."""
        if self.provision.is_item:
            return "one, bought once"
        if self.provision.is_support:
            return "1 hour a week all year"
        return "a full dose"

    @property
    def sentence(self) -> str:
        """What a place costs and how that is worked out, in a sentence or two."""
        name = self.provision.name
        if self.missing:
            return f"What a place in {name} costs is not known: {self.missing}."
        full = self.cost(self.full, cheapest=True) or Decimal(0)
        if self.provision.is_item:
            return f"{name} costs {pounds(full)} for a pupil, bought once."
        return f"A place in {name} ({self.is_for}) costs {self._costs(full)}.{self._sum()}"

    def _costs(self, full: Decimal) -> str:
        typical = self.cost(self.typical, cheapest=True) or Decimal(0)
        mean = self.cost(self.typical, cheapest=False) or Decimal(0)
        by_mean = (
            f"; {pounds(mean)} at the mean cost of the adults who can" if mean != typical else ""
        )
        if self.typical == self.full:
            return f"{pounds(full)} {self._shared(self.full)}{by_mean}"
        return (
            f"{pounds(full)} {self._shared(self.full)} and {pounds(typical)} "
            f"{self._shared(self.typical)}, which is {self.typical_from}{by_mean}"
        )

    def _shared(self, pupils: int) -> str:
        if pupils == 1:
            return "one to one"
        return f"where {number(pupils)} share the adult"

    def _sum(self) -> str:
        if self.rates is None or self.adult_hours is None:
            return ""
        shared = " between them" if self.full > 1 else ""
        parts = [
            f"{hours(float(self.adult_hours))} of {self.rates.cheapest_adult} at "
            f"£{self.rates.cheapest:,.2f}{shared}"
        ]
        if self.provision.is_programme and self.provision.cost_per_group:
            parts.append(f"{pounds(self.provision.cost_per_group)} of materials for the group")
        if self.provision.cost_per_pupil:
            parts.append(f"{pounds(self.provision.cost_per_pupil)} of materials for the pupil")
        return f" That is {listed(parts)}."


def places(registers: Registers) -> tuple[Place, ...]:
    """Work out a place in every provision, in the order of the catalogue."""
    school = Tables(registers).school
    sizes = _sizes_today(school)
    return tuple(_place(provision, school, sizes) for provision in school.provisions)


def places_table(found: tuple[Place, ...]) -> Table:
    """What a place in each provision costs; the dearest first, the unknown last."""
    ordered = sorted(found, key=_dearest_first)
    return Table(
        name="cost_of_a_place",
        says="What a pupil's place in each provision costs in a year, the dearest first.",
        columns=(
            Column("Provision", ColumnKind.CODE),
            Column("Name"),
            Column("Given as"),
            Column("A place is"),
            Column("Full (pupils)", ColumnKind.COUNT),
            Column("Typical (pupils)", ColumnKind.COUNT, "Today’s groups, else the library’s"),
            Column("Adult’s hours shared (a year)", ColumnKind.HOURS),
            Column("Full, cheapest adult (£ a year)", ColumnKind.MONEY),
            Column("Full, mean of adults (£ a year)", ColumnKind.MONEY),
            Column("Typical, cheapest adult (£ a year)", ColumnKind.MONEY),
            Column("Typical, mean of adults (£ a year)", ColumnKind.MONEY),
            Column("Set-up, once (£)", ColumnKind.MONEY),
            Column("Not known because"),
        ),
        rows=tuple(
            (
                row.provision.provision,
                row.provision.name,
                kind_name(row.provision.kind),
                row.is_for,
                row.full,
                row.typical,
                None if row.adult_hours is None else float(row.adult_hours),
                _cell(row.cost(row.full, cheapest=True)),
                _cell(row.cost(row.full, cheapest=False)),
                _cell(row.cost(row.typical, cheapest=True)),
                _cell(row.cost(row.typical, cheapest=False)),
                float(row.provision.set_up_cost),
                row.missing,
            )
            for row in ordered
        ),
    )


def _place(provision: Provision, school: School, sizes: dict[str, int]) -> Place:
    deliverers = deliverers_of(provision, school)
    rates = hour_rates(deliverers.now or deliverers.if_filled, school)
    adult_hours = adult_hours_in_year(provision, school)
    typical, typical_from = _typical(provision, sizes)
    return Place(
        provision=provision,
        deliverers=deliverers,
        typical=typical,
        typical_from=typical_from,
        adult_hours=adult_hours,
        rates=rates,
        missing=_missing(deliverers, rates, adult_hours, school),
    )


def _missing(
    deliverers: Deliverers, rates: HourRates | None, adult_hours: Decimal | None, school: School
) -> str:
    provision = deliverers.provision
    if provision.is_item:
        return ""
    if not school.terms:
        return "no terms are entered"
    if not (deliverers.now or deliverers.if_filled):
        said = deliverers.says.rstrip(".")
        return said[0].lower() + said[1:]
    if rates is None:
        return "no cost is known of those who can deliver it"
    if adult_hours is None:
        return f"no {counted(provision.terms, 'term')} in a row can hold a full dose"
    return ""


def _typical(provision: Provision, sizes: dict[str, int]) -> tuple[int, str]:
    """Give the size of a typical group, and whose it is."""
    if provision.provision in sizes:
        return sizes[provision.provision], "the size of today’s groups"
    entry = entry_of(provision.provision)
    if entry and provision.group_min <= entry.group_typical <= provision.group_max:
        return entry.group_typical, "usual in the library"
    halfway = -(-(provision.group_min + provision.group_max) // 2)
    return halfway, "halfway between the fewest and the most"


def _sizes_today(school: School) -> dict[str, int]:
    """Give the mean size of today's groups of each programme, to the nearest pupil."""
    groups = Counter(
        (row.provision, row.term, row.group)
        for row in school.current_plan or ()
        if row.group and school.provision_by_id[row.provision].is_programme
    )
    pupils: Counter[str] = Counter()
    runs: Counter[str] = Counter()
    for (provision, _, _), size in groups.items():
        pupils[provision] += size
        runs[provision] += 1
    return {
        provision: int((Decimal(size) / runs[provision]).quantize(Decimal(1), ROUND_HALF_UP))
        for provision, size in pupils.items()
    }


def _dearest_first(row: Place) -> tuple[bool, Decimal, str]:
    cost = row.cost(row.typical, cheapest=False)
    return cost is None, -(cost or Decimal(0)), row.provision.provision


def _cell(cost: Decimal | None) -> float | None:
    return None if cost is None else float(cost)
