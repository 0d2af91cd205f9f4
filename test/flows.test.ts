import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEngine } from '@phloem/engine'
import { check } from '@phloem/flow'
import { createValidators } from '@phloem/flow/validators'
import { nodes } from '@phloem/nodes'
import { describe, expect, it } from 'vitest'

const folder = fileURLToPath(new URL('../flows', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
const validators = createValidators(nodes)

describe('the folder of flows', () => {
  it.each(files)('%s has no issues and is named by its id', (file) => {
    const document = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    expect(check(document, nodes, validators)).toEqual([])
    expect(`${document.id}.json`).toBe(file)
  })

  it('has the schema that text editors complete from (`npx -y pnpm flows:schema` writes it anew)', async () => {
    const schema = `${JSON.stringify(createEngine(nodes).schema, null, 2)}\n`
    await expect(schema).toMatchFileSnapshot(join(folder, 'flow.schema.json'))
  })
})
