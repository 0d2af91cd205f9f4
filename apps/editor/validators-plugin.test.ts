import { expect, it } from 'vitest'
import { withImports } from './validators-plugin.ts'

it('imports each required module once and requires none', () => {
  const source = withImports(
    'a = require("ajv/x").default; b = require("ajv/y").default; c = require("ajv/x")',
  )
  expect(source).not.toContain('require(')
  expect(source.match(/^import .*$/gm)).toEqual([
    "import * as required0 from 'ajv/x'",
    "import * as required1 from 'ajv/y'",
  ])
  expect(source).toContain(
    'a = exportsOf(required0).default; b = exportsOf(required1).default; c = exportsOf(required0)',
  )
})
