"""The use case: two Trees in, one Review out. A pure function of its arguments."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot import __version__
from bot.checklist import checklist
from bot.config import Config
from bot.diff import diff
from bot.effects import effects_of
from bot.lint import Context, Rule, Settings, Verdicts, check_settings, run_rules, waive, waiver_problems
from bot.lint.sources import project_waivers
from bot.model import (
    Change,
    CheckConstraint,
    Conclusion,
    Dialect,
    Finding,
    ForeignKey,
    Index,
    Message,
    MigrationHistory,
    Place,
    Problem,
    Project,
    ProjectReview,
    Review,
    ReviewedChange,
    Schema,
    Severity,
    Side,
    Span,
    Step,
    Tree,
    UniqueConstraint,
    Waiver,
    change_kind,
    change_object,
    standing,
)
from bot.projects import find_projects, migrations
from bot.projects.read import Reading, read_project


@dataclass(frozen=True, slots=True)
class Sides:
    """One Project read on both sides of a pull request."""

    before: Reading
    after: Reading
    history: MigrationHistory | None

    def added_steps(self) -> tuple[Step, ...]:
        """The Steps of migrations that are new or have another content than on the base."""
        known = {migration.path: migration.content for migration in self.before.migrations}
        changed = {m.path for m in self.after.migrations if known.get(m.path) != m.content}
        return tuple(step for step in self.after.replay.steps if step.span.path in changed)


def review(
    base: Tree, head: Tree, *, tip: Tree, config: Config, rules: tuple[Rule, ...], today: date, dialect: Dialect | None = None
) -> Review:
    """Review what `head` does to the schemas of `base`, the merge base. `tip` is the target branch as it stands now.

    `dialect` holds where neither the configuration nor the repository says which database a project is for.

    Raises:
        ConfigError: the configuration names a rule or option that does not exist.
    """
    check_settings(config, rules)
    projects, problems = find_projects(head, config, dialect=dialect)
    earlier, _ = find_projects(base, config, dialect=dialect)
    readings = tuple(_read(base, head, tip, project, earlier) for project in projects)
    reviews = tuple(_review_project(base, head, sides, config=config, rules=rules, today=today) for sides in readings)
    gone = (
        *(_lost(sides) for sides in readings if _has_lost(sides)),
        *(_gone(project) for project in earlier if project.name not in {found.name for found in projects}),
    )
    return Review(
        version=__version__,
        base=base.name,
        head=head.name,
        head_revision=head.revision,
        conclusion=conclusion_of(reviews, (*problems, *gone), fail_on=config.fail_on),
        projects=reviews,
        problems=(*problems, *gone),
    )


def _gone(project: Project) -> Problem:
    en = "the project {name} of the base is not found any more: nothing of it is called dropped"
    ko = "기준 브랜치에 있던 프로젝트 {name}을(를) 더 이상 찾을 수 없습니다. 그 객체를 삭제된 것으로 보지 않습니다"
    path = project.config_path or project.migrations or project.root or "."
    return Problem(Span(path, 1, 1), Message.of(en=en, ko=ko, name=project.name))


def _has_lost(sides: Sides) -> bool:
    return bool(sides.before.migrations and not sides.after.migrations)


def _lost(sides: Sides) -> Problem:
    en = "the migrations that the base has in {folder} are not found any more: what they made is not called dropped"
    ko = "기준 브랜치의 {folder}에 있던 마이그레이션을 더 이상 찾을 수 없습니다. 그 마이그레이션이 만든 객체를 삭제된 것으로 보지 않습니다"
    first = sides.before.migrations[0]
    folder = sides.before.project.migrations or first.path
    return Problem(Span(sides.after.project.config_path or folder, 1, 1), Message.of(en=en, ko=ko, folder=folder))


def _read(base: Tree, head: Tree, tip: Tree, project: Project, earlier: tuple[Project, ...]) -> Sides:
    old = next((known for known in earlier if known.name == project.name), project)
    before = read_project(base, replace(old, dialect=project.dialect))
    after = read_project(head, project, earlier=before)
    history = None
    if project.layout:
        newest = before.migrations if tip is base else migrations(tip, old)[0]
        history = MigrationHistory(project.layout, before.migrations, newest, after.migrations)
    return Sides(before, after, history)


def _review_project(base: Tree, head: Tree, sides: Sides, *, config: Config, rules: tuple[Rule, ...], today: date) -> ProjectReview:
    project, before, after = sides.after.project, sides.before.schema, sides.after.schema
    steps = sides.added_steps()
    stands = standing(before, steps)
    changes = tuple(_reviewed(change, steps, stands, project) for change in _changes(sides, steps))
    context = Context(
        project=project,
        before=before,
        after=after,
        side=Side.HEAD,
        changes=tuple(reviewed.change for reviewed in changes),
        steps=steps,
        today=today,
        history=sides.history,
        begun=stands,
        migrated=sides.after.replay.schema if sides.after.migrations else None,
    )
    verdicts = run_rules(rules, context=context, changes=changes, settings=Settings(config))
    waivers, unclear = project_waivers(base, head, sides.before, sides.after, rules) if config.waivers.allow_inline else ((), ())
    findings, waived = waive(verdicts.findings, waivers, rules, today=today, require_reason=config.waivers.require_reason)
    missed = _waiver_problems(waivers, verdicts, rules, today=today, config=config)
    return ProjectReview(
        project=project,
        before=before,
        after=after,
        changes=changes,
        findings=findings,
        candidates=tuple(c for c in verdicts.candidates if c.finding not in {w.finding.fingerprint for w in waived}),
        questions=verdicts.questions,
        checklist=() if config.checklist.mode == "off" else checklist(changes, project=project, before=before, after=after),
        waived=waived,
        existing=len(verdicts.existing),
        problems=(*_problems(base, head, sides, concerned=bool(changes)), *verdicts.problems, *unclear, *missed),
    )


def _changes(sides: Sides, steps: tuple[Step, ...]) -> tuple[Change, ...]:
    """The difference of the Schemas, then what only the added migrations do."""
    made = tuple(change for step in steps for change in step.changes)
    changes = diff(sides.before.schema, sides.after.schema, known=made)
    if not sides.after.files:
        return changes
    known = {key for change in changes for key in (_identity(change), _meaning(change))}
    touched = {_subject(change) for change in made}
    performed = diff(sides.before.replay.schema, sides.after.replay.schema, known=made) if made else ()
    news = (change for change in performed if _subject(change) in touched and _is_news(change, sides))
    return (*changes, *(change for change in news if not {_identity(change), _meaning(change)} & known))


def _subject(change: Change) -> str:
    """The table a change is about, or the other object that it is."""
    table = getattr(change, "table", None)
    return table.full_name if table else change_object(change)


def _identity(change: Change) -> tuple[object, ...]:
    return change_kind(change), change_object(change)


def _meaning(change: Change) -> tuple[object, ...]:
    """The same for two changes that differ only in a constraint's or index's name, which hand-written SQL often leaves out."""
    node = change.before if change.after is None else change.after
    if isinstance(node, UniqueConstraint | ForeignKey | CheckConstraint | Index):
        return change_kind(change), change.table.full_name, replace(node, name=None)  # type: ignore[union-attr] # such nodes stand in a table
    return _identity(change)


def _is_news(change: Change, sides: Sides) -> bool:
    """Whether a migration's change is more than catching up with a schema that the base already had."""
    table = _subject(change)
    return sides.before.schema.table(table) is not None or sides.after.schema.table(table) is None


def _reviewed(change: Change, steps: tuple[Step, ...], base: Schema, project: Project) -> ReviewedChange:
    performing = tuple(part for step in steps for part in _parts_of(step, change))
    effects = frozenset(effect for step in performing for effect in effects_of(step, base=base, project=project))
    if not performing:
        effects = effects_of(change, base=base, project=project)
    return ReviewedChange(change, tuple(dict.fromkeys(_places(change, performing))), effects)


def _parts_of(step: Step, change: Change) -> Iterator[Step]:
    """The step with only those of its changes that are this one."""
    wanted = {_identity(change), _meaning(change)}
    mine = tuple(made for made in step.changes if {_identity(made), _meaning(made)} & wanted)
    if mine:
        yield replace(step, changes=mine)


def _places(change: Change, performing: tuple[Step, ...]) -> Iterator[Place]:
    node = change.before if change.after is None else change.after
    span = getattr(node, "span", None)
    if isinstance(span, Span):
        side = Side.BASE if change.after is None else Side.HEAD
        yield Place(side, span)
    for step in performing:
        inside = span and span.path == step.span.path and step.span.line <= span.line <= step.span.end_line
        if not inside or change.after is None:
            yield Place(Side.HEAD, step.span)


def _waiver_problems(
    waivers: tuple[Waiver, ...], verdicts: Verdicts, rules: tuple[Rule, ...], *, today: date, config: Config
) -> tuple[Problem, ...]:
    findings = (*verdicts.findings, *verdicts.existing)
    require_reason = config.waivers.require_reason
    return tuple(waiver_problems(waivers, findings, rules, today=today, require_reason=require_reason))


def _problems(base: Tree, head: Tree, sides: Sides, *, concerned: bool) -> tuple[Problem, ...]:
    """What could not be read and is new or in a touched file; the rest is one sentence, where the project is `concerned` at all."""
    found = dict.fromkeys(_all_problems(sides.after))
    old = {(problem.span.path, problem.message) for problem in _all_problems(sides.before)}
    paths = {problem.span.path for problem in found}
    touched = {path for path in paths if base.read(path) != head.read(path)}
    news = [p for p in found if p.span.path in touched or (p.span.path, p.message) not in old]
    rest = [p for p in found if p not in news]
    if rest and concerned:
        en = "{count} more places could not be read, in files this pull request does not touch; this is the first: {path}"
        ko = "이 풀 리퀘스트가 건드리지 않은 파일에도 읽지 못한 곳이 {count}곳 있습니다. 첫 번째: {path}"
        message = Message.of(en=en, ko=ko, count=len(rest), path=f"{rest[0].span.path}:{rest[0].span.line}")
        news.append(Problem(rest[0].span, message, unread=False))
    return tuple(news)


def _all_problems(reading: Reading) -> Iterable[Problem]:
    return (*reading.problems, *reading.schema.problems())


def conclusion_of(reviews: tuple[ProjectReview, ...], problems: tuple[Problem, ...], *, fail_on: str) -> Conclusion:
    """The verdict on these projects and on what could not be read, in them (`reviews`) or outside."""
    findings = [finding for project in reviews for finding in project.findings]
    if any(counts(finding, fail_on) for finding in findings):
        return Conclusion.FAILURE
    said = (*problems, *(problem for project in reviews for problem in project.problems))
    return Conclusion.NEUTRAL if any(problem.unread for problem in said) and not findings else Conclusion.SUCCESS


def counts(finding: Finding, fail_on: str) -> bool:
    """Whether a finding makes the review fail under `fail_on` (`error`, `warning` or `never`)."""
    return fail_on != "never" and finding.severity.rank <= Severity(fail_on).rank
