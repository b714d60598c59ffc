"""./blocwatch cookbook: the questions of sql/cookbook in words; one of them answered by the published file.

./blocwatch cookbook career_of_a_person person='Stanislaw Sas'
"""

from __future__ import annotations

import argparse

from etl.commands import sql
from etl.report import cookbook

HELP = "list the questions of the cookbook, or answer one"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="?", help="its name, or how that begins; without it all are listed")
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE", help="what to put into it, as the list says")
    sql.forms(parser)


def main(args: argparse.Namespace) -> int:
    """Lists; or hands the question over to DuckDB's command line, whose exit code is ours."""
    if args.question is None:
        print("".join(map(_listed, cookbook.recipes())), end="")
        return 0
    asked = cookbook.named(args.question)
    return sql.hand_over(asked.query, args.form, cookbook.variables(asked, args.values))


def _listed(recipe: cookbook.Recipe) -> str:
    values = [f"  {name}={value}" for name, value in recipe.parameters.items()]
    return f"{recipe.name}\n" + "".join(f"    {line}\n" for line in (recipe.english, recipe.german, *values))
