import { FieldGroup } from '../FieldFrame.tsx'
import { type FieldProps, issuesAt } from '../field-props.ts'
import { Choice } from './Choice.tsx'
import { Template, Text } from './Template.tsx'

/** The fields that each kind of auth has. */
const partsOf: Record<string, readonly string[]> = { basic: ['username', 'password'], bearer: ['token'] }

/** How the request proves who sends it. Passwords and tokens are references, so that no flow holds a secret. */
export function Auth(props: FieldProps) {
  const { field, schema, value, onChange, issues } = props
  const auth = (value ?? {}) as Record<string, unknown>
  const type = String(auth.type ?? 'none')
  const parts = partsOf[type] ?? []
  const fieldFor = (part: string) => ({
    field: `${field}.${part}`,
    schema: schema.properties?.[part] ?? {},
    issues: issuesAt(issues, `${field}.${part}`),
    value: auth[part],
    onChange: (next: unknown) => onChange({ ...auth, [part]: next }),
  })
  const choose = (next: unknown) => {
    const empty = (partsOf[String(next)] ?? []).map((part) => [part, ''])
    onChange(next === 'none' ? undefined : { type: next, ...Object.fromEntries(empty) })
  }
  const inParts = parts.flatMap((part) => issuesAt(issues, `${field}.${part}`))
  return (
    <FieldGroup {...props} issues={issues.filter((issue) => !inParts.includes(issue))}>
      <Choice
        {...fieldFor('type')}
        schema={{ ...schema.properties?.type, title: 'Type' }}
        value={type}
        onChange={choose}
        issues={[]}
      />
      {parts.map((part) => {
        const props = fieldFor(part)
        return props.schema['x-template'] ? (
          <Template key={part} {...props} />
        ) : (
          <SecretReference key={part} {...props} />
        )
      })}
    </FieldGroup>
  )
}

function SecretReference(props: FieldProps) {
  const schema = {
    description: 'A reference to a secret, never the secret itself.',
    'x-placeholder': '{{secret.API_TOKEN}}',
    ...props.schema,
  }
  return <Text {...props} schema={schema} />
}
