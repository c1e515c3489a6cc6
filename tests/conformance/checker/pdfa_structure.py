"""ISO 19005-3, 6.7 to 6.11: logical structure, embedded files, optional content, the rest."""
from __future__ import annotations

import re

from pikepdf import Array, Dictionary

from .document import Document, entry, name
from .rules import PDFA, rule

LANGUAGE_TAG = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
MIME = re.compile(r"[-\w+.]+/[-\w+.]+")
RELATIONS = {"Source", "Data", "Alternative", "Supplement", "Unspecified"}


@rule(PDFA, "6.7.2.2", "The catalog says that the file is tagged.")
def marked(document: Document):
    if entry(document.catalog.get("/MarkInfo"), "/Marked") is not True:
        yield "/MarkInfo without /Marked true", "catalog"


@rule(PDFA, "6.7.3.3", "The catalog leads to a structure tree.")
def structure_tree(document: Document):
    if document.structure.root is None:
        yield "no /StructTreeRoot", "catalog"
    elif not document.structure.elements:
        yield "the structure tree is empty", "structure tree"


@rule(PDFA, "6.7.3.4", "Structure types are standard ones or mapped to them.")
def structure_types(document: Document):
    for element in document.structure.elements:
        if element.standard is None:
            yield f"type {element.type} is not mapped to a standard type", element.place


def languages(document: Document):
    """Every /Lang, with its place."""
    if "/Lang" in document.catalog:
        yield document.catalog.get("/Lang"), "catalog"
    for element in document.structure.elements:
        if "/Lang" in element.node:
            yield element.node.get("/Lang"), element.place
    for mark, _, place in document.painting.nested_marks:
        if mark.properties is not None and "/Lang" in mark.properties:
            yield mark.properties.get("/Lang"), place


@rule(PDFA, "6.7.4", "Languages are given as language tags.")
def language_tags(document: Document):
    for language, place in languages(document):
        if str(language) and not LANGUAGE_TAG.fullmatch(str(language)):
            yield f"language {str(language)!r}", place


@rule(PDFA, "6.7.4", "The language of the document is given.")
def default_language(document: Document):
    if not str(document.catalog.get("/Lang", "")):
        yield "no /Lang in the catalog", "catalog"


@rule(PDFA, "6.8", "An embedded file states its media type.")
def embedded_files(document: Document):
    for specification, place in document.file_specifications:
        files = specification.get("/EF")
        if not isinstance(files, Dictionary):
            continue
        for key in files.keys():
            subtype = name(entry(files.get(key), "/Subtype"))
            if subtype is None or not MIME.fullmatch(subtype):
                yield f"media type {subtype} of an embedded file", place


@rule(PDFA, "6.8", "A file specification with a file has /F, /UF and the relation to the document.")
def file_specifications(document: Document):
    for specification, place in document.file_specifications:
        if "/EF" not in specification:
            continue
        for key in ("/F", "/UF"):
            if not str(specification.get(key, "")):
                yield f"no {key}", place
        relation = name(specification.get("/AFRelationship"))
        if relation not in RELATIONS:
            yield f"/AFRelationship {relation}", place


@rule(PDFA, "6.8", "Every embedded file is an associated file of the document or of a part of it.")
def associated_files(document: Document):
    associated = set()
    for value, _ in document.dictionaries:
        files = value.get("/AF")
        for one in files if isinstance(files, Array) else [files]:
            if isinstance(one, Dictionary):
                associated.add(one.objgen)
    for specification, place in document.file_specifications:
        if "/EF" in specification and specification.objgen not in associated:
            yield "an embedded file that /AF does not name", place


@rule(PDFA, "6.9", "Optional content configurations have names of their own, list all groups and no AS.")
def optional_content(document: Document):
    groups = {g.objgen for g in entry(document.catalog.get("/OCProperties"), "/OCGs") or []}
    names = []
    for configuration, place in document.optional_content:
        title = str(configuration.get("/Name", ""))
        if not title:
            yield "configuration without a name", place
        elif title in names:
            yield "two configurations of one name", place
        names.append(title)
        if "/AS" in configuration:
            yield "configuration with /AS", place
        if "/Order" in configuration and groups - _ordered(configuration.get("/Order")):
            yield "/Order does not list all groups", place


def _ordered(order) -> set:
    found, waiting = set(), [order]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Array):
            waiting.extend(one)
        elif isinstance(one, Dictionary):
            found.add(one.objgen)
    return found


@rule(PDFA, "6.10", "There are no alternate presentations and no presentation steps.")
def presentations(document: Document):
    if entry(document.catalog.get("/Names"), "/AlternatePresentations") is not None:
        yield "/AlternatePresentations", "catalog"
    for page in document.pages:
        if "/PresSteps" in page:
            yield "/PresSteps", document.page_place(page)


@rule(PDFA, "6.11", "The catalog makes no requirements.")
def requirements(document: Document):
    if "/Requirements" in document.catalog:
        yield "/Requirements", "catalog"
