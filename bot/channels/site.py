"""The pages beside the conversation: the demonstration, the widget as one file, and the FAQ that needs no JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.channels.asset import Asset, asset, send
from bot.channels.bundle import bundle
from bot.channels.faq import LONGEST, Found, blocks, read_faq, search
from bot.settings import Settings

PAGE = Path(__file__).with_name("page")
HOUR, MINUTES = 3600, 300  # seconds that a browser may keep what it has
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".html": "text/html"}
EMBEDDED = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
FAQ_POLICY = ("default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
              "frame-ancestors 'none'")


class Site:
    """The pages, read once; the FAQ is laid out again when the index is built again."""

    def __init__(self, settings: Settings) -> None:
        self._faq, self._built = settings.index / "faq.json", 0.0
        self._sections: list[dict[str, Any]] = []
        self._page: Asset | None = None
        templates = Environment(loader=FileSystemLoader(PAGE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
        templates.filters["blocks"] = blocks
        self._template = templates.get_template("faq.html")
        self.files = {name: asset((PAGE / name).read_text(encoding="utf-8"), KINDS[Path(name).suffix])
                      for name in ("index.html", "site.css", "demo.js", "icon.svg")}
        self.widget = asset(bundle(PAGE / "widget", "main"), "text/javascript")

    def sections(self) -> list[dict[str, Any]]:
        """The FAQ as it was built last; empty where no index was built yet."""
        try:
            built = self._faq.stat().st_mtime
        except FileNotFoundError:
            return []
        if built != self._built:
            self._sections, self._page, self._built = read_faq(self._faq), None, built
        return self._sections

    def faq(self) -> Asset:
        """The whole FAQ, laid out once."""
        sections = self.sections()
        if self._page is None or not sections:
            self._page = self.lay_out(sections, "", None, level=9)
        return self._page

    def lay_out(self, sections: list[dict[str, Any]], question: str, found: Found | None, level: int = 1) -> Asset:
        """The FAQ with what a search found, or with everything when nothing was asked."""
        text = self._template.render(sections=sections, question=question, found=found, longest=LONGEST)
        return asset(text, "text/html", level)


def add_site(routes: Blueprint, settings: Settings) -> None:
    """Add the pages to the web channel's routes."""
    site = Site(settings)

    @routes.get("/")
    async def demo(request: Request) -> HTTPResponse:
        if not request.path.endswith("/"):  # the page's links are relative, so that it may be mounted anywhere
            return redirect("chat/")
        return send(request, site.files["index.html"], MINUTES)

    @routes.get("/widget.js")
    async def widget(request: Request) -> HTTPResponse:
        return send(request, site.widget, MINUTES, EMBEDDED)

    @routes.get("/<name:(site\\.css|demo\\.js|icon\\.svg)>")
    async def file(request: Request, name: str) -> HTTPResponse:
        return send(request, site.files[name], HOUR)

    @routes.get("/faq")
    async def faq(request: Request) -> HTTPResponse:
        if request.path.endswith("/"):
            return redirect("../faq")
        question, sections = request.args.get("q", "").strip()[:LONGEST], site.sections()
        policy = {"Content-Security-Policy": FAQ_POLICY}
        if not sections:
            response = send(request, site.faq(), 0, policy)
            response.status = 503
            return response
        if not question:
            return send(request, site.faq(), HOUR, policy)
        found = await search(sections, question, settings)
        return send(request, site.lay_out(sections, question, found), 0 if found.by_words else MINUTES, policy)
