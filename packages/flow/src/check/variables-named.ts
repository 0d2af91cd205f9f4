import type { Variable } from '../node-definition.ts'

/**
 * The variables that a path names: one itself, the ones below it (`call` is an object), or the open one that it
 * reaches into. None when the path is unknown.
 */
export const variablesNamed = (path: string, variables: readonly Variable[]): Variable[] =>
  variables.filter(
    (variable) =>
      path === '' ||
      variable.path === path ||
      variable.path.startsWith(`${path}.`) ||
      (variable.open === true && path.startsWith(`${variable.path}.`)),
  )
