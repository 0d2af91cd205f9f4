import { replaceSecretMarks, secretMark } from '@phloem/flow'
import fc from 'fast-check'
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
