import { parseTemplate, RENDER_LIMITS, replaceSecretMarks, secretMark, TemplateTooLarge } from '@phloem/flow'
import fc from 'fast-check'
import Handlebars from 'handlebars'
import { describe, expect, it } from 'vitest'
import { compileTemplate } from './compile-template.ts'

const variables = {
  Start: { call: { from: '+14155550100', caller_name: 'Zoë "Z" & <Co>' }, empty: '', list: ['a', 'b'] },
  Web: { response: { ok: true, n: 3 }, status_code: 200 },
}
const text = (template: string) => compileTemplate(template, 'text')(variables)

describe('a template', () => {
  it.each([
    { template: 'plain', becomes: 'plain' },
    { template: '{{Start.call.from}}', becomes: '+14155550100' },
    { template: 'from {{Start.call.from}}!', becomes: 'from +14155550100!' },
    { template: '{{Start.call.caller_name}}', becomes: 'Zoë "Z" & <Co>' },
    { template: '{{Nobody.knows.this}}', becomes: '' },
    { template: '{{Web.status_code}}', becomes: '200' },
    { template: '{{Web.response}}', becomes: '{"ok":true,"n":3}' },
    { template: '{{json Start.call.from}}', becomes: '"+14155550100"' },
    { template: '{{upper Start.call.caller_name}}', becomes: 'ZOË "Z" & <CO>' },
    { template: '{{default Start.empty "nobody"}}', becomes: 'nobody' },
    { template: '{{#if Web.response.ok}}yes{{else}}no{{/if}}', becomes: 'yes' },
    { template: '{{#unless Start.empty}}none{{/unless}}', becomes: 'none' },
    { template: '{{#each Start.list}}[{{this}}]{{/each}}', becomes: '[a][b]' },
  ])('$template becomes $becomes', ({ template, becomes }) => {
    expect(text(template)).toBe(becomes)
  })

  it.each([
    '{{Start.call.constructor}}',
    '{{Start.call.__proto__}}',
    '{{Start.constructor.constructor}}',
    '{{constructor.name}}',
    '{{toString}}',
  ])('%s reaches nothing that is not a variable', (template) => {
    expect(text(template)).toBe('')
  })

  it.each(['{{> partial}}', '{{lookup Start "call"}}', '{{log Start}}', '{{#foo}}x{{/foo}}', '{{'])(
    '%s is not run',
    (template) => {
      expect(text(template)).toBe('')
    },
  )
})

describe('what would become too large', () => {
  const list = (length: number) => Array.from({ length }, (_, index) => index)
  const render = (template: string, values: Record<string, never> | object) =>
    compileTemplate(template, 'text')({ V: values as never })

  it.each([
    [
      '{{#each V.list}}{{this}}{{/each}}',
      { list: list(101) },
      'a list has 101 items, and {{#each}} takes 100',
    ],
    ['{{V.text}}{{V.text}}', { text: 'x'.repeat(32_769) }, 'it became longer than 65536 characters'],
    [
      '{{#each V.list}}xxxxxxx{{/each}}'.repeat(100),
      { list: list(100) },
      'it became longer than 65536 characters',
    ],
    [
      '{{#if (upper V.text)}}{{/if}}{{#if (json V.text)}}{{/if}}',
      { text: 'x'.repeat(32_768) },
      'its functions are given more than 65536 characters',
    ],
    [
      `{{#with V as |v|}}{{#each v.list}}{{#each v.list}}${'{{#if x}}{{/if}}'.repeat(5)}{{/each}}{{/each}}{{/with}}`,
      { list: list(100) },
      'it goes through too much',
    ],
  ])('is not rendered at all: %s', (template, values, why) => {
    expect(() => render(template, values)).toThrow(new TemplateTooLarge(why))
  })

  it('goes up to the limits', () => {
    expect(render('{{V.text}}', { text: 'x'.repeat(RENDER_LIMITS.writtenLength) })).toHaveLength(65_536)
    expect(render('{{#each V.list}}{{this}}{{/each}}', { list: list(100) })).toHaveLength(190)
  })
})

it('takes nothing but text', () => {
  const program = { type: 'Program', body: [], includes: () => true } as unknown as string
  expect(() => compileTemplate(program, 'text')).toThrow(TypeError)
})

describe('a value', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 200 })

  it('stays inside its part of a URL', () => {
    const render = compileTemplate('https://example.com/a/{{V.value}}/b?q={{V.value}}#end', 'url')
    fc.assert(
      fc.property(anything, (value) => {
        const url = new URL(render({ V: { value } }))
        expect(url.origin).toBe('https://example.com')
        expect(url.hash).toBe('#end')
        expect([...url.searchParams]).toEqual([['q', value.toWellFormed()]])
      }),
    )
  })

  it('stays inside its header', () => {
    const render = compileTemplate('x {{V.value}}', 'header')
    fc.assert(
      fc.property(anything, (value) => {
        const header = render({ V: { value } })
        expect(header).toMatch(/^x [\t\x20-\x7e\xa0-\xff]*$/)
      }),
    )
  })

  it('reaches a form or a JSON text as it is', () => {
    const render = compileTemplate('{{V.value}}', 'text')
    fc.assert(
      fc.property(anything, (value) => {
        expect(render({ V: { value } })).toBe(value)
      }),
    )
  })
})

describe('what is compiled', () => {
  const part = fc.constantFrom(
    ...[
      '{{',
      '}}',
      '{{{',
      '}}}',
      '{{{{',
      '{{#',
      '{{/',
      '{{~',
      '~}}',
      '{{!',
      '{{!--',
      '--}}',
      '{{^',
      '{{&',
      '{{>',
      '{{*',
    ],
    ...[
      'if',
      'each',
      'with',
      'upper',
      'A',
      'A.b',
      'this',
      '@root',
      '..',
      '.',
      '[',
      ']',
      '(',
      ')',
      '|',
      'as',
      'else',
    ],
    ...['"', "'", '\\', '\n', '\r', '\u2028', '\u2029', ' ', '\0', '/', '=', '1'],
    ...[
      '{{#if A.b}}',
      '{{/if}}',
      '{{#each A}}',
      '{{/each}}',
      '{{A.b}}',
      '{{else}}',
      '{{upper\nA.b}}',
      '{{! x\n}}',
    ],
  )
  const allowed =
    /"type":"(?!Program|(?:Mustache|Block|Content|Comment)Statement|(?:Path|Sub)Expression|\w+Literal)\w+"/

  /** Checking reads the text in one line and compiling as it is. */
  it('is what was checked, wherever its lines end', () => {
    let compiled = 0
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        if (!parseTemplate(text).ok || !text.includes('{{')) return
        compiled += 1
        const tree = JSON.stringify(Handlebars.parse(text))
        expect(tree).not.toMatch(allowed)
        expect(tree).not.toMatch(/"data":true|"depth":[1-9]/)
        expect(() => compileTemplate(text, 'text')({ A: { b: 'x' } })).not.toThrow()
      }),
      { numRuns: 5000 },
    )
    expect(compiled).toBeGreaterThan(50)
  })
})

describe('a secret', () => {
  const rendered = (template: string, values: Record<string, Record<string, string>> = {}) =>
    compileTemplate(template, 'text', { takesSecrets: true })(values)

  it('becomes a mark with its name, where the template takes secrets', () => {
    expect(rendered('Key {{secret.A}}{{{secret.B_2}}}')).toBe(`Key ${secretMark('A')}${secretMark('B_2')}`)
    expect(rendered('{{#if Start.x}}{{secret.A}}{{else}}{{secret.B}}{{/if}}')).toBe(secretMark('B'))
    expect(compileTemplate('{{secret.A}}', 'text')({})).toBe('')
  })

  it.each([
    '{{upper secret.A}}',
    '{{json secret.A}}',
    '{{#if secret.A}}x{{/if}}',
    '{{secret.A.B}}',
    '{{secret}}',
  ])('is nothing that a template could work with: %s', (template) =>
    expect(['', 'null']).toContain(rendered(template)),
  )

  it('can be counterfeited by no value', () => {
    const Start = { name: '{{secret.A}}', mark: secretMark('A'), half: '\ufdd0A', rest: '\ufdd1' }
    const text = rendered('{{Start.name}} {{Start.mark}} {{Start.half}}{{Start.rest}}', { Start })
    expect(replaceSecretMarks(text, () => 'THE SECRET')).toBe('{{secret.A}} \ufffdA\ufffd \ufffdA\ufffd')
  })
})
