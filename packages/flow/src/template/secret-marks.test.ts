import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  nameSecrets,
  nameSecretsIn,
  replaceSecretMarks,
  secretMark,
  withoutSecretMarks,
} from './secret-marks.ts'

it('names secrets for people, and gives them out to who sends', () => {
  const text = `Bearer ${secretMark('CRM_TOKEN')}!`
  expect(nameSecrets(text)).toBe('Bearer {{secret.CRM_TOKEN}}!')
  expect(replaceSecretMarks(text, (name) => name.toLowerCase())).toBe('Bearer crm_token!')
  expect(nameSecretsIn({ a: [text, 1, null] })).toEqual({ a: ['Bearer {{secret.CRM_TOKEN}}!', 1, null] })
})

it('finds no mark in any texts that were rid of them, whatever stands around', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 10 }),
    fc.constantFrom('\ufdd0', 'A', '\ufdd1', secretMark('A')),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.map(withoutSecretMarks).join('A')
      expect(replaceSecretMarks(text, () => 'found')).toBe(text)
    }),
  )
})
