"""What a keyboard or a screen reader needs of a page, asked of the page itself."""

from __future__ import annotations

from playwright.sync_api import Page

_NAMELESS = """
() => {
  const seen = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
  const text = (ids) => ids.split(/\\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join('')
  const name = (element) =>
    element.getAttribute('aria-label') || text(element.getAttribute('aria-labelledby') ?? '') ||
    [...(element.labels ?? [])].map((label) => label.textContent).join('') ||
    element.textContent || element.getAttribute('title') || element.getAttribute('alt') || ''
  const wanted = 'button, a[href], input:not([type=hidden]), select, textarea, img, ' +
    '[role=button], [role=checkbox], [role=combobox], [tabindex="0"]'
  return [...document.querySelectorAll(wanted)]
    .filter((element) => seen(element) && !element.closest('[aria-hidden=true]') && !name(element).trim())
    .map((element) => element.outerHTML.slice(0, 160))
}
"""
_WRONG = """
() => {
  const wrong = []
  if (!document.documentElement.lang.startsWith('zh')) wrong.push('lang')
  if (!document.title) wrong.push('title')
  if (document.querySelectorAll('main').length !== 1) wrong.push('main')
  if (document.querySelectorAll('h1').length !== 1) wrong.push('h1: ' + document.querySelectorAll('h1').length)
  for (const element of document.querySelectorAll('[tabindex]'))
    if (element.tabIndex > 0) wrong.push('tabindex ' + element.outerHTML.slice(0, 80))
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id)
  for (const id of new Set(ids)) if (ids.filter((one) => one === id).length > 1) wrong.push('id ' + id)
  for (const element of document.querySelectorAll('[aria-labelledby]'))
    for (const id of element.getAttribute('aria-labelledby').split(/\\s+/))
      if (!document.getElementById(id)) wrong.push('labelledby ' + id)
  return wrong
}
"""
_POSITION = """
() => {
  const element = document.activeElement
  if (!element || element === document.body) return null
  const box = element.getBoundingClientRect()
  return { html: element.outerHTML.slice(0, 160), top: box.top + scrollY, left: box.left }
}
"""


def check(page: Page) -> None:
    """Everything that can be used or looked at has a name, and the page its frame."""
    assert page.evaluate(_NAMELESS) == []
    assert page.evaluate(_WRONG) == []


def tabbed(page: Page, most: int = 80) -> list[str]:
    """What the Tab key reaches from the top of the page, in order, until it comes round or ``most`` are passed."""
    page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0) }")
    reached: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(_POSITION)
        if here is None:
            break
        reached.append(here["html"])
    return reached


def fits(page: Page) -> bool:
    """Whether the page is no wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
