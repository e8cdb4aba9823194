/** Looks at what is shown; each runs in the page, and so uses nothing from outside itself. */

/**
 * WCAG 2.5.8: targets under 24 by 24 CSS pixels whose neighbours are too near. A label is part of its control, and
 * what is small may be as long as a circle of 24 pixels around its middle meets no other target.
 */
export function smallTargets(): string[] {
  const boxes = [...document.querySelectorAll('a[href], button, input, textarea, select, summary, [role=menuitem], [tabindex="0"]')]
    .filter((element) => element.checkVisibility() && !element.matches('.skip-link:not(:focus)'))
    .map((element) => ({ element, box: (element.closest('label, .thumb') ?? element).getBoundingClientRect() }))
  return boxes
    .filter(({ element, box }) => {
      if (box.width >= 24 && box.height >= 24) return false
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      return boxes.some((other) => {
        if (other.element === element || other.element.contains(element) || element.contains(other.element)) return false
        const dx = Math.max(other.box.left - x, 0, x - other.box.right)
        const dy = Math.max(other.box.top - y, 0, y - other.box.bottom)
        return Math.hypot(dx, dy) < 12
      })
    })
    .map(({ element, box }) => `${Math.round(box.width)} by ${Math.round(box.height)}: ${element.outerHTML.slice(0, 120)}`)
}

/** WCAG 1.4.12 and 1.4.10: words that lie over other words. */
export function overlaps(): string[] {
  const all = [...document.querySelectorAll('button, p, h1, h2, h3, label, dt, dd, td, th, a')].filter(
    (element) => element.checkVisibility() && !element.closest('.visually-hidden, .skip-link, thead') && element.textContent.trim() !== '',
  )
  const boxes = all.map((element) => element.getBoundingClientRect())
  return all.flatMap((element, i) =>
    all.slice(i + 1).flatMap((other, k) => {
      const [a, b] = [boxes[i], boxes[i + 1 + k]]
      if (!a || !b || element.contains(other) || other.contains(element)) return []
      const over = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2
      return over ? [`${element.outerHTML.slice(0, 80)} over ${other.outerHTML.slice(0, 80)}`] : []
    }),
  )
}

/** WCAG 2.5.3: controls whose name lacks the words that are seen on them. `names` is axe's. */
export function labelsNotInNames(): string[] {
  interface Names {
    setup(): void
    teardown(): void
    commons: { text: { accessibleText(element: Element): string } }
  }
  const { axe } = window as unknown as { axe: Names }
  const plain = (text: string) => text.toLowerCase().replaceAll(/\s+/g, ' ').trim()
  axe.setup()
  const found = [...document.querySelectorAll<HTMLElement>('button, a[href], [role=menuitem], [aria-label]')].flatMap((element) => {
    if (!element.checkVisibility() || element.matches('.visually-hidden, nav, div, ul, section')) return []
    const seen = element.cloneNode(true) as HTMLElement
    for (const hidden of seen.querySelectorAll('[aria-hidden=true]')) hidden.remove()
    const name = axe.commons.text.accessibleText(element)
    return plain(name).includes(plain(seen.textContent)) ? [] : [`"${seen.textContent}" is not in "${name}"`]
  })
  axe.teardown()
  return found
}

/**
 * WCAG 1.4.11: what shows that something is a control, or which one is chosen, with less than 3:1 to what is beside
 * it. Controls that are known by their words alone have no such thing.
 */
export function faintControls(): string[] {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return ['no canvas']
  /** Any CSS colour, laid over white: red, green, blue, alpha from 0 to 255. */
  const rgba = (colour: string): number[] => {
    pen.clearRect(0, 0, 1, 1)
    pen.fillStyle = colour
    pen.fillRect(0, 0, 1, 1)
    return [...pen.getImageData(0, 0, 1, 1).data]
  }
  /** Relative luminance: WCAG 2.2's definition. */
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = rgba(colour).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (a: string, b: string): number => {
    const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
    return (light + 0.05) / (dark + 0.05)
  }
  const ground = (element: Element | null): string => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor
      if ((rgba(colour)[3] ?? 0) > 250) return colour
    }
    return 'white'
  }
  const PARTS: readonly (readonly [selector: string, pseudo: string | null])[] = [
    ...(['input:not([type=radio], [type=checkbox], [type=range])', 'textarea', 'button:not(nav button)', '.radio-mark', '.check-mark', '.thumb', 'progress', 'kbd'] as const).map(
      (selector) => [selector, null] as const,
    ),
    ['.track', '::before'],
  ]
  const found = PARTS.flatMap(([selector, pseudo]) =>
    [...document.querySelectorAll(selector)].flatMap((element) => {
      if (!element.checkVisibility()) return []
      const style = getComputedStyle(element, pseudo)
      const beside = ground(pseudo ? element : element.parentElement)
      const edge = parseFloat(style.borderTopWidth) >= 1 ? contrast(style.borderTopColor, beside) : 1
      const inside = (rgba(style.backgroundColor)[3] ?? 0) > 250 ? contrast(style.backgroundColor, beside) : 1
      return Math.max(edge, inside) < 3 ? [`${selector}: ${Math.max(edge, inside).toFixed(2)} ${element.outerHTML.slice(0, 80)}`] : []
    }),
  )
  const focus = document.activeElement
  const rings = [focus, focus?.closest('label, .thumb') ?? null].filter((e) => e !== null && getComputedStyle(e).outlineStyle !== 'none')
  const best = Math.max(...rings.map((e) => (e ? contrast(getComputedStyle(e).outlineColor, ground(e.parentElement)) : 1)))
  if (rings.length > 0 && best < 3) found.push(`focus: ${best.toFixed(2)} ${focus?.outerHTML.slice(0, 80) ?? ''}`)
  return [...new Set(found)]
}

/** WCAG 2.4.11: whether something lies over what has the focus; null where the focus is nowhere. */
export function obscuredFocus(): string | null {
  const at = document.activeElement
  if (!at || at === document.body) return null
  const shown = at.closest('label, .thumb') ?? at
  const { left, right, top, bottom } = shown.getBoundingClientRect()
  const middle = [Math.max(0, left) + Math.min(innerWidth, right), Math.max(0, top) + Math.min(innerHeight, bottom)].map((sum) => sum / 2) as [number, number]
  const over = document.elementFromPoint(...middle)
  return over && (shown.contains(over) || over.contains(shown)) ? '' : `${shown.outerHTML.slice(0, 80)} under ${over?.outerHTML.slice(0, 80) ?? 'nothing'}`
}

/** WCAG 1.4.1 in forced colours, where backgrounds are taken away: marks that look the same when they are chosen. */
export function marksLost(): string[] {
  const look = (element: Element | null): string => {
    if (!element) return ''
    const { borderTopWidth, borderTopColor, backgroundColor, stroke, borderInlineStartColor } = getComputedStyle(element)
    return [borderTopWidth, borderTopColor, backgroundColor, stroke, borderInlineStartColor].join()
  }
  const pairs = [
    ['.option[data-selected] .radio-mark', '.option:not([data-selected]) .radio-mark'],
    ['.option[data-selected] .check-mark', '.option:not([data-selected]) .check-mark'],
    ['nav [aria-current]', 'nav li button:not([aria-current])'],
  ] as const
  return pairs.flatMap(([on, off]) => {
    const [a, b] = [document.querySelector(on), document.querySelector(off)]
    return a && b && look(a) === look(b) ? [on] : []
  })
}

/** What speaks by itself when it changes, but for the announcer. */
export function liveRegions(): string[] {
  const kinds = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], [role=timer], [role=marquee], output:not([aria-live=off])'
  return [...document.querySelectorAll(kinds)]
    .filter((element) => element.checkVisibility() && !element.closest('[data-announcer]'))
    .map((element) => element.outerHTML.slice(0, 120))
}
