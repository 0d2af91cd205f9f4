import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inOneLine } from '../flows/checking.ts'
import { FlowHasErrors } from '../flows/flows.ts'
import { ApiError } from './error.ts'

/** One shape for every error. What went wrong inside is logged and not told. */
export function answerErrors(app: FastifyInstance) {
  app.setErrorHandler<FastifyError | ApiError | FlowHasErrors>((error, request, reply) => {
    if (error instanceof ApiError) {
      const { status, code, message, issues, retryAfterSeconds } = error
      if (retryAfterSeconds !== null) reply.header('retry-after', retryAfterSeconds)
      return reply
        .code(status)
        .send({ error: { code, message, ...(issues === undefined ? {} : { issues }) } })
    }
    if (error instanceof FlowHasErrors) {
      const { issues } = error
      return reply.code(422).send({ error: { code: 'flow_has_errors', message: inOneLine(issues), issues } })
    }
    const status = error.statusCode ?? 500
    if (status >= 500) {
      request.log.error({ err: error }, 'a request failed')
      const error500 = { code: 'internal', message: 'Something went wrong inside Phloem; its log says what.' }
      return reply.code(500).send({ error: error500 })
    }
    return reply.code(status).send({ error: { code: codeOf(error, status), message: messageOf(error) } })
  })
}

/** For requests that no route ever sees, such as a path that is not UTF-8. */
export function answerFrameworkError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply) {
  void reply.code(error.statusCode ?? 400).send({ error: { code: 'bad_request', message: error.message } })
}

/** The checker's own words don't say which field is unknown. */
function messageOf({ validation, validationContext, message }: FastifyError): string {
  const [first] = validation ?? []
  return first?.keyword === 'additionalProperties'
    ? `${validationContext}: there is no field "${first.params.additionalProperty}"`
    : message
}

const codeOf = (error: FastifyError, status: number): string => {
  if (status === 413) return 'too_large'
  if (status === 415) return 'unsupported_media_type'
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY') return 'bad_json'
  return error.validation ? 'bad_request' : (error.code ?? 'bad_request').toLowerCase()
}
