"""What a column of an export can be to us."""

from __future__ import annotations

from enum import StrEnum


class Target(StrEnum):
    """What becomes of a column; one that fills a column of ``pupils.csv`` carries its name."""

    CODE = "pupil"
    KEY = "key"
    YEAR_GROUP = "year_group"
    CLASS = "class"
    SEN_STATUS = "sen_status"
    PRIMARY_NEED = "primary_need"
    PUPIL_PREMIUM = "pupil_premium"
    LOOKED_AFTER = "looked_after"
    STARTS = "starts"
    LEAVES = "leaves"
    NEED_RANK = "need_rank"
    SECONDARY_NEED = "secondary_need"
    NAME = "name"
    FORENAME = "forename"
    SURNAME = "surname"
    UPN = "upn"
    NOTHING = "nothing"

    @property
    def says(self) -> str:
        """What becomes of the column, for the person who matches it."""
        return _SAYS[self]


FIELDS = (
    Target.YEAR_GROUP,
    Target.CLASS,
    Target.SEN_STATUS,
    Target.PRIMARY_NEED,
    Target.PUPIL_PREMIUM,
    Target.LOOKED_AFTER,
    Target.STARTS,
    Target.LEAVES,
)
CODED = tuple(target for target in FIELDS if target is not Target.CLASS)
NAMES = (Target.NAME, Target.FORENAME, Target.SURNAME)
PRIVATE = frozenset({*NAMES, Target.UPN})

_SAYS = {
    Target.CODE: "The pupil's code in this planner",
    Target.KEY: "Tells pupils apart (kept outside the register)",
    Target.YEAR_GROUP: "Year group",
    Target.CLASS: "Class",
    Target.SEN_STATUS: "SEN status",
    Target.PRIMARY_NEED: "Primary need",
    Target.PUPIL_PREMIUM: "Pupil premium",
    Target.LOOKED_AFTER: "Looked after",
    Target.STARTS: "First day on roll",
    Target.LEAVES: "Last day on roll",
    Target.NEED_RANK: "Rank of the need (only the first is taken)",
    Target.SECONDARY_NEED: "Secondary need (left out)",
    Target.NAME: "Name (never in the register)",
    Target.FORENAME: "Forename (never in the register)",
    Target.SURNAME: "Surname (never in the register)",
    Target.UPN: "UPN (left out)",
    Target.NOTHING: "Left out",
}
