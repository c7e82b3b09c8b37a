import {Agent as HttpAgent, type IncomingHttpHeaders, request as httpRequest} from 'node:http'
import {Agent as HttpsAgent, request as httpsRequest} from 'node:https'

/** A request as it goes out. */
export type HttpCall = Readonly<{
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body?: string
}>

/** An answer as it came. */
export type HttpAnswer = Readonly<{status: number; headers: IncomingHttpHeaders; body: Buffer}>

/** Calls other systems over connections that stay open: TLS 1.3 or newer, with a certificate that can be traced. */
export type Http = Readonly<{
  /** Rejects when no whole answer came in time. */
  call: (call: HttpCall) => Promise<HttpAnswer>
  close: () => void
}>

/** An answer larger than this is not one of the standard's. */
const MOST_BYTES = 64 * 1024 * 1024
const SOCKETS = 32

export function openHttp({timeoutMillis}: Readonly<{timeoutMillis: number}>): Http {
  const plain = new HttpAgent({keepAlive: true, maxSockets: SOCKETS})
  const secure = new HttpsAgent({keepAlive: true, maxSockets: SOCKETS, minVersion: 'TLSv1.3'})
  return {
    call: ({method, url, headers, body}) =>
      new Promise((resolve, reject) => {
        const isSecure = url.startsWith('https:')
        const send = isSecure ? httpsRequest : httpRequest
        const length = body === undefined ? {} : {'content-length': String(Buffer.byteLength(body))}
        const request = send(
          url,
          {method, headers: {...headers, ...length}, agent: isSecure ? secure : plain},
          (response) => {
            const parts: Buffer[] = []
            let size = 0
            response.on('data', (part: Buffer) => {
              size += part.length
              if (size > MOST_BYTES) response.destroy(new Error('the answer is too large'))
              else parts.push(part)
            })
            response.on('end', () => {
              clearTimeout(timer)
              resolve({status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts)})
            })
            response.on('error', fail)
          },
        )
        const timer = setTimeout(() => request.destroy(new Error('no answer in time')), timeoutMillis)
        function fail(error: Error): void {
          clearTimeout(timer)
          reject(error)
        }
        request.on('error', fail)
        request.end(body)
      }),
    close() {
      plain.destroy()
      secure.destroy()
    },
  }
}
