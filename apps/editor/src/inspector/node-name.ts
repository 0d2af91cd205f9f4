import { type FlowDocument, IDENTIFIER, LIMITS, RESERVED_NAMES } from '@phloem/flow'

const identifier = new RegExp(IDENTIFIER)

/** Why the node can't be called that, or null when it can. */
export function nameProblem({ nodes }: FlowDocument, nodeId: string, name: string): string | null {
  if (name === '') return 'A node needs a name; templates call it by it.'
  if (name.length > LIMITS.nameLength) return `A name has at most ${LIMITS.nameLength} characters.`
  if (!identifier.test(name)) return `Letters, digits and _ only, such as ${identifierLike(name)}.`
  if (RESERVED_NAMES.has(name)) return `${name} means something else in templates.`
  const isTaken = nodes.some((node) => node.id !== nodeId && node.name === name)
  return isTaken ? `Another node is called ${name}.` : null
}

/** The nearest name that templates can use. */
export function identifierLike(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .split(/[^A-Za-z0-9_]+/)
    .filter(Boolean)
    .join('_')
  return /^[A-Za-z_]/.test(words) ? words : `Node_${words}`
}
