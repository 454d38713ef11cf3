"""A local authority's rules as they hold for a school, each with who says so."""

from __future__ import annotations

from collections.abc import Iterator

from planner.charts.ledgers import rate_words, weeks_words
from planner.charts.table import Column, ColumnKind, Table
from planner.costing.authority.profile import Profile, ProfileRules, Source
from planner.costing.authority.rules import Basis, Rules, rules_of
from planner.costing.authority.shelf import every_profile, profile_of
from planner.costing.staff import exact, weeks_in_year
from planner.parameters.figure import day_written
from planner.school.codes import TimeKind
from planner.school.records import SchoolDetails
from planner.school.school import School

TIME_KINDS = {
    TimeKind.PLANNED: "planned time",
    TimeKind.UNSTRUCTURED: "breaks and lunch",
    TimeKind.GENERAL_CLASS: "unplanned help in class",
}
_OWN, _NOBODY = "The school’s own", "No source says: taken so"
_NO_SOURCE = "No source says"


def authority_says(school: School) -> str:
    """Say whether both ledgers are shown, by which rate, or what is missing."""
    rules = rules_of(school)
    if rules is not None:
        return (
            f"Wherever the cost of provision for pupils is shown, the local authority’s rate of "
            f"{rate_words(rules)} stands beside it."
        )
    if profile_of(school.details.la_profile):
        return (
            "These rules leave the rate to the authority’s own form. Enter it, and what it pays "
            "stands beside every cost."
        )
    return (
        "No rate of the local authority is entered, so only the true cost is shown. Choose rules "
        "that come with Evenhand, or enter the rate."
    )


def profile_label(profile: Profile) -> str:
    """A profile in a list: whose rules they are, and its rate."""
    rules = profile.rules
    if rules.weekly_hour_rate:
        rate = f"£{rules.weekly_hour_rate.value:,f} a year for a weekly hour"
    elif rules.hourly_rate:
        rate = f"£{rules.hourly_rate.value:,f} an hour"
    elif rules.minute_rate:
        rate = f"£{rules.minute_rate.value:f} a minute"
    else:
        rate = "enter the rate"
    return f"{profile.authority}: {rate}"


def rules_table(school: School) -> Table:
    """Each rule as it holds for the school, and who says so."""
    rows = tuple(_rules(school))
    return Table(
        name="local_authority_rules",
        says="The rules by which the local authority pays, and who says so.",
        columns=(
            Column("Rule", ColumnKind.CODE),
            Column("What holds"),
            Column("Who says so"),
        ),
        rows=rows,
    )


def profiles_table() -> Table:
    """Every profile that comes along, with its sources."""
    return Table(
        name="local_authorities",
        says="Rules of local authorities that come with Evenhand, with where they were read.",
        columns=(
            Column("Code", ColumnKind.CODE),
            Column("Authority"),
            Column("Its rules"),
            Column("To be known"),
            Column("Read in"),
        ),
        rows=tuple(
            (
                one.code,
                one.authority,
                one.says,
                one.note,
                "; ".join(f"{source_words(found)}: {found.url}" for found in one.sources.values()),
            )
            for one in every_profile()
        ),
    )


def source_words(source: Source) -> str:
    """Where a rule was read, its date, how far to rely on it, and when it was read."""
    dated = source.dated or "undated"
    return (
        f"{source.title} ({dated}; confidence: {source.confidence}; read "
        f"{day_written(source.checked)})"
    )


def _rules(school: School) -> Iterator[tuple[str, str, str]]:
    details, rules = school.details, rules_of(school)
    profile = profile_of(details.la_profile)
    said = profile.rules if profile else ProfileRules()
    if profile is not None:
        yield "Whose rules", profile.authority, f"Chosen: {profile.code}"
    yield _rate(details, profile, rules)
    own_weeks = None if details.la_weeks is None else weeks_words(exact(details.la_weeks))
    yield (
        "Weeks a year",
        own_weeks or (weeks_words(said.weeks.value) if said.weeks else _all_weeks(school)),
        _who(own_weeks is not None, profile, "weeks"),
    )
    divides = details.la_divides_by_heads
    shared = divides is not False and (
        divides or not said.divides_by_heads or said.divides_by_heads.value
    )
    yield (
        "A shared hour",
        "is divided by the pupils who share it" if shared else "is paid whole for each pupil",
        _who(divides is not None, profile, "divides_by_heads"),
    )
    kinds = details.la_not_claimed or (said.not_claimed.value if said.not_claimed else ())
    yield (
        "Not paid for",
        "; ".join(TIME_KINDS[kind] for kind in kinds) or "nothing is left out",
        _who(bool(details.la_not_claimed), profile, "not_claimed"),
    )
    is_whole = said.whole_minutes is not None and said.whole_minutes.value
    yield (
        "Time",
        "in whole minutes a week" if is_whole else "as planned",
        _who(False, profile, "whole_minutes"),
    )
    at_price = said.services_at_price is not None and said.services_at_price.value
    yield (
        "A bought-in service",
        "at its price" if at_price else "at the same rate, whoever gives the hour",
        _who(False, profile, "services_at_price"),
    )


def _rate(
    details: SchoolDetails, profile: Profile | None, rules: Rules | None
) -> tuple[str, str, str]:
    if rules is None:
        return "Rate", "not known", _NO_SOURCE
    if details.la_weekly_hour_rate is not None or details.la_hourly_rate is not None:
        return "Rate", rate_words(rules), _OWN
    rule = {
        Basis.WEEKLY_HOUR: "weekly_hour_rate",
        Basis.HOUR: "hourly_rate",
        Basis.MINUTE: "minute_rate",
    }[rules.basis]
    return "Rate", rate_words(rules), _who(False, profile, rule)


def _all_weeks(school: School) -> str:
    return f"all teaching weeks of the year ({weeks_words(weeks_in_year(school))})"


def _who(is_own: bool, profile: Profile | None, rule: str) -> str:
    if is_own:
        return _OWN
    source = profile.source_of(rule) if profile else None
    return source_words(source) if source else _NOBODY
