import type { Figure } from './figure.ts'

export function printTable(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}\n`)
  for (const { what, value, unit, gate } of figures) {
    const measured = `${rounded(value)} ${unit}`
    const wanted = gate === undefined ? '' : `≤ ${gate} ${value <= gate ? '✓' : '✗'}`
    console.log(`  ${what.padEnd(44)} ${measured.padStart(12)}   ${wanted}`)
  }
}

const rounded = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value.toFixed(value < 0.1 && value > 0 ? 3 : 1)
