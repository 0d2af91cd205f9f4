/** The validators of all node types as ready-made functions; the build writes it. */
declare module 'virtual:phloem-validators' {
  const compiled: import('@phloem/flow').CompiledValidators
  export const envelope: typeof compiled.envelope
  export const configs: typeof compiled.configs
}
