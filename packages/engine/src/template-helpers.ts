import type { Meter } from '@phloem/flow'

/** What one rendering carries along: the encoder of its place, and the count of what it does. */
export interface Rendering {
  encode: (text: string) => string
  meter: Meter
}

interface Options {
  data: { rendering: Rendering }
}
interface BlockOptions extends Options {
  fn: Run
  inverse: Run
}
type Run = (item: unknown, more?: { data: object; blockParams: unknown[] }) => string

/**
 * All that templates can call, blocks included; Handlebars' own are taken away. `renderTemplate` does the same for
 * pages, and a property test holds both to the same text.
 */
export const helpers = {
  default: (value: unknown, fallback: unknown, options: Options) => {
    meterOf(options).step()
    return value === undefined || value === null || value === '' ? fallback : value
  },
  upper: (value: unknown, options: Options) => read(textOf(value), options).toUpperCase(),
  lower: (value: unknown, options: Options) => read(textOf(value), options).toLowerCase(),
  json: (value: unknown, options: Options) => read(JSON.stringify(value ?? null), options),

  if(this: unknown, value: unknown, options: BlockOptions): string {
    meterOf(options).step()
    return isTrue(value) ? options.fn(this) : options.inverse(this)
  },
  unless(this: unknown, value: unknown, options: BlockOptions): string {
    meterOf(options).step()
    return isTrue(value) ? options.inverse(this) : options.fn(this)
  },
  with(this: unknown, value: unknown, options: BlockOptions): string {
    meterOf(options).step()
    return isEmpty(value)
      ? options.inverse(this)
      : options.fn(value, { data: options.data, blockParams: [value] })
  },
  each(this: unknown, value: unknown, options: BlockOptions): string {
    const meter = meterOf(options)
    meter.step()
    const items = typeof value === 'object' ? Object.entries(value ?? {}) : []
    meter.items(items.length)
    if (items.length === 0) return options.inverse(this)
    let written = ''
    for (const [key, item] of items) {
      meter.step()
      const blockParams = [item, Array.isArray(value) ? Number(key) : key]
      written += options.fn(item, { data: options.data, blockParams })
      meter.whole(written.length)
    }
    return written
  },
}

/** Writes one value for the place of the template; `encodeValues` puts it around each. */
export function putValue(value: unknown, options: Options): string {
  const { encode, meter } = options.data.rendering
  meter.step()
  return meter.write(encode(textOf(value)))
}

const meterOf = ({ data }: Options): Meter => data.rendering.meter

function read(text: string, options: Options): string {
  meterOf(options).step()
  return meterOf(options).read(text)
}

const isEmpty = (value: unknown): boolean =>
  (!value && value !== 0) || (Array.isArray(value) && value.length === 0)

const isTrue = (value: unknown): boolean => !isEmpty(value) && value !== 0

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
