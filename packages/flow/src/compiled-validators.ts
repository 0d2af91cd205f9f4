/** A mistake as ajv tells it; the value that it is about stands at `instancePath`, a JSON Pointer. */
export interface SchemaError {
  instancePath: string
  schemaPath: string
  keyword: string
  params: Record<string, unknown>
  message?: string
  /** Set where the error is about a key rather than a value. */
  propertyName?: string
}

/** Gives the mistakes of a value; none when it fits. */
export type Validate = (value: unknown) => SchemaError[]

/** Checks of shape: of a document without its configs, and of the configs by node type. */
export interface Validators {
  envelope: Validate
  configs: Record<string, Validate>
}

/** A validation function as ajv makes it: the errors of the last value are left on the function. */
export interface CompiledValidate {
  (value: unknown): boolean | Promise<unknown>
  errors?: SchemaError[] | null
}

/** The module that `standaloneValidators` writes, once it is bundled. */
export interface CompiledValidators {
  envelope: CompiledValidate
  configs: Record<string, CompiledValidate>
}

/** Validators from functions that were compiled ahead, so that a page needs neither ajv nor `unsafe-eval`. */
export const fromCompiled = ({ envelope, configs }: CompiledValidators): Validators => ({
  envelope: errorsOf(envelope),
  configs: Object.fromEntries(Object.entries(configs).map(([type, validate]) => [type, errorsOf(validate)])),
})

const errorsOf =
  (validate: CompiledValidate): Validate =>
  (value) =>
    validate(value) === true ? [] : [...(validate.errors ?? [])]
