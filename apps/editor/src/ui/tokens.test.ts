import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
const [, light = '', dark = ''] = css.split(/\[data-theme="\w+"\] \{/)

const surfaces = ['page', 'panel', 'raised', 'sunken', 'hover', 'selected'].map((name) => `surface-${name}`)
const texts = ['text', 'text-muted', 'accent', 'danger', 'warning', 'success']

/** WCAG 2.2: 4.5:1 for text (1.4.3), 3:1 for the borders of controls and the focus (1.4.11). */
const pairs: [foreground: string, background: string, ratio: number][] = [
  ...texts.flatMap((text) => surfaces.map((surface): [string, string, number] => [text, surface, 4.5])),
  ...['accent', 'danger', 'warning', 'success'].flatMap((tone): [string, string, number][] => [
    [tone, `${tone}-soft`, 4.5],
    ['text', `${tone}-soft`, 4.5],
  ]),
  ['accent-text', 'accent', 4.5],
  ['accent-text', 'accent-hover', 4.5],
  ['danger-text', 'danger', 4.5],
  ['danger-text', 'danger-hover', 4.5],
  ...['border-strong', 'focus'].flatMap((line) =>
    surfaces.map((surface): [string, string, number] => [line, surface, 3]),
  ),
]

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_theme, block) => {
  const colours = new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  )

  it.each(pairs)('shows %s on %s', (foreground, background, ratio) => {
    expect(contrast(colours.get(foreground), colours.get(background))).toBeGreaterThanOrEqual(ratio)
  })
})

function contrast(a: string | undefined, b: string | undefined): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (lighter + 0.05) / (darker + 0.05)
}

/** Relative luminance of sRGB (WCAG 2.2); no colour makes it fail. */
function luminance(hex: string | undefined): number {
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = [1, 3, 5]
    .map((at) => Number.parseInt(hex?.slice(at, at + 2) ?? '', 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
