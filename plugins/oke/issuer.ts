import {createRemoteJWKSet, errors, type JWTPayload, jwtVerify} from 'jose'
import type {Config} from '../../src/config.ts'
import {ExamError} from '../../src/errors.ts'
import type {TokenReader} from '../../src/exchange/issuer.ts'
import {isLoopback} from './address.ts'

/** What says that a token is not good, whoever asks again; all else is about fetching the keys. */
const NOT_GOOD = [
  errors.JWSInvalid,
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
] as const

/** Signed with a key of which the issuer alone has the other half. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']
/** Clocks differ. */
const TOLERANCE_SECONDS = 30

/**
 * Opens the reading of an external issuer's tokens (RFC 9068, keys by RFC 7517); undefined when no setting names one. Its keys are
 * fetched at the first token and when one has a key that is not known yet.
 *
 * @throws ExamError `config.issuer` when the settings are not whole, or its keys would come without TLS
 */
export function openIssuer(
  config: Pick<Config, 'tokenIssuer' | 'tokenKeys' | 'tokenAudience' | 'address'>,
): TokenReader | undefined {
  const {tokenIssuer: issuer, tokenKeys, tokenAudience, address} = config
  if (issuer === '') return undefined
  const keys = tokenKeys || `${issuer.replace(/\/+$/, '')}/.well-known/jwks.json`
  const audience = tokenAudience || (address && `${address.replace(/\/+$/, '')}/ooapi`)
  if (!keys.startsWith('https://') && !isLoopback(keys)) throw unusable('tokenKeys is no https address')
  if (audience === '') throw unusable('tokenAudience says for whom its tokens are')
  const known = createRemoteJWKSet(new URL(keys))
  return async (token) => {
    // Our own tokens have no dots, and need no look at somebody else's keys.
    if (token.split('.').length !== 3) return undefined
    try {
      const options = {issuer, audience, algorithms: ALGORITHMS, clockTolerance: TOLERANCE_SECONDS}
      const {payload} = await jwtVerify(token, known, {...options, requiredClaims: ['sub', 'exp']})
      return {subject: payload.sub ?? '', scopes: scopesOf(payload)}
    } catch (error) {
      if (NOT_GOOD.some((kind) => error instanceof kind)) return undefined
      const message = `The keys of ${issuer} cannot be fetched from ${new URL(keys).host} now.`
      throw new ExamError('unavailable', 'oke.issuer-unreachable', message, {issuer}, {cause: error})
    }
  }
}

/** Scopes as one text (RFC 9068), or as the list that some issuers write. */
function scopesOf({scope, scp}: JWTPayload): readonly string[] {
  const said = scope ?? scp
  const list: readonly unknown[] = Array.isArray(said) ? said : typeof said === 'string' ? said.split(' ') : []
  return list.filter((each) => typeof each === 'string' && each !== '') as string[]
}

function unusable(problem: string): ExamError {
  return new ExamError('invalid', 'config.issuer', `The issuer of tokens cannot be used: ${problem}.`)
}
