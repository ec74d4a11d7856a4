"""Two people at one form: what was read, what is saved now, and what was typed, put together.

A form here is a main form with its rows. Rows are known again by their keys.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Literal

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.crypto import salted_hmac

from tracker.forms.excerpts import side_by_side
from tracker.forms.rows import key_name
from tracker.forms.said import Names, is_prose, names_in, said
from tracker.forms.typed import Row, Typed, compared, is_empty, keys, same, sent, shown
from tracker.forms.worddiff import Piece

Side = Literal["both", "theirs", "mine"]  # who changed it
Choice = Literal["theirs", "mine"]
# Prefix of the rows ("": the main form) → key of the row → its fields.
State = dict[str, dict[str, Row]]

MAIN = ""
BESIDES = "*"  # no prefix of rows
# Of a row that is named by what it holds.
_TELL_LITTLE = (forms.BooleanField, forms.DateField)
_SALT = "tracker.forms.merge"
MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which what is saved now and what was typed differ."""

    key: str
    side: Side
    where: str  # which kind of row, and which one; empty for a field of the main form
    label: str
    before: str
    theirs: list[Piece]
    mine: list[Piece]
    may_choose: bool = True

    @property
    def usual(self) -> Choice | None:
        """What is done unless somebody says otherwise."""
        return None if self.side == "both" else self.side


class Form:
    """A main form and its rows as they are saved now, all of them unbound.

    `besides` stands for what hangs on them without a field here: it is told apart, not shown.
    """

    def __init__(self, main: forms.BaseForm, formsets: list[Any], *, besides: str = "") -> None:
        self.main = main
        self.besides = besides
        self.formsets = {formset.prefix: formset for formset in formsets}

    def state(self) -> State:
        found: State = {MAIN: {MAIN: _row(self.main)}, BESIDES: {MAIN: {MAIN: [self.besides]}}}
        for prefix, formset in self.formsets.items():
            skip = own_names(formset)
            found[prefix] = {
                str(form.instance.pk): _row(form, skip) for form in formset.initial_forms
            }
        return found


def mark_of(state: State) -> str:
    """Short, and another for each other state."""
    return salted_hmac(_SALT, json.dumps(state, sort_keys=True)).hexdigest()


def signed(state: State) -> str:
    return signing.dumps(state, salt=_SALT, compress=True)


def unsigned(said_state: str) -> State | None:
    """What was read, or None where nobody can say it any more."""
    try:
        state: State = signing.loads(said_state, salt=_SALT)
    except signing.BadSignature:
        return None
    return state


def own_names(formset: Any) -> frozenset[str]:
    return frozenset({key_name(formset), formset.fk.name, "DELETE"})


def _row(form: forms.BaseForm, skip: frozenset[str] = frozenset()) -> Row:
    return {bound.name: shown(bound) for bound in compared(form, without=skip)}


@dataclass(frozen=True, slots=True)
class TypedRow:
    key: str  # empty for a new one
    is_removed: bool
    fields: Row


class Merge:
    """The three versions side by side."""

    def __init__(self, form: Form, data: Mapping[str, Any], read: State | None) -> None:
        self.form = form
        self.read = read
        self.saved = form.state()
        self.main = {bound.name: sent(bound, data) for bound in compared(form.main)}
        self.rows = {
            prefix: list(_typed_rows(formset, data)) for prefix, formset in form.formsets.items()
        }
        self.names: dict[str, Names] = {}

    @property
    def has_moved(self) -> bool:
        """Whether anything is saved now that was not read; also where nobody knows what was."""
        return self.read != self.saved

    @property
    def loses(self) -> bool:
        """Whether saving what was typed, as it is, would undo what somebody else has saved."""
        return any(one.side != "mine" and one.may_choose for one in self.differences)

    # ── what differs ─────────────────────────────────────────────────────────────────────────

    @cached_property
    def differences(self) -> list[Difference]:
        self._look_up_names()
        found = list(self._fields("", "", self.form.main, MAIN, MAIN, self.main))
        for prefix, formset in self.form.formsets.items():
            found += self._rows(prefix, formset)
        order = ("both", "theirs", "mine")
        return sorted(found, key=lambda one: order.index(one.side))

    def _look_up_names(self) -> None:
        read = self.read or {}
        main = [self.main, *self.saved[MAIN].values(), *read.get(MAIN, {}).values()]
        self.names[MAIN] = names_in(self.form.main, main)
        for prefix, formset in self.form.formsets.items():
            rows = [row.fields for row in self.rows[prefix]]
            rows += [*self.saved[prefix].values(), *read.get(prefix, {}).values()]
            self.names[prefix] = names_in(formset.empty_form, rows)

    def _was(self, prefix: str, key: str) -> Row | None:
        """A row as it was read; None where it was not there, or where nobody knows."""
        return None if self.read is None else self.read.get(prefix, {}).get(key)

    def _fields(
        self, start: str, where: str, form: Any, prefix: str, key: str, mine: Row
    ) -> Iterator[Difference]:
        theirs, was = self.saved[prefix][key], self._was(prefix, key)
        for name, their in theirs.items():
            my = mine.get(name, their)
            if same(their, my):
                continue
            before = was.get(name) if was else None
            field = form.fields[name]
            labels = self.names[prefix].get(name)
            texts = [said(field, one, labels) if one else "" for one in (before, their, my)]
            if is_prose(field):
                texts[0], *pieces = side_by_side(*texts)
            else:
                pieces = [[Piece("same", text)] if text else [] for text in texts[1:]]
            yield Difference(
                key=f"{start}{name}",
                side=_side(before, their, my),
                where=where,
                label=str(form[name].label),
                before=texts[0],
                theirs=pieces[0],
                mine=pieces[1],
            )

    def _rows(self, prefix: str, formset: Any) -> Iterator[Difference]:
        noun = str(formset.model._meta.verbose_name)
        blank = formset.empty_form
        forms_by_key = {str(form.instance.pk): form for form in formset.initial_forms}
        typed = {row.key: row for row in self.rows[prefix] if row.key}
        saved = self.saved[prefix]
        read = (self.read or {}).get(prefix, {})
        for key in dict.fromkeys([*read, *saved, *typed]):
            was, their, my = read.get(key), saved.get(key), typed.get(key)
            any_form = forms_by_key.get(key, blank)
            words = partial(_words, any_form, names=self.names[prefix])
            whole = partial(_whole, f"{prefix}:{key}", noun=noun, words=words)
            if their is not None and my is None:
                if was is None:  # they added it, and nothing here is against that
                    yield whole("theirs", None, their, None)
            elif their is not None and my is not None and not my.is_removed:
                where = f"{noun}: {words(was or their)}"
                yield from self._fields(f"{prefix}:{key}:", where, any_form, prefix, key, my.fields)
            elif their is not None:
                side: Side = "mine" if was and _same_row(was, their) else "both"
                yield whole(side, was, their, None)
            elif my is not None and not my.is_removed:
                side = "theirs" if was and _same_row(was, my.fields) else "both"
                yield whole(side, was, None, my.fields)
        for number, row in enumerate(self._new(prefix)):
            words = partial(_words, blank, names=self.names[prefix])
            key = f"{prefix}:+{number}"
            yield _whole(key, "mine", None, None, row, noun=noun, words=words)

    def _new(self, prefix: str) -> list[Row]:
        """Rows that were typed anew, but for those that somebody else has added just so."""
        read = (self.read or {}).get(prefix, {})
        added = [row for key, row in self.saved[prefix].items() if key not in read]
        new = [row.fields for row in self.rows[prefix] if not row.key]
        return [row for row in new if not any(_same_row(row, other) for other in added)]

    # ── what becomes of it ───────────────────────────────────────────────────────────────────

    def merged(self, choices: Mapping[str, Choice], carried: QueryDict) -> QueryDict:
        """As a browser would send the form that holds what was chosen. `carried` is what was sent;
        whatever is no field of the form is kept from it."""
        data = QueryDict(mutable=True)
        own = tuple(f"{prefix}-" for prefix in self.form.formsets)
        for name, values in carried.lists():
            if not name.startswith(own):
                data.setlist(name, values)
        for bound in compared(self.form.main):
            chosen = choices.get(bound.name)
            is_mine = chosen == "mine" or (chosen is None and bound.name in self.main)
            _put(data, bound, (self.main if is_mine else self.saved[MAIN][MAIN])[bound.name])
        for prefix, formset in self.form.formsets.items():
            self._put_rows(data, prefix, formset, choices)
        return data

    def _put_rows(
        self, data: QueryDict, prefix: str, formset: Any, choices: Mapping[str, Choice]
    ) -> None:
        typed = {row.key: row for row in self.rows[prefix] if row.key}
        number = 0
        for form in formset.initial_forms:
            key = str(form.instance.pk)
            my = typed.get(key)
            _put_own(data, formset, form, number)
            for bound in compared(form, without=own_names(formset)):
                chosen = choices.get(f"{prefix}:{key}:{bound.name}")
                is_mine = my is not None and not my.is_removed and chosen == "mine"
                value = my.fields[bound.name] if is_mine and my else shown(bound)
                _put(data, bound, value, name=f"{prefix}-{number}-{bound.name}")
            if my and my.is_removed and choices.get(f"{prefix}:{key}") == "mine":
                data[f"{prefix}-{number}-DELETE"] = "on"
            number += 1
        data[f"{prefix}-INITIAL_FORMS"] = str(number)
        gone = [
            row.fields
            for key, row in typed.items()
            if key not in self.saved[prefix] and choices.get(f"{prefix}:{key}") == "mine"
        ]
        new = [
            row
            for index, row in enumerate(self._new(prefix))
            if choices.get(f"{prefix}:+{index}") == "mine"
        ]
        for row in [*gone, *new]:
            form = formset.empty_form
            for bound in compared(form, without=own_names(formset)):
                _put(data, bound, row[bound.name], name=f"{prefix}-{number}-{bound.name}")
            data[f"{prefix}-{number}-{formset.fk.name}"] = str(formset.instance.pk)
            data[f"{prefix}-{number}-{key_name(formset)}"] = ""
            number += 1
        data[f"{prefix}-TOTAL_FORMS"] = str(number)
        data[f"{prefix}-MIN_NUM_FORMS"] = "0"
        data[f"{prefix}-MAX_NUM_FORMS"] = str(MOST_ROWS)


def _typed_rows(formset: Any, data: Mapping[str, Any]) -> Iterator[TypedRow]:
    total = str(data.get(f"{formset.prefix}-TOTAL_FORMS") or "0")
    count = min(int(total), MOST_ROWS) if total.isdecimal() and len(total) < 6 else 0
    blank = formset.empty_form
    fields = compared(blank, without=own_names(formset))
    for number in range(count):
        start = f"{formset.prefix}-{number}-"
        key = str(data.get(start + key_name(formset)) or "")
        row = {bound.name: sent(bound, data, name=start + bound.name) for bound in fields}
        is_removed = bool(data.get(f"{start}DELETE"))
        is_blank = all(
            is_empty(value) or same(value, shown(blank[name])) for name, value in row.items()
        )
        if key or not (is_removed or is_blank):
            yield TypedRow(key, is_removed, row)


def _put(data: QueryDict, bound: Any, typed: Typed, *, name: str = "") -> None:
    for key, text in zip(keys(bound, name=name), typed, strict=True):
        if isinstance(bound.field.widget, forms.CheckboxInput) and not text:
            data.pop(key, None)
        else:
            data[key] = text


def _put_own(data: QueryDict, formset: Any, form: Any, number: int) -> None:
    data[f"{formset.prefix}-{number}-{key_name(formset)}"] = str(form.instance.pk)
    data[f"{formset.prefix}-{number}-{formset.fk.name}"] = str(formset.instance.pk)


def _side(before: Typed | None, theirs: Typed, mine: Typed) -> Side:
    if before is None:
        return "both"
    if same(before, theirs):
        return "mine"
    return "theirs" if same(before, mine) else "both"


def _same_row(one: Row, other: Row) -> bool:
    return all(same(value, other.get(name, value)) for name, value in one.items())


def _words(form: Any, row: Row, *, names: Names) -> str:
    """A whole row on one line."""
    telling = (
        (form.fields[name], value, names.get(name))
        for name, value in row.items()
        if name in form.fields and not isinstance(form.fields[name], _TELL_LITTLE)
    )
    return " · ".join(text for one in telling if (text := said(*one)))


def _whole(
    key: str,
    side: Side,
    was: Row | None,
    theirs: Row | None,
    mine: Row | None,
    *,
    noun: str,
    words: Callable[[Row], str],
) -> Difference:
    """A row that is there for one of the two only."""
    before = words(was) if was else ""

    def pieces(row: Row | None) -> list[Piece]:
        if row is None:
            return [Piece("removed", before)] if before else []
        text = words(row)
        return [Piece("same" if was else "added", text)]

    return Difference(
        key=key,
        side=side,
        where="",
        label=noun,
        before=before,
        theirs=pieces(theirs),
        mine=pieces(mine),
        # What somebody else has added stays; it can be removed in the form.
        may_choose=not (was is None and theirs is not None),
    )
