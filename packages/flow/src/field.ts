/** Names a place inside a config or a document: `pairs[1].value`, and `body["a.b"]` where a dot would mislead. */
export function joinField(parent: string, key: string | number): string {
  if (typeof key === 'number') return `${parent}[${key}]`
  if (!PLAIN_KEY.test(key)) return `${parent}[${JSON.stringify(key)}]`
  return parent === '' ? key : `${parent}.${key}`
}

const PLAIN_KEY = /^[A-Za-z_$][\w$-]*$/

/** The place inside the node of a place inside its config. */
export const inConfig = (field: string): string =>
  field.startsWith('[') ? `config${field}` : `config.${field}`
