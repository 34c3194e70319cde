"""Recipe to resolved recipe: every name looked up, every generator listed, and what the machine lacks dealt with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any

from proofpress import machine, stages
from proofpress.recipe import ChecksPart, DomainPart, Recipe
from proofpress_core.content import Language
from proofpress_core.errors import BackendError, ConfigError
from proofpress_core.plugin import Registry
from renderers.base import Knobs, generators
from renderers.effects.base import effects

_REMEDY = "install the packages of packages.txt (`proofpress doctor` tells what is missing) or set on_missing: reassign"


def resolve(recipe: Recipe) -> tuple[Recipe, tuple[str, ...]]:
    """The recipe with every generator named and nothing that this machine lacks, and a line for each thing that was
    given to others. ConfigError for a name or setting that does not exist, BackendError for a missing ability."""
    _check_effects(recipe)
    languages, notes = _languages(recipe)
    domains: dict[str, DomainPart] = {}
    for name, part in recipe.domains.items():
        weights, lines = _weights(name, part, languages, recipe)
        settings = _spread(name, part, weights)
        _check_settings(name, settings, weights, languages)
        domains[name] = part.model_copy(update={"generators": weights, "settings": settings})
        notes += lines
    checks, lines = _checks(recipe)
    changes = {"domains": domains, "languages": languages, "checks": checks}
    return recipe.model_copy(update=changes), (*notes, *lines)


def fingerprint(recipe: Recipe) -> dict[str, dict[str, str]]:
    """The versions and digests on this machine that decide the bytes of a resolved recipe."""
    from templates import fonts

    libraries = machine.library_versions() | {"proofpress": machine.source_digest()}
    if any("browser" in generators[name].needs for part in recipe.domains.values() for name in part.generators):
        libraries["browser"] = machine.browser_version()
    reading: dict[str, str] = {}
    if recipe.checks.ocr_rate:
        from verify.ocr import MODEL, MODEL_SHA256

        reading = {**machine.library_versions(machine.READING_LIBRARIES), MODEL: MODEL_SHA256}
    return {"libraries": libraries, "fonts": fonts.installed(), "reading": reading}


def domain_names() -> tuple[str, ...]:
    """Domains that have at least one generator, sorted."""
    return tuple(sorted({generator.domain for _, generator in generators.items()}))


def generators_of(domain: str) -> tuple[str, ...]:
    """Names of a domain's generators, sorted."""
    return tuple(name for name, generator in generators.items() if generator.domain == domain)


def _check_effects(recipe: Recipe) -> None:
    for place, effect in enumerate(recipe.effects):
        _known(effects, effect.name, f"effects.{place}.name")
        for domain in effect.domains:
            if domain not in recipe.domains:
                raise ConfigError(f"effects.{place}.domains", domain, "a domain of this recipe", valid=recipe.domains)


def _checks(recipe: Recipe) -> tuple[ChecksPart, list[str]]:
    """The checks that can run here: without reading engines, OCR is left out or is a failure."""
    if not recipe.checks.ocr_rate:
        return recipe.checks, []
    try:
        stages.ocr_reader()
    except BackendError as error:
        if recipe.on_missing == "fail":
            raise
        return ChecksPart(ocr_rate=Decimal(0)), [f"checks.ocr_rate: {error.problem}; nothing is read"]
    return recipe.checks, []


def _known(registry: Registry[type[Any]], name: str, key: str) -> type[Any]:
    if name not in registry:
        raise ConfigError(key, name, f"the name of a known {registry.kind}", valid=registry)
    return registry[name]


def _languages(recipe: Recipe) -> tuple[dict[Language, Decimal], list[str]]:
    """The recipe's languages that this machine can write; shares of the others go to them in proportion."""
    wanted = {language: share for language, share in recipe.languages.items() if share}
    missing = machine.missing_languages(tuple(wanted))
    kept = {language: share for language, share in wanted.items() if language not in missing}
    if missing and (recipe.on_missing == "fail" or not kept):
        raise BackendError("fonts", f"languages.{missing[0]}: no font on this machine writes it", _REMEDY)
    return kept, [f"languages.{name}: no font writes it; its share goes to {', '.join(kept)}" for name in missing]


def _weights(
    domain: str, part: DomainPart, languages: Mapping[Language, Decimal], recipe: Recipe
) -> tuple[dict[str, Decimal], list[str]]:
    """The domain's generators that can run here, and a line for each that cannot."""
    named = _named(domain, part)
    written = {name: weight for name, weight in named.items() if set(generators[name].languages) & set(languages)}
    mute = [name for name in named if name not in written]
    if mute and (part.generators or not written):
        raise ConfigError(
            f"domains.{domain}.generators", mute[0], f"a generator that writes {' or '.join(languages)}", valid=written
        )
    lacking = {name: _lacks(name) for name in written if _lacks(name)}
    kept = {name: weight for name, weight in written.items() if name not in lacking}
    for name, need in lacking.items():
        if recipe.on_missing == "fail" or not kept:
            raise BackendError(need, f"domains.{domain}.generators.{name} needs it and it is not here", _REMEDY)
    return kept, [_given_away(domain, need, lacking) for need in dict.fromkeys(lacking.values())]


def _given_away(domain: str, need: str, lacking: Mapping[str, str]) -> str:
    """The line that says whose share goes to others."""
    names = [name for name, missing in lacking.items() if missing == need]
    rest = f" and {len(names) - 3} more" if len(names) > 4 else ""
    listed = ", ".join(names if not rest else names[:3]) + rest
    return f"domains.{domain}.generators: no {need} here; the share of {listed} goes to the domain's other generators"


def _named(domain: str, part: DomainPart) -> dict[str, Decimal]:
    """The generators that the recipe names, or all of the domain's."""
    if domain not in domain_names():
        raise ConfigError("domains", domain, "a known domain", valid=domain_names())
    key = f"domains.{domain}.generators"
    for name in part.generators:
        if _known(generators, name, key).domain != domain:
            raise ConfigError(key, name, f"a generator of {domain}", valid=generators_of(domain))
    return dict(part.generators) or dict.fromkeys(generators_of(domain), Decimal(1))


def _lacks(name: str) -> str:
    """The first ability that a generator needs and this machine has not, or ""."""
    present = machine.abilities()
    return next((need for need in generators[name].needs if need not in present), "")


def _spread(domain: str, part: DomainPart, weights: Mapping[str, Decimal]) -> dict[str, dict[str, str | int]]:
    """Settings by generator. A name with a star (`charts/*`) stands for all of the domain's that know the setting;
    those of a full name come before those of a star."""
    spread: dict[str, dict[str, str | int]] = {}
    for pattern, settings in sorted(part.settings.items(), key=lambda pair: "*" not in pair[0]):
        key = f"domains.{domain}.settings"
        if "*" not in pattern:
            _known(generators, pattern, key)
            spread[pattern] = {**spread.get(pattern, {}), **settings}
            continue
        matched = [name for name in generators_of(domain) if fnmatchcase(name, pattern)]
        for setting, value in settings.items():
            knowing = [name for name in matched if setting in generators[name].options]
            if not knowing:
                raise ConfigError(f"{key}.{pattern}", setting, "a setting of one of these generators")
            for name in (name for name in knowing if name in weights):
                spread.setdefault(name, {})[setting] = value
    return spread


def _check_settings(
    domain: str, given: Mapping[str, Mapping[str, str | int]], weights: Mapping[str, Decimal],
    languages: Mapping[Language, Decimal],
) -> None:  # fmt: skip
    for name, settings in given.items():
        if name not in weights:
            continue
        spoken = next(language for language in languages if language in generators[name].languages)
        generators[name].check(Knobs(language=spoken, settings=settings))
