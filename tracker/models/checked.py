"""All check constraints of a row are tried by one query, rather than by one query each."""

import operator
from collections.abc import Collection
from functools import reduce

from django.core.exceptions import ValidationError
from django.db import models, router
from django.db.models.constraints import BaseConstraint


class CheckedAtOnce(models.Model):
    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """As Django does, constraint by constraint, where one does not hold, for its message, or
        where some fields are left out, since each holds then that speaks of one of them."""
        if exclude or not self._keeps_all_constraints():
            super().validate_constraints(exclude)

    def _keeps_all_constraints(self) -> bool:
        using = router.db_for_write(type(self), instance=self)
        try:
            for model, constraints in self.get_constraints():
                for constraint in _put_together(constraints):
                    constraint.validate(model, self, using=using)
        except ValidationError:
            return False
        return True


def _put_together(constraints: Collection[BaseConstraint]) -> list[BaseConstraint]:
    """Checks as one: it fails where one of them does, and a check of nothing known holds."""
    checks = [one for one in constraints if isinstance(one, models.CheckConstraint)]
    others = [one for one in constraints if not isinstance(one, models.CheckConstraint)]
    if not checks:
        return others
    condition = reduce(operator.and_, (models.Q(one.condition) for one in checks))
    return [models.CheckConstraint(condition=condition, name="all_checks"), *others]
