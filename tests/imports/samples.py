"""Small files of each kind, written here: the words are made up."""

import zipfile
from io import BytesIO

HEAD = "The envoys meet again"
FIRST = (
    "The envoys of Arland and Belmark met on Friday in the harbour hall, for the third time in a "
    "month, and spoke for two hours."
)
SECOND = (
    "Arland would open the sea gates within days, its envoy said, if Belmark answered the letter "
    "that has lain there since March."
)
THIRD = "Nobody from Belmark would say when an answer might come."
PARAGRAPHS = (FIRST, SECOND, THIRD)
TEXT = "\n\n".join(PARAGRAPHS)
ADDRESS = "https://courier.example/harbour/envoys"


def html(
    *, head: str = "", language: str = "en-GB", paragraphs: tuple[str, ...] = PARAGRAPHS
) -> str:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return f"""<!doctype html><html lang="{language}"><head><meta charset="utf-8">
<title>{HEAD} | The Test Courier</title><meta property="og:title" content="{HEAD}">
<meta property="og:site_name" content="The Test Courier"><meta name="author" content="Ada Quill">
<meta property="article:published_time" content="2025-04-18T07:00:00Z">
<link rel="canonical" href="{ADDRESS}">{head}</head>
<body><nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav>
<article><h1>{HEAD}</h1>{body}</article>
<footer><a href="/about">About us</a> <a href="/terms">Terms</a></footer></body></html>"""


def pdf(*pages: tuple[str, ...], info: str = "", size: int = 11, lead: int = 14) -> bytes:
    """Lines at the left edge of a page, one below the other; an empty one leaves a gap."""
    numbers = [4 + 2 * number for number in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in zip(numbers, pages, strict=True):
        shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        content = f"BT /F1 {size} Tf {lead} TL 60 780 Td\n{shown}ET"
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        parts.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream")
    parts.append(f"<< {info} >>")
    whole = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(whole))
        whole += f"{number} 0 obj\n{part}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        whole
        + (
            f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer\n"
            f"<< /Size {len(parts) + 1} /Root 1 0 R /Info {len(parts)} 0 R >>\n"
            f"startxref\n{len(whole)}\n%%EOF\n"
        ).encode()
    )


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


ARTICLE_PDF = (
    HEAD,
    "",
    "",
    "The envoys of Arland and Belmark met on Friday in the harbour hall, for the",
    "third time in a month, and spoke for two hours.",
    "",
    "Arland would open the sea gates within days, its envoy said, if Belmark an-",
    "swered the letter that has lain there since March.",
    "",
    THIRD,
)
INFO_PDF = "/Title (The envoys meet again) /Author (Ada Quill) /CreationDate (D:20250418070000Z)"

_DOCX_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(*paragraphs: str, core: str = "", more: dict[str, bytes] | None = None) -> bytes:
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{one}</w:t></w:r></w:p>' for one in paragraphs
    )
    packages = "http://schemas.openxmlformats.org/package/2006"
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{packages}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
            ' ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
            "</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" Type='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
            ' Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f"<w:document {_DOCX_NAMES}><w:body>{body}</w:body></w:document>",
    }
    if core:
        files["docProps/core.xml"] = core
    files.update(more or {})
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in files.items():
            into.writestr(name, content)
    return packed.getvalue()


CORE_DOCX = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms='
    f'"http://purl.org/dc/terms/"><dc:title>{HEAD}</dc:title><dc:creator>Ada Quill</dc:creator>'
    "<dcterms:created>2025-04-18T07:00:00Z</dcterms:created></cp:coreProperties>"
)


def eml(body: str, *, kind: str = "text/plain", head: str = "") -> bytes:
    return (
        "From: Ada Quill <ada@courier.example>\r\nTo: desk@courier.example\r\n"
        f"Subject: {HEAD}\r\nDate: Fri, 18 Apr 2025 09:30:00 +0200\r\nMIME-Version: 1.0\r\n"
        f"{head}Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{body}"
    ).encode()
