"""The use case: two Trees in, one Review out. A pure function of its arguments."""

from dataclasses import replace
from datetime import date

from bot import __version__
from bot.advise import merge_candidates
from bot.checklist import checklist
from bot.compared import Sides, reviewed_changes
from bot.config import Config
from bot.diff import rebuilds
from bot.emit import index_styles
from bot.histories import history_of
from bot.lint import Context, Rule, Settings, Verdicts, check_settings, run_rules, waive, waiver_problems
from bot.lint.digest import with_digest
from bot.lint.waiver_files import project_waivers
from bot.model import (
    Candidate,
    Conclusion,
    Dialect,
    Finding,
    Message,
    Problem,
    Project,
    ProjectReview,
    Review,
    Severity,
    Side,
    Span,
    Tree,
    Waived,
    Waiver,
    standing,
)
from bot.projects import find_projects, migrations
from bot.projects.coded import changes_in_code
from bot.projects.read import read_project
from bot.projects.sizes import read_sizes
from bot.projects.uses import Code
from bot.unread import known, settled, unread_places


def review(
    base: Tree, head: Tree, *, tip: Tree, config: Config, rules: tuple[Rule, ...], today: date, dialect: Dialect | None = None
) -> Review:
    """Review what `head` does to the schemas of `base`, the merge base. `tip` is the target branch as it stands now.

    `dialect` holds where neither the configuration nor the repository says which database a project is for.

    Raises:
        ConfigError: the configuration names a rule or option that does not exist.
    """
    check_settings(config, rules)
    projects, found = find_projects(head, config, dialect=dialect)
    earlier, before = find_projects(base, config, dialect=dialect)
    readings = tuple(_read(base, head, tip, project, earlier) for project in projects)
    coded = changes_in_code(base, head, frozenset(migration.path for sides in readings for migration in sides.after.migrations))
    problems = (*settled(found, head, known(before, base)), *coded)
    reviews = tuple(_review_project(base, head, sides, tip=tip, config=config, rules=rules, today=today) for sides in readings)
    gone = (
        *(_lost(sides) for sides in readings if _has_lost(sides)),
        *(_gone(old) for old in earlier if old.name not in {project.name for project in projects}),
    )
    return Review(
        version=__version__,
        base=base.name,
        head=head.name,
        head_revision=head.revision,
        conclusion=conclusion_of(reviews, (*problems, *gone), fail_on=config.fail_on),
        projects=reviews,
        problems=(*problems, *gone),
        needs_ticks=config.checklist.mode == "required",
    )


def _gone(project: Project) -> Problem:
    en = "the project {name}, which the base has, is not found any more: its objects are not reported as dropped"
    ko = "변경 전에 있던 프로젝트 {name}을(를) 더 이상 찾을 수 없습니다. 그 객체를 삭제된 것으로 보지 않습니다"
    path = project.config_path or project.migrations or project.root or "."
    return Problem(Span(path, 1, 1), Message.of(en=en, ko=ko, name=project.name))


def _has_lost(sides: Sides) -> bool:
    return bool(sides.before.migrations and not sides.after.migrations)


def _lost(sides: Sides) -> Problem:
    en = "the migrations that the base has in {folder} are not found any more: what they created is not reported as dropped"
    ko = "변경 전 {folder}에 있던 마이그레이션을 더 이상 찾을 수 없습니다. 그 마이그레이션이 만든 객체를 삭제된 것으로 보지 않습니다"
    first = sides.before.migrations[0]
    folder = sides.before.project.migrations or first.path
    return Problem(Span(sides.after.project.config_path or folder, 1, 1), Message.of(en=en, ko=ko, folder=folder))


def _read(base: Tree, head: Tree, tip: Tree, project: Project, earlier: tuple[Project, ...]) -> Sides:
    old = next((known for known in earlier if known.name == project.name), project)
    before = read_project(base, replace(old, dialect=project.dialect))
    after = read_project(head, project, earlier=before)
    newest = before.migrations if tip is base or not project.layout else migrations(tip, old)[0]
    return Sides(before, after, history_of(before, after, newest))


def _review_project(
    base: Tree, head: Tree, sides: Sides, *, tip: Tree, config: Config, rules: tuple[Rule, ...], today: date
) -> ProjectReview:
    project, before, after = sides.after.project, sides.before.schema, sides.after.schema
    steps = sides.added_steps()
    stands = standing(before, steps)
    anew = tuple(rebuilds(steps, sides.after.replay.schema))
    changes = reviewed_changes(sides, steps, stands, anew)
    sizes, unsized = read_sizes(tip, project)
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
        rebuilds=anew,
        sizes=sizes,
        code=Code.around(head, project),
        old_code=Code.around(base, sides.before.project),
        naming=config.naming,
        index_styles=index_styles(after),
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
        findings=tuple(with_digest(finding, base, head) for finding in findings),
        candidates=_candidates(verdicts, waived),
        questions=verdicts.questions,
        checklist=() if config.checklist.mode == "off" else checklist(changes, project=project, before=before, after=after, steps=steps),
        waived=waived,
        existing=len(verdicts.existing),
        problems=(*unread_places(base, head, sides, steps, concerned=bool(changes)), *verdicts.problems, *unsized, *unclear, *missed),
    )


def _candidates(verdicts: Verdicts, waived: tuple[Waived, ...]) -> tuple[Candidate, ...]:
    """Those of findings that count, merged only then: a waived finding's candidate must not stand in for another's."""
    without = {each.finding.fingerprint for each in waived}
    return merge_candidates(candidate for candidate in verdicts.candidates if candidate.finding not in without)


def _waiver_problems(
    waivers: tuple[Waiver, ...], verdicts: Verdicts, rules: tuple[Rule, ...], *, today: date, config: Config
) -> tuple[Problem, ...]:
    findings = (*verdicts.findings, *verdicts.existing)
    require_reason = config.waivers.require_reason
    return tuple(waiver_problems(waivers, findings, rules, today=today, require_reason=require_reason))


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
