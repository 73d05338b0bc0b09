"""The package of an OFD file 版式文件包 (GB/T 33190-2016): its parts by path, its pages, and the fonts and images these name."""

from __future__ import annotations

import math
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .canonical import Box, Unreadable
from .package import parse_xml, part

POINTS = 72 / 25.4
"""Points a millimetre."""
_LARGEST = 128 << 20
"""Bytes of one part that are taken into memory."""
_A4: Box = (0.0, 0.0, 210.0, 297.0)
_COMMAND = re.compile(r"[SMLQBAC]|[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)


class Package:
    """The parts of one file, by path."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._paths = {n.lower().lstrip("/"): n for n in archive.namelist()}

    def find(self, base: str, reference: str) -> str:
        """The path that ``reference`` means in a part at ``base``, or ""; writers differ in what it is relative to."""
        reference = reference.strip().replace("\\", "/")
        folder = posixpath.dirname(base)
        for candidate in (posixpath.join(folder, reference), reference, posixpath.join(folder.partition("/")[0], reference)):
            path = posixpath.normpath(candidate).lstrip("/").lower()
            if path in self._paths:
                return path
        return ""

    def data(self, path: str) -> bytes:
        """The bytes of a part. Raises Unreadable."""
        path = self._paths.get(path, path)
        if path in self._paths.values() and self._archive.getinfo(path).file_size > _LARGEST:
            raise Unreadable(f"“{self._name}”的部件 {path} 过大，未读入；请用 OFD 阅读器拆分后再载入。")
        found = part(self._archive, path, self._name)
        if found is None:
            raise Unreadable(f"“{self._name}”缺少部件 {path}，请用 OFD 阅读器另存后再载入。")
        return found

    def xml(self, path: str) -> Any:
        """The root of a part. Raises Unreadable."""
        return parse_xml(self.data(path), self._name, path)


@dataclass(frozen=True, slots=True)
class Resources:
    """What the pages of a document name by number: paths of images, names of fonts."""

    images: dict[str, str] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfdPage:
    """Where a page stands in the package ("" where it is missing), its area in mm unless it has its own, and what it uses."""

    path: str
    area: Box
    templates: dict[str, str]
    resources: Resources

    def layers(self, package: Package) -> tuple[Box, list[Any]]:
        """The page's area in mm, and the roots that are drawn on it, templates first. Raises Unreadable."""
        root = package.xml(self.path)
        below = [
            package.xml(template)
            for reference in every(root, "Template")
            if (template := self.templates.get(reference.get("TemplateID", ""), ""))
        ]
        return area_of(first(root, "Area"), self.area), [*below, root]


def pages_of(package: Package) -> Iterator[OfdPage]:
    """The pages of every document in a package. Raises Unreadable."""
    main = package.find("", "OFD.xml")
    for body in every(package.xml(main), "DocBody"):
        reference = text_of(first(body, "DocRoot"))
        path = package.find(main, reference) if reference else ""
        if not path:
            continue
        document = package.xml(path)
        area = area_of(first(document, "PageArea"), _A4)
        templates = {t.get("ID", ""): package.find(path, t.get("BaseLoc", "")) for t in every(document, "TemplatePage")}
        resources = _resources(package, path, document)
        for page in every(document, "Page"):
            yield OfdPage(package.find(path, page.get("BaseLoc", "")), area, templates, resources)


def _resources(package: Package, base: str, document: Any) -> Resources:
    out = Resources()
    for reference in (*every(document, "PublicRes"), *every(document, "DocumentRes")):
        path = package.find(base, text_of(reference))
        if not path:
            continue
        try:
            root = package.xml(path)
        except Unreadable:
            continue  # pages can be read without; an image that is then missing is told where it stands
        folder = root.get("BaseLoc", "").strip("/")
        for media in every(root, "MultiMedia"):
            file = text_of(first(media, "MediaFile"))
            found = package.find(path, posixpath.join(folder, file)) or package.find(path, file)
            if found and media.get("Type", "Image") == "Image":
                out.images[media.get("ID", "")] = found
        for font in every(root, "Font"):
            out.fonts[font.get("ID", "")] = font.get("FamilyName") or font.get("FontName") or ""
    return out


def objects_of(root: Any) -> Iterator[Any]:
    """What a page or template draws, in its order."""
    for item in root.iter():
        drawn = isinstance(item.tag, str) and local(item) in ("TextObject", "PathObject", "ImageObject")
        if drawn and item.get("Visible", "true").lower() != "false":
            yield item


def matrix_of(item: Any, otherwise: Matrix = SAME) -> Matrix:
    """The CTM of an object."""
    given = numbers(item.get("CTM", ""), 6)
    return (given[0], given[1], given[2], given[3], given[4], given[5]) if given else otherwise


def image_matrix(item: Any, boundary: list[float]) -> Matrix:
    """Where the unit square of an image goes within its boundary; without a CTM the image fills it."""
    return matrix_of(item, (boundary[2], 0, 0, boundary[3], 0, 0))


def commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """The steps of a path (AbbreviatedData): a letter and its numbers."""
    command, given = "", list[float]()
    for token in _COMMAND.findall(data):
        if token in _ARGUMENTS:
            command, given = token, []
        else:
            given.append(float(token))
        if command and len(given) == _ARGUMENTS[command]:
            yield command, given
            command = ""


def steps(text: str, count: int) -> list[float]:
    """``5 g 3 6`` is 5 6 6 6: distances to the next character, runs written with g, how often, how far."""
    out: list[float] = []
    tokens = text.replace(",", " ").split()
    i = 0
    while i < len(tokens) and len(out) <= count:
        if tokens[i] == "g" and i + 2 < len(tokens):
            out += [float(tokens[i + 2])] * min(int(float(tokens[i + 1])), count)
            i += 3
        else:
            out.append(float(tokens[i]))
            i += 1
    return out


def natural_width(char: str, size: float) -> float:
    """How wide a character is taken to be: Chinese ones as high as wide, others half of that."""
    return size * (1.0 if char >= "\u2e80" or char in "“”‘’…—·" else 0.5)


def area_of(area: Any, otherwise: Box) -> Box:
    """Left, top, right and bottom of a page area in mm."""
    found = numbers(text_of(first(area, "PhysicalBox")), 4) if area is not None else None
    if not found or not (0 < found[2] < 5000 and 0 < found[3] < 5000):
        return otherwise
    return found[0], found[1], found[0] + found[2], found[1] + found[3]


def local(item: Any) -> str:
    """The name of an element without its namespace."""
    return str(item.tag).rpartition("}")[2]


def every(root: Any, name: str) -> list[Any]:
    """All elements of that name at or below ``root``."""
    return [item for item in root.iter() if isinstance(item.tag, str) and local(item) == name] if root is not None else []


def first(root: Any, name: str) -> Any:
    """The first of :func:`every`, or None."""
    return next(iter(every(root, name)), None)


def text_of(item: Any) -> str:
    """The text of an element, or ""."""
    return (item.text or "").strip() if item is not None else ""


def numbers(text: str, count: int) -> list[float] | None:
    """So many finite numbers, or None."""
    try:
        found = [float(t) for t in text.replace(",", " ").split()]
    except ValueError:
        return None
    return found if len(found) == count and all(map(math.isfinite, found)) else None


def one_number(text: str | None, otherwise: float) -> float:
    """One finite number."""
    found = numbers(text or "", 1)
    return found[0] if found else otherwise
