/** What templates can call, with the number of values that each takes. The engine registers these and no others. */
export const TEMPLATE_FUNCTIONS = { default: 2, upper: 1, lower: 1, json: 1 } as const

export const TEMPLATE_BLOCKS = ['if', 'unless', 'each', 'with'] as const

/** What templates may hold; measured so that compiling one takes milliseconds (`bench/template-caps.ts`). */
export const TEMPLATE_LIMITS = {
  /** Values, calls and blocks of one template. */
  mustaches: 200,
  depth: 8,
  eachDepth: 2,
  /** `A.b.c` has three. */
  pathSegments: 16,
  /** Characters of a node's templates together. */
  nodeLength: 64 * 1024,
  /** Values, calls and blocks of a whole document. */
  documentMustaches: 2000,
} as const

/** What rendering one template may come to. What would come to more is not rendered at all, rather than cut. */
export const RENDER_LIMITS = {
  /** Items of a list or an object in `each`. */
  listLength: 100,
  /** Characters that functions are given. */
  readLength: 64 * 1024,
  /** Characters that it writes. */
  writtenLength: 64 * 1024,
  /** Values written, functions called, blocks entered, items gone through. */
  steps: 25_000,
} as const
