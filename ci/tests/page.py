#!/usr/bin/env python3
"""page.py REQSIG [PICTURES]: the page of reqsig test --report html in headless Chromium, at three widths and in both themes. With a
folder PICTURES it leaves a picture of each there."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

TOP = pathlib.Path(__file__).resolve().parents[2]
ADAPTER = TOP / "conformance/adapters/python"
CONTROL = TOP / "conformance/tests/controls/control.py"
WIDTHS = 360, 900, 1440
THEMES = "light", "dark"
SECONDS = 20  # for the page of 10,000 cases, on a machine that has much else to do

# What is too pale to read on what is behind it: the ratio of WCAG 2.1, 1.4.3, is less than 4.5.
PALE = """
const lum = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const parse = (text) => text.match(/[\\d.]+/g).map(Number);
const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c.slice(0, 3); }
  return matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0] : [255, 255, 255]; };
return [...document.querySelectorAll("body *")].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.offsetParent)
  .map((e) => { const a = lum(parse(getComputedStyle(e).color).slice(0, 3)), b = lum(behind(e));
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.tagName + "." + e.className, e.textContent.slice(0, 40)]; }).filter(([ratio]) => ratio < 4.5);
"""
# What a screen reader can't name.
NAMELESS = """
return [...document.querySelectorAll("button, input, select, a, summary, pre[tabindex]")].filter((e) => !(e.textContent.trim() && e.tagName !== "SELECT")
  && !e.getAttribute("aria-label") && !(e.labels && e.labels.length)).map((e) => e.outerHTML.slice(0, 100));
"""


def run(reqsig, page, *arguments):
    done = subprocess.run([reqsig, "test", "--report", f"html:{page}", "--seed", "1", *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    assert done.returncode == 1, done.stdout[-2000:]


def open_browser():
    options = webdriver.ChromeOptions()
    for argument in "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage":
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    browser.set_page_load_timeout(120)
    return browser


def show(browser, page, fragment="", width=1440, theme="light"):
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 1500, "deviceScaleFactor": 1, "mobile": width < 500})
    browser.get("about:blank")
    browser.get(page.as_uri() + fragment)


def count(browser):
    return int(browser.find_element(By.ID, "count").text.split()[0])


def check_look(browser, page, pictures):
    for theme in THEMES:
        for width in WIDTHS:
            for name, fragment in ("top", ""), ("case", "#aet-post-json/message"):
                show(browser, page, fragment, width, theme)
                if fragment:
                    WebDriverWait(browser, 60).until(lambda _: browser.find_elements(By.CSS_SELECTOR, "details[open]"))
                wide = browser.execute_script("return document.documentElement.scrollWidth")
                assert wide <= width, f"{width} {theme}: the page is {wide} wide"
                pale = browser.execute_script(PALE)
                assert not pale, f"{width} {theme}: {pale[:3]}"
                if pictures:
                    browser.save_screenshot(os.path.join(pictures, f"{name}-{width}-{theme}.png"))
    nameless = browser.execute_script(NAMELESS)
    assert not nameless, nameless[:3]
    print("look: nothing is cut off or pale, at", *WIDTHS, "in", *THEMES)


def check_use(browser, page):
    show(browser, page)
    failing = count(browser)
    assert failing > 100
    browser.find_element(By.ID, "search").send_keys("aet-post-json sign")
    assert 0 < count(browser) < failing
    details = browser.find_element(By.CSS_SELECTOR, "#list details")
    assert details.get_attribute("open") is None
    details.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    assert "leading slash" in details.text and "/v3/users" in details.text and "Run it again" in details.text
    browser.find_element(By.CSS_SELECTOR, "#filters button").send_keys(Keys.ENTER)
    everything = count(browser)
    assert everything > failing
    browser.find_element(By.CSS_SELECTOR, "#causes button").send_keys(Keys.ENTER)
    assert count(browser) == failing and browser.switch_to.active_element.get_attribute("id") == "cases-heading"
    cell = browser.find_element(By.CSS_SELECTOR, "button[aria-label^='crm verify: ']")
    cell.send_keys(Keys.SPACE)
    assert count(browser) < everything
    show(browser, page, "#crm-put-json/verify")
    WebDriverWait(browser, 60).until(lambda _: browser.switch_to.active_element.tag_name == "summary")
    wanted = browser.find_element(By.ID, "crm-put-json/verify")
    assert wanted.get_attribute("open") and wanted == browser.switch_to.active_element.find_element(By.XPATH, "..")
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
    print("use: search, filters, keyboard and fragments work; nothing is loaded")


def check_size(browser, page):
    show(browser, page)
    cases, took = browser.execute_script(
        "const t = performance.getEntriesByType('navigation')[0]; return [report.cases.length, t.loadEventEnd - t.responseEnd]")
    assert cases >= 10000, cases
    assert took < SECONDS * 1000, took
    print(f"size: {cases} cases, {page.stat().st_size / 1e6:.1f} MB, shown in {took / 1000:.2f} s")


def check_hostile(browser, page):
    show(browser, page)
    browser.find_element(By.CSS_SELECTOR, "#filters button").click()
    for details in browser.find_elements(By.CSS_SELECTOR, "#list summary"):
        browser.execute_script("arguments[0].click()", details)
    assert browser.execute_script("return [document.images.length, document.scripts.length]") == [0, 3]
    print("hostile: texts stay texts")


def main(reqsig, pictures=None):
    with tempfile.TemporaryDirectory() as folder:
        wrong, folder = os.path.join(folder, "wrong"), pathlib.Path(folder)
        shutil.copytree(ADAPTER, wrong)
        sign = pathlib.Path(wrong, "sign.py")
        text = sign.read_text()
        assert '.removeprefix("/")' in text
        sign.write_text(text.replace('.removeprefix("/")', ""))
        adapter = ["--", sys.executable, os.path.join(wrong, "adapter.py")]
        run(reqsig, folder / "page.html", *adapter)
        run(reqsig, folder / "large.html", "--fresh", "4000", *adapter)
        run(reqsig, folder / "hostile.html", "--run", "crm-body-*", "--", sys.executable, str(CONTROL), "hostile-bytes")
        browser = open_browser()
        try:
            check_look(browser, folder / "page.html", pictures)
            check_use(browser, folder / "page.html")
            check_size(browser, folder / "large.html")
            check_hostile(browser, folder / "hostile.html")
            errors = browser.get_log("browser")
            assert not errors, errors[:3]
        finally:
            browser.quit()


main(*sys.argv[1:])
