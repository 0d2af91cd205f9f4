import type { SchemaError } from '../compiled-validators.ts'

/**
 * ajv tells the errors of every member of a union and then that none fits. Keeps those of the member that was
 * most likely meant, or one error where none was.
 */
export function withoutOtherMembers(errors: SchemaError[]): SchemaError[] {
  // A union tells its own error after its members', so the last one is the outermost.
  const union = errors.findLast(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
  if (union === undefined) return errors
  const isOfMember = (error: SchemaError) =>
    error.schemaPath.startsWith(`${union.schemaPath}/`) && isWithin(union.instancePath, error.instancePath)
  const members = Map.groupBy(errors.filter(isOfMember), (error) => memberIndex(union, error))
  const others = errors.filter((error) => error !== union && !isOfMember(error))
  return [...withoutOtherMembers(others), ...withoutOtherMembers(meantBy(union, [...members.values()]))]
}

function meantBy(union: SchemaError, members: SchemaError[][]): SchemaError[] {
  const meant = members
    .filter((errors) => !errors.some((error) => isOfAnotherKind(union, error)))
    .toSorted((a, b) => a.length - b.length)[0]
  if (meant !== undefined) return meant
  const kinds = members.flat().filter((error) => isOfAnotherKind(union, error))
  const [first] = kinds
  if (
    first === undefined ||
    kinds.some(({ keyword, instancePath }) => keyword !== 'const' || instancePath !== first.instancePath)
  ) {
    return [{ ...union, keyword: 'union' }]
  }
  return [
    { ...first, keyword: 'enum', params: { allowedValues: kinds.map(({ params }) => params.allowedValue) } },
  ]
}

/** The value is not of the member's JSON type, or its `type` names another member. */
const isOfAnotherKind = (union: SchemaError, { keyword, instancePath }: SchemaError): boolean =>
  (keyword === 'type' && instancePath === union.instancePath) ||
  (keyword === 'const' && [union.instancePath, `${union.instancePath}/type`].includes(instancePath))

const isWithin = (path: string, inner: string): boolean => inner === path || inner.startsWith(`${path}/`)

const memberIndex = (union: SchemaError, { schemaPath }: SchemaError): string =>
  schemaPath.slice(union.schemaPath.length + 1).split('/', 1)[0] ?? ''
