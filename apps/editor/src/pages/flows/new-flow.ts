import { type FlowDocument, LIMITS } from '@phloem/flow'
import type { FlowTemplate } from '../../templates/template.ts'

const SUFFIX_CHARACTERS = '23456789abcdefghjkmnpqrstuvwxyz'
const SUFFIX_LENGTH = 5

/** A document made from a template, with a fresh id and a name that no other flow has. */
export function newFlow({ content, flowName }: FlowTemplate, names: readonly string[]): FlowDocument {
  const name = uniqueName(flowName, names)
  return { phloem: 1, id: newFlowId(name), name, ...content }
}

/** The same nodes and edges under an id and a name of its own. */
export function copyOfFlow(document: FlowDocument, names: readonly string[]): FlowDocument {
  const name = uniqueName(`${document.name} copy`, names)
  return { ...document, id: newFlowId(name), name }
}

/** The name, or the name with the first number from 2 that makes it unique. */
export function uniqueName(name: string, taken: readonly string[]): string {
  let unique = name
  for (let number = 2; taken.includes(unique); number += 1) unique = `${name} ${number}`
  return unique
}

/** Readable in URLs and file names, and not taken: the suffix is random. */
export function newFlowId(name: string): string {
  const slug = slugOf(name).slice(0, LIMITS.idLength - SUFFIX_LENGTH - 1)
  return `${slug || 'flow'}-${randomSuffix()}`
}

const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

const randomSuffix = (): string =>
  [...crypto.getRandomValues(new Uint8Array(SUFFIX_LENGTH))]
    .map((byte) => SUFFIX_CHARACTERS[byte % SUFFIX_CHARACTERS.length])
    .join('')
