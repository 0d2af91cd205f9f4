import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Access } from '../access/access.ts'
import { passwordFault } from '../access/passwords.ts'
import { ApiError, tooMany } from './error.ts'
import { time } from './shapes.ts'

const password = Type.String({ minLength: 1, maxLength: 1024 })
const body = Type.Object(
  { password, currentPassword: Type.Optional(password) },
  { additionalProperties: false },
)

/** Who asks, and the administrator's password. */
export async function accessRoutes(app: FastifyInstance, { access }: { access: Access }) {
  const { passwords, sessions } = access

  app.get('/api/access', async ({ caller }) => {
    const setAt = await passwords.setAt()
    return {
      kind: caller?.kind,
      name: caller?.name,
      scopes: caller?.scopes,
      password: {
        isSet: setAt !== null,
        setAt: time(setAt),
        isFromFile: passwords.isFromFile,
        isAskedFor: setAt !== null && isAskedFor(caller),
      },
    }
  })

  /** All other browsers are logged out: whoever changes a password may have a reason to. */
  app.put<{ Body: Type.Static<typeof body> }>(
    '/api/password',
    { schema: { body }, config: { scope: 'admin', action: 'password_set' } },
    async (request, reply) => {
      const { password, currentPassword } = request.body
      if (passwords.isFromFile) {
        throw new ApiError(
          409,
          'password_from_file',
          'The password is set by PHLOEM_ADMIN_PASSWORD_FILE; change it there and start Phloem anew.',
        )
      }
      const fault = passwordFault(password)
      if (fault !== null) throw new ApiError(422, 'bad_password', `password: ${fault}.`)
      if ((await passwords.setAt()) !== null && isAskedFor(request.caller))
        await checkCurrent(currentPassword ?? '', request.ip)
      await passwords.set(password)
      const ended = await sessions.endOthers(request.caller?.session?.id ?? null)
      request.audited = { detail: ended === 0 ? '' : `${ended} other sessions ended` }
      return reply.code(204).send()
    },
  )

  async function checkCurrent(currentPassword: string, ip: string) {
    const isRight = await access.isPassword(currentPassword, ip)
    if (typeof isRight === 'object') throw tooMany('Too many wrong passwords', isRight.retryAfterSeconds)
    if (!isRight) throw new ApiError(403, 'bad_password', 'currentPassword: it is not right.')
  }
}

/** Not of those who got in by the printed link or a token, who may have forgotten it. */
const isAskedFor = (caller: { session: { how: string } | null } | null): boolean =>
  caller?.session?.how === 'password'
