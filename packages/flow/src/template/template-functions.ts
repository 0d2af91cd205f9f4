/** What templates can call, with the number of values that each takes. The engine registers these and no others. */
export const TEMPLATE_FUNCTIONS = { default: 2, upper: 1, lower: 1, json: 1 } as const

export const TEMPLATE_BLOCKS = ['if', 'unless', 'each', 'with'] as const

/** What one template may hold; measured so that compiling takes milliseconds. */
export const TEMPLATE_LIMITS = { mustaches: 200, depth: 8, eachDepth: 2 } as const
