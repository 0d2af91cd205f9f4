/** An XML element as data. Its name and the names of its attributes are Plivo's, never text from outside. */
export interface Element {
  name: string
  attributes: Attributes
  children: (Element | string)[]
}

/** Attributes that are undefined are left out. */
export type Attributes = Record<string, string | number | boolean | undefined>

export const element = (
  name: string,
  attributes: Attributes = {},
  children: (Element | string)[] = [],
): Element => ({ name, attributes, children })
