import { expect, it } from 'vitest'
import { withImports } from './validators-plugin.ts'

it('imports each required module once', () => {
  const source =
    'const a = require("ajv/x").default; const b = require("ajv/y").default; const c = require("ajv/x")'
  expect(withImports(source)).toBe(
    "import * as required0 from 'ajv/x'\nimport * as required1 from 'ajv/y'\n" +
      'const a = required0.default; const b = required1.default; const c = required0',
  )
})
