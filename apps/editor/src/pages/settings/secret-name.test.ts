import { expect, it } from 'vitest'
import { secretNameProblem } from './secret-name.ts'

it('takes names that templates can spell', () => {
  expect(['CRM_TOKEN', 'A', 'X9'].map(secretNameProblem)).toEqual([null, null, null])
  for (const name of ['', 'crm', '9A', 'A-B', 'A B', `A${'B'.repeat(64)}`])
    expect(secretNameProblem(name)).not.toBeNull()
})
