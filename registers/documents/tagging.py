"""The structure tree as WeasyPrint leaves it, made smaller and truer just before the file is written.

Elements that only wrap text are folded into the element they stand in (a third fewer objects). Running headers and
footers become artifacts, so that a screen reader does not read them out on every page. Table ids get a prefix where
several documents are to be merged.
"""

import pydyf

WRAPPERS = {"/Span", "/NonStruct"}
HOLDERS = {f"/{name}" for name in ("P", "H1", "H2", "H3", "H4", "TD", "TH", "LBody", "Lbl", "Caption", "Span", "Link")}
HOLDERS.add("/NonStruct")


def number_of(reference: bytes | str) -> int:
    """The object number in a reference such as ``12 0 R``."""
    return int(reference.split()[0])


class StructureTree:
    """The tree of one PDF in the making."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        root = pdf.objects[number_of(pdf.catalog["StructTreeRoot"])]
        self._document = pdf.objects[number_of(root["K"][0])]
        self._numbers = pdf.objects[number_of(root["ParentTree"])]["Nums"]
        self._owners: dict[tuple[bytes, int], bytes] = {}

    def tidy(self) -> None:
        """Fold wrappers, make artifacts of what is outside the tree, and write the parent tree to match."""
        for reference in self._document["K"]:
            self._fold(self._element(reference))
        for place, page in enumerate(self._pdf.page_references):
            owners = self._numbers[2 * place + 1]
            outside = set()
            for mark in range(len(owners)):
                owner = self._owners.get((page, mark))
                owners[mark] = owner if owner else "null"
                if owner is None:
                    outside.add(mark)
            if outside:
                self._make_artifacts(page, outside)

    def prefix_ids(self, prefix: str) -> None:
        """Put ``prefix`` before the id of every table header; the same object stands in each list of headers."""
        for item in self._pdf.objects:
            if isinstance(item, dict) and item.get("S") == "/TH" and "ID" in item:
                item["ID"].string = f"{prefix}{item['ID'].string}"

    def _element(self, reference: bytes) -> pydyf.Dictionary:
        return self._pdf.objects[number_of(reference)]

    def _fold(self, element: pydyf.Dictionary) -> None:
        page = element["Pg"]
        kids = pydyf.Array()
        for kid in element["K"]:
            child = None if isinstance(kid, int) else self._element(kid)
            if child is None or child.get("Type") != "/StructElem":
                kids.append(kid)
                continue
            self._fold(child)
            if self._is_wrapper(child, element):
                kids.extend(child["K"])
                child.clear()
            else:
                kids.append(kid)
        element["K"] = kids
        for kid in kids:
            if isinstance(kid, int):
                self._owners[page, kid] = element.reference

    @staticmethod
    def _is_wrapper(child: pydyf.Dictionary, parent: pydyf.Dictionary) -> bool:
        return (
            child["S"] in WRAPPERS
            and parent["S"] in HOLDERS
            and child["Pg"] == parent["Pg"]
            and child.keys() <= {"Type", "S", "K", "Pg", "P"}
            and all(isinstance(kid, int) for kid in child["K"])
        )

    def _make_artifacts(self, page: bytes, marks: set[int]) -> None:
        content = self._pdf.objects[number_of(self._element(page)["Contents"])].stream
        for place, item in enumerate(content):
            if isinstance(item, dict) and item.get("MCID") in marks:
                content[place - 1] = "/Artifact"
                content[place] = pydyf.Dictionary({"Type": "/Pagination"})
