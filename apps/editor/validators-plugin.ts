import { standaloneValidators } from '@phloem/flow/validators'
import { nodes } from '@phloem/nodes'
import type { Plugin } from 'vite'

const MODULE = 'virtual:phloem-validators'
const RESOLVED = `\0${MODULE}`

/**
 * Serves the flow checks' schemas as ready-made functions: ajv compiles them with `new Function`, which a strict
 * Content-Security-Policy forbids in the page.
 */
export function validatorsPlugin(): Plugin {
  return {
    name: 'phloem-validators',
    resolveId: (id) => (id === MODULE ? RESOLVED : null),
    load: (id) => (id === RESOLVED ? withImports(standaloneValidators(nodes)) : null),
  }
}

/** ajv's "esm" code still requires its own runtime (ajv issue 2209); pages know no `require`. */
export function withImports(source: string): string {
  const modules: string[] = []
  const body = source.replace(/\brequire\("([^"]+)"\)/g, (_, module: string) => {
    if (!modules.includes(module)) modules.push(module)
    return `exportsOf(required${modules.indexOf(module)})`
  })
  const imports = modules.map((module, index) => `import * as required${index} from '${module}'\n`)
  return imports.join('') + EXPORTS_OF + body
}

/** What `exports` of a CommonJS module is: Vite's build sees it as the namespace, its dev server as the default. */
const EXPORTS_OF = 'const exportsOf = (module) => (module.default?.default ? module.default : module)\n'
