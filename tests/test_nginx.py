"""deploy/nginx.conf for real: nginx with a certificate of its own, before the real channel with a scripted bot."""

import json
import os
import re
import shutil
import signal
import subprocess
import time

import httpx
import pytest

from bot.settings import ROOT
from tests.browser import in_ci
from tests.client import free_port

CONF = ROOT / "deploy" / "nginx.conf"
HOST = "raadwijzer.gemeente.example"


def placed(folder, port, plain, secure):
    """The example with the ports, folders and certificate of this test, and the frame that it is included in."""
    text = CONF.read_text(encoding="utf-8")
    for old, new in {"127.0.0.1:5005": f"127.0.0.1:{port}", "listen 80": f"listen 127.0.0.1:{plain}",
                     "listen 443": f"listen 127.0.0.1:{secure}", "/var/cache/nginx/raadwijzer": f"{folder}/cache",
                     "/var/log/nginx/": f"{folder}/", f"/etc/letsencrypt/live/{HOST}/": f"{folder}/"}.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "raadwijzer.conf").write_text(text, encoding="utf-8")
    user = "user root; " if os.geteuid() == 0 else ""  # pytest's folders are for who runs it alone
    frame = (f"{user}pid {folder}/nginx.pid; error_log {folder}/nginx.error.log; daemon off; events {{}}\n"
             f"http {{ include {folder}/raadwijzer.conf; " + "".join(
                 f"{name}_temp_path {folder}/{name}; " for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) + "}")
    (folder / "nginx.conf").write_text(frame, encoding="utf-8")
    return ["nginx", "-e", f"{folder}/nginx.error.log", "-p", str(folder), "-c", str(folder / "nginx.conf")]


@pytest.fixture(scope="module")
def proxy(site, tmp_path_factory):
    """nginx before the channel: clients for https and for http, and its folder."""
    if not shutil.which("nginx") or not shutil.which("openssl"):
        (pytest.fail if in_ci() else pytest.skip)("Found no nginx. Install it (Debian or Ubuntu: apt-get install nginx).")
    folder, plain, secure = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    folder.chmod(0o755)
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "1", "-subj", f"/CN={HOST}", "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
                   check=True, capture_output=True)
    command = placed(folder, int(re.search(r":(\d+)/", site.base)[1]), plain, secure)
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    running = subprocess.Popen(command)
    deadline = time.monotonic() + 10
    while not (folder / "nginx.pid").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        with httpx.Client(base_url=f"https://127.0.0.1:{secure}", verify=False, headers={"Host": HOST}) as client:
            yield client, f"http://127.0.0.1:{plain}", folder
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(10)


def test_http_leads_to_https(proxy):
    reply = httpx.get(f"{proxy[1]}/chat/faq?q=motie", headers={"Host": HOST})
    assert (reply.status_code, reply.headers["location"]) == (301, f"https://{HOST}/chat/faq?q=motie")


def test_a_conversation_goes_through_under_the_proxys_request_id(proxy, site):
    client, _, folder = proxy
    token = client.post("/chat/session", json={}).json()["token"]
    reply = client.post("/chat/message", json={"text": "motie via nginx"}, headers={"Authorization": f"Bearer {token}",
                                                                                   "X-Request-ID": "van-buiten-gekozen"})
    assert (reply.status_code, site.turns[-1]) == (200, "motie via nginx")
    assert reply.headers["strict-transport-security"] == "max-age=31536000"
    assert re.fullmatch("[0-9a-f]{32}", reply.headers["x-request-id"])
    assert f" {reply.headers['x-request-id']} 200 POST /chat/message " in (folder / "raadwijzer.log").read_text()


@pytest.mark.parametrize("path", ["/chat/faq", "/chat/widget.js", "/chat/site.css"])
def test_what_is_the_same_for_all_comes_from_the_cache_the_second_time(proxy, path):
    replies = [proxy[0].get(path) for _ in range(2)]
    assert [reply.headers["x-cache-status"] for reply in replies] == ["MISS", "HIT"]
    assert replies[0].content == replies[1].content and replies[0].headers["etag"] == replies[1].headers["etag"]
    assert len({reply.headers["x-request-id"] for reply in replies}) == 2
    assert proxy[0].get(path, headers={"If-None-Match": replies[0].headers["etag"]}).status_code == 304


def test_a_search_is_kept_nowhere(proxy):
    client, _, folder = proxy
    replies = [client.get("/chat/faq", params={"q": "zwembadgeheim"}) for _ in range(2)]
    assert [(reply.status_code, reply.headers["x-cache-status"]) for reply in replies] == [(200, "BYPASS")] * 2
    kept = [path for path in folder.rglob("*") if path.is_file() and b"zwembadgeheim" in path.read_bytes()]
    assert kept == []


@pytest.mark.parametrize(("size", "status"), [(60_000, 401), (70_000, 413)])
def test_a_body_beyond_the_limit_gets_the_bots_own_words(proxy, size, status):
    reply = proxy[0].post("/chat/message", content=json.dumps({"text": "x" * size}), headers={"Content-Type": "application/json"})
    assert reply.status_code == status
    assert reply.json()["error"]["code"] == {401: "geen_sessie", 413: "te_lang"}[status]


@pytest.mark.parametrize("path", ["/", "/webhooks/rest/webhook", "/model/parse", "/chat/metrics", "/conversations/x/tracker",
                                  "/chat/../model", "/script", "/status", "/chat/%2e%2e/script"])
def test_nothing_else_is_passed_on(proxy, path):
    assert proxy[0].get(path).status_code == 404


def test_the_words_of_nginx_are_those_of_the_bot():
    source = (ROOT / "bot" / "channels" / "web.py").read_text(encoding="utf-8")
    told = [json.loads(body)["error"] for body in re.findall(r"return \d+ '(\{.*\})';", CONF.read_text(encoding="utf-8"))]
    assert [one["code"] for one in told] == ["te_lang", "even_niet"]
    assert [one for one in told if f'"{one["message"]}"' not in source] == []


def test_while_the_bot_is_away_nginx_says_so(proxy, tmp_path):
    folder, plain, secure = tmp_path, free_port(), free_port()
    folder.chmod(0o755)
    for name in ("privkey.pem", "fullchain.pem"):
        shutil.copy(proxy[2] / name, folder)
    running = subprocess.Popen(placed(folder, free_port(), plain, secure))
    try:
        with httpx.Client(base_url=f"https://127.0.0.1:{secure}", verify=False, headers={"Host": HOST},
                          transport=httpx.HTTPTransport(verify=False, retries=5)) as client:
            reply = client.get("/chat/history")
        assert (reply.status_code, reply.json()["error"]["code"]) == (503, "even_niet")
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(10)
