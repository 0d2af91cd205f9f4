import { createEngine } from '@phloem/engine'
import { check, parseTemplate, renderTemplate, TemplateTooLarge } from '@phloem/flow'
import { createValidators } from '@phloem/flow/validators'
import { nodes } from '@phloem/nodes'
import { afterEach, describe, expect, it } from 'vitest'
import { compileTemplate } from '../packages/engine/src/compile-template.ts'
import { guideFlow } from './harness/running-phloem.ts'
import { GADGETS } from './hostile-template-gadgets.ts'

const validators = createValidators(nodes)
const SECRET = 'only-in-the-variables'
/** Made of JSON alone, as sessions are, and with names in it that mean something to Handlebars. */
const variables = JSON.parse(`{
  "V": {
    "text": "${SECRET}",
    "list": ["${SECRET}", { "a": "${SECRET}" }],
    "toHTML": "${SECRET}",
    "__proto__": { "polluted": true }
  },
  "helperMissing": { "fn": "${SECRET}" },
  "__proto__": { "polluted": true }
}`)

const pwned = () => (globalThis as { pwned?: unknown }).pwned
afterEach(() => {
  delete (globalThis as { pwned?: unknown }).pwned
})

/** What calls and pages come to; nothing where either refuses. */
function yieldOf(template: string): string[] {
  const compiled = (() => {
    try {
      return compileTemplate(template, 'text')(variables)
    } catch (error) {
      if (error instanceof TemplateTooLarge) return ''
      throw error
    }
  })()
  return [compiled, renderTemplate(template, 'text', variables) ?? '']
}

describe('gadgets', () => {
  it('are 40 and more, each once', () => {
    expect(GADGETS.length).toBeGreaterThanOrEqual(40)
    expect(new Set(GADGETS).size).toBe(GADGETS.length)
  })

  it(`yield nothing, all ${GADGETS.length} of them`, () => {
    for (const gadget of GADGETS) {
      for (const text of yieldOf(gadget)) expect(text, gadget.slice(0, 200)).toMatch(HARMLESS)
      expect(pwned(), gadget).toBeUndefined()
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('are seen where one would work, so that a hole would be', () => {
    expect(yieldOf('{{V.text}}')).toEqual([SECRET, SECRET])
    expect(SECRET).not.toMatch(HARMLESS)
    expect(String(Function)).not.toMatch(HARMLESS)
  })

  it('that reach for what templates lack are errors of the flow', () => {
    const refused = GADGETS.filter((gadget) => !parseTemplate(gadget).ok)
    expect(refused.length).toBeGreaterThan(50)
    const flow = guideFlow('https://example.com/report', 'gadgets')
    const report = flow.nodes.find(({ id }: { id: string }) => id === 'report')
    for (const gadget of refused) {
      report.config.pairs = [{ key: 'x', value: gadget }]
      const issues = check(flow, nodes, validators).filter(({ severity }) => severity === 'error')
      expect(issues, gadget.slice(0, 200)).not.toEqual([])
    }
  })
})

/** Empty, or the literal text that stands around the mustaches: no value, no function, no object. */
const HARMLESS = /^(?!.*(?:only-in|function|native code|\[object|globalThis))[\s\S]{0,200}$/s

describe('the caps', () => {
  const list = Array.from({ length: 100 }, (_, index) => index)
  const wide = { V: { list, text: 'x'.repeat(60_000), deep: { a: { b: 'c' } } } }
  const worst: Record<string, string> = {
    mustaches: '{{V.deep.a.b}}'.repeat(200),
    calls: '{{upper (lower V.deep)}}'.repeat(100),
    depth: `${'{{#if V}}'.repeat(8)}${'{{/if}}'.repeat(8)}`.repeat(25),
    paths: `{{V${'.b'.repeat(15)}}}`.repeat(110),
    length: `{{V.deep.a.b}}${'x'.repeat(4082)}`,
    loops: `{{#with V as |v|}}{{#each v.list}}{{#each v.list}}${'{{#if V}}{{/if}}'.repeat(190)}{{/each}}{{/each}}{{/with}}`,
    output: `{{#each V.list}}{{#with this}}${'y'.repeat(4000)}{{/with}}{{/each}}`,
    reading: '{{#if (json V)}}{{/if}}'.repeat(100),
  }

  it.each(Object.entries(worst))('of %s hold: no hang, compiled, rendered or refused', (_, template) => {
    expect(parseTemplate(template)).toMatchObject({ ok: true })
    const from = performance.now()
    let length = 0
    try {
      length = compileTemplate(template, 'text')(wide).length
    } catch (error) {
      expect(error).toBeInstanceOf(TemplateTooLarge)
    }
    expect(length).toBeLessThanOrEqual(64 * 1024)
    // Against hangs; the figures are in bench/template-caps.ts.
    expect(performance.now() - from).toBeLessThan(2_000)
  })

  it('hold a whole document too: what would take long to compile is not published', () => {
    const flow = guideFlow('https://example.com/report', 'large')
    const report = flow.nodes.find(({ id }: { id: string }) => id === 'report')
    report.config.pairs = Array.from({ length: 100 }, (_, index) => ({
      key: `k${index}`,
      value: '{{Start.call.from}}'.repeat(200),
    }))
    expect(check(flow, nodes, validators).map(({ code }) => code)).toContain('too_many_templates')
  })

  it('and a document that goes round them does not take the process down', () => {
    const flow = guideFlow('https://example.com/report', 'unchecked')
    const report = flow.nodes.find(({ id }: { id: string }) => id === 'report')
    report.config.pairs = GADGETS.map((value, index) => ({ key: `k${index}`, value }))
    expect(() => createEngine(nodes).prepare(flow)).not.toThrow()
  })
})
