/** To what a sealed text belongs, in words that messages use too. */
export const storedSecret = (name: string): string => `secret ${name}`
export const destinationSecret = (origin: string): string => `signing secret of ${origin}`
