import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTemplate } from './parse-template.ts'

const referencesOf = (text: string) => {
  const parsed = parseTemplate(text)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.references.map(({ node, path }) => `${node}.${path}`)
}

const messageOf = (text: string) => {
  const parsed = parseTemplate(text)
  return parsed.ok ? null : parsed.message
}

describe('what a template may use', () => {
  it.each([
    { text: 'no template at all', references: [] },
    { text: '{{Start.call.from}}', references: ['Start.call.from'] },
    { text: '{{{Start.call.from}}} {{&Start.call.to}}', references: ['Start.call.from', 'Start.call.to'] },
    { text: '{{~ Start ~}}', references: ['Start.'] },
    { text: '{{Post.response.[a b].c}}', references: ['Post.response.a b.c'] },
    { text: '{{Post.response.[a.b]}}', references: ['Post.response.[a.b]'] },
    { text: '{{default Start.call.name "unknown"}}', references: ['Start.call.name'] },
    { text: '{{upper (default A.x (lower B.y))}}', references: ['A.x', 'B.y'] },
    { text: '{{json Start}}', references: ['Start.'] },
    { text: '{{"literal"}} {{7}} {{true}}', references: [] },
    {
      text: '{{#if A.x}}{{B.y}}{{else if C.z}}{{D.w}}{{else}}{{E.v}}{{/if}}',
      references: ['A.x', 'B.y', 'C.z', 'D.w', 'E.v'],
    },
    { text: '{{#unless A.x}}no{{/unless}}', references: ['A.x'] },
    { text: '{{! a comment}}{{!-- {{one}} --}}', references: [] },
    { text: '\\{{A.x}} {{B.y}}', references: ['B.y'] },
    { text: '{{upper.x}}', references: ['upper.x'] },
  ])('reads $text', ({ text, references }) => {
    expect(referencesOf(text)).toEqual(references)
  })

  it.each([
    {
      text: '{{Start.call',
      message: '"{{" is not closed by "}}", or a character between them does not belong there',
    },
    { text: '{{}}', message: 'Nothing stands between "{{" and "}}", or something is missing there' },
    { text: '{{ {{A.x}} }}', message: '"{{" stands inside of another "{{"' },
    { text: '{{#if A.x}}yes', message: 'A block has no end, such as {{/if}}' },
    { text: '{{#if A.x}}yes{{/unless}}', message: '{{#if}} is closed by {{/unless}}' },
    { text: 'yes{{/if}}', message: 'A block ends that never began' },
    { text: '{{else}}', message: '{{else}} stands outside of a block' },
    { text: '{{A.list.0}}', message: 'The number of an item goes in brackets, like [0]' },
    { text: '{{A.this.x}}', message: '"A.this" is not a path to a variable' },
    { text: '{{> footer}}', message: '{{> …}} is not available' },
    { text: '{{#> layout}}x{{/layout}}', message: '{{> …}} is not available' },
    { text: '{{* decorate}}', message: '{{* …}} is not available' },
    { text: '{{#*inline "x"}}y{{/inline}}', message: '{{* …}} is not available' },
    { text: '{{{{if A.x}}}}raw{{{{/if}}}}', message: '{{{{ … }}}} is not available' },
    { text: '{{../A.x}}', message: '"../" is not available' },
    { text: '{{@root.A.x}}', message: '@root.A.x is not available' },
    { text: '{{#each A.x}}{{@index}}{{/each}}', message: '@index is not available' },
    { text: '{{#each A.x}}{{../B.y}}{{/each}}', message: '"../" is not available' },
    { text: '{{this}}', message: '"this" is the item inside of {{#each}} and {{#with}}; there is none here' },
    {
      text: '{{this.A.x}}',
      message: '"this" is the item inside of {{#each}} and {{#with}}; there is none here',
    },
    { text: '{{[A].x}}', message: '"A" must stand without brackets' },
    {
      text: '{{lookup A.x B.y}}',
      message: 'There is no function "lookup"; the functions are default, upper, lower, json',
    },
    {
      text: '{{defualt A.x B.y}}',
      message:
        'There is no function "defualt"; did you mean "default"?; the functions are default, upper, lower, json',
    },
    {
      text: '{{upper (log A.x)}}',
      message: 'There is no function "log"; the functions are default, upper, lower, json',
    },
    {
      text: '{{if A.x}}',
      message: 'There is no function "if"; the functions are default, upper, lower, json',
    },
    {
      text: '{{"upper" A.x}}',
      message: 'There is no function "upper"; the functions are default, upper, lower, json',
    },
    {
      text: '{{Call Forward.x}}',
      message: 'There is no function "Call"; the functions are default, upper, lower, json',
    },
    { text: '{{upper}}', message: 'upper takes one value, like {{upper Start.call.direction}}' },
    {
      text: '{{default A.x}}',
      message: 'default takes 2 values, like {{default Start.call.caller_name "unknown"}}',
    },
    { text: '{{upper A.x as="y"}}', message: 'upper takes no named values' },
    {
      text: '{{A.x b=1}}',
      message: 'There is no function "A.x"; the functions are default, upper, lower, json',
    },
    {
      text: '{{#A.x}}y{{/A.x}}',
      message: 'There is no block {{#A.x}}; the blocks are if, unless, each, with',
    },
    { text: '{{^if A.x}}y{{/if}}', message: '{{^if}} is not available; {{#unless}} is' },
    { text: '{{#if}}y{{/if}}', message: '{{#if}} takes one value' },
    { text: '{{#if A.x B.y}}y{{/if}}', message: '{{#if}} takes one value' },
    { text: '{{#if A.x includeZero=true}}y{{/if}}', message: '{{#if}} takes one value' },
    { text: '{{#if A.x as |y|}}{{y}}{{/if}}', message: '{{#if}} has no item to name' },
  ])('refuses $text', ({ text, message }) => {
    expect(messageOf(text)).toBe(message)
  })

  it('refuses what is not text, which Handlebars might take for a syntax tree', () => {
    const program = { type: 'Program', body: [] } as unknown as string
    expect(parseTemplate(program)).toEqual({ ok: false, message: 'A template is text' })
  })

  it('says where the mistake is', () => {
    expect(parseTemplate('one\ntwo {{upper A.x}} {{lookup B.y}}')).toMatchObject({ ok: false, at: 22 })
    expect(parseTemplate('one\r\ntwo {{A.x}} {{A.0}}')).toMatchObject({ ok: false, at: 21 })
  })
})

describe('items', () => {
  it.each([
    { text: '{{#each A.list}}{{name}} {{this.x}} {{this}}{{/each}}', references: ['A.list'] },
    { text: '{{#each A.list as |one|}}{{one.x}}{{/each}}', references: ['A.list'] },
    { text: '{{#with A.x}}{{B.y}}{{#if C.z}}{{D.w}}{{/if}}{{/with}}', references: ['A.x'] },
    { text: '{{#with A.x}}{{B.y}}{{else}}{{C.z}}{{/with}}{{D.w}}', references: ['A.x', 'C.z', 'D.w'] },
  ])('looks up no node inside of $text', ({ text, references }) => {
    expect(referencesOf(text)).toEqual(references)
  })

  it('tells what is spelt like a reference there', () => {
    const parsed = parseTemplate('{{#each A.list}}{{B.y}}{{this.C}}{{/each}}')
    expect(parsed).toMatchObject({ itemReferences: [{ node: 'B', path: 'y', start: 18, end: 21 }] })
  })
})

describe('limits', () => {
  const nested = (block: string, levels: number) =>
    `{{#${block} A.x}}`.repeat(levels) + `{{/${block}}}`.repeat(levels)

  it.each([
    { text: `{{A.x}}${'y'.repeat(4089)}`, message: null },
    { text: `{{A.x}}${'y'.repeat(4090)}`, message: 'A template has at most 4096 characters' },
    { text: '{{A.x}}'.repeat(200), message: null },
    { text: '{{A.x}}'.repeat(201), message: 'A template has at most 200 places with "{{" or "("' },
    { text: '{{upper A.x}}'.repeat(200), message: null },
    {
      text: '{{upper (lower A.x)}}'.repeat(101),
      message: 'A template has at most 200 places with "{{" or "("',
    },
    { text: `{{A${'.x'.repeat(15)}}}`, message: null },
    { text: `{{A${'.x'.repeat(16)}}}`, message: 'A path has at most 16 parts' },
    { text: `{{#each A.x}}{{this${'.x'.repeat(17)}}}{{/each}}`, message: 'A path has at most 16 parts' },
    { text: nested('if', 8), message: null },
    { text: nested('if', 9), message: 'Templates nest at most 8 levels deep' },
    { text: `{{${'upper ('.repeat(8)}upper A.x${')'.repeat(8)}}}`, message: null },
    {
      text: `{{${'upper ('.repeat(9)}upper A.x${')'.repeat(9)}}}`,
      message: 'Templates nest at most 8 levels deep',
    },
    { text: nested('each', 2), message: null },
    { text: nested('each', 3), message: '{{#each}} nests at most 2 levels deep' },
  ])('says $message of $text.length characters', ({ text, message }) => {
    expect(messageOf(text)).toBe(message)
  })
})

/** Texts that are templates often enough. */
const piece = fc.constantFrom(
  ...[
    '{{A.b}}',
    '{{~ A.b ~}}',
    '{{{A}}}',
    '{{&A.b}}',
    '\n',
    '\r\n',
    '\r',
    '\u2028',
    '\\',
    '{{! c }}',
    '{{!-- x\ny --}}',
  ],
  ...[
    '{{#if A.c}}',
    '{{/if}}',
    '{{else}}',
    '{{#each A.l}}',
    '{{/each}}',
    '{{default\n A.b "q\nz"}}',
    '{{upper (lower A.b)}}',
  ],
  ...[
    '{{',
    '}}',
    '"',
    ' ',
    'é',
    '{{this}}',
    '{{> p}}',
    '{{A.[x y]}}',
    '{{{{raw}}}}',
    '{{{{/raw}}}}',
    '(',
    ')',
    '|',
    '\u0000',
  ],
)
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
)

it('never throws, whatever the text', () => {
  fc.assert(
    fc.property(texts, (text) => typeof parseTemplate(text).ok === 'boolean'),
    { numRuns: 2000 },
  )
})

it('gives the exact place of every reference', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseTemplate(text)
      if (!parsed.ok) return
      for (const { node, path, start, end } of parsed.references) {
        const plain = text.slice(start, end).replaceAll(/[[\]]/g, '')
        expect(plain).toBe(path === '' ? node : `${node}.${path}`)
      }
    }),
    { numRuns: 2000 },
  )
})
