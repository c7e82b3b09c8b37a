/** The part of JSON Schema that answers need. Only what was seen is allowed; values are not told, only their types. */
export type JsonSchema = Readonly<{
  type: JsonType | readonly JsonType[]
  properties?: Readonly<Record<string, JsonSchema>>
  required?: readonly string[]
  /** False, or what every value is where names are data, such as codes. */
  additionalProperties?: false | JsonSchema
  items?: JsonSchema
  /** 0 where a list was never seen with anything in it. */
  maxItems?: 0
}>
type JsonType = 'array' | 'boolean' | 'integer' | 'null' | 'number' | 'object' | 'string'
type JsonObject = Readonly<Record<string, unknown>>

/** Names of parts are written like this; an object with any other name is a dictionary. */
const PART = /^[a-z][a-zA-Z0-9]*$/

/** The narrowest schema that every sample fits. Samples are JSON: no undefined. */
export function inferSchema(samples: readonly unknown[]): JsonSchema {
  const types = [...new Set(samples.map(typeOf))].toSorted()
  const named = types.filter((type) => type !== 'integer' || !types.includes('number'))
  const [only, ...more] = named
  return {
    type: only !== undefined && more.length === 0 ? only : named,
    ...objectSchema(samples.filter(isObject)),
    ...listSchema(samples.filter((sample) => Array.isArray(sample))),
  }
}

function objectSchema(samples: readonly JsonObject[]): Partial<JsonSchema> {
  if (samples.length === 0) return {}
  const names = [...new Set(samples.flatMap(Object.keys))].toSorted()
  if (!names.every((name) => PART.test(name)))
    return {additionalProperties: inferSchema(samples.flatMap(Object.values))}
  const properties = names.map((name) => [
    name,
    inferSchema(samples.flatMap((sample) => (Object.hasOwn(sample, name) ? [sample[name]] : []))),
  ])
  const required = names.filter((name) => samples.every((sample) => Object.hasOwn(sample, name)))
  return {
    properties: Object.fromEntries(properties) as Record<string, JsonSchema>,
    required,
    additionalProperties: false,
  }
}

function listSchema(samples: readonly (readonly unknown[])[]): Partial<JsonSchema> {
  if (samples.length === 0) return {}
  const items = samples.flat()
  return items.length === 0 ? {maxItems: 0} : {items: inferSchema(items)}
}

/** What of a value does not fit, each with its place such as `/sessions/0/room`; nothing when it fits. */
export function misfits(schema: JsonSchema, value: unknown, place = ''): readonly string[] {
  const types = ([] as readonly JsonType[]).concat(schema.type)
  const type = typeOf(value)
  if (!types.includes(type) && !(type === 'integer' && types.includes('number')))
    return [`${place || '/'} is ${type}, not ${types.join(' or ')}`]
  if (Array.isArray(value)) return itemMisfits(schema, value, place)
  return isObject(value) ? partMisfits(schema, value, place) : []
}

function itemMisfits({items, maxItems}: JsonSchema, list: readonly unknown[], place: string): readonly string[] {
  if (maxItems === 0 && list.length > 0) return [`${place || '/'} was never seen with anything in it`]
  return items === undefined ? [] : list.flatMap((item, i) => misfits(items, item, `${place}/${i}`))
}

function partMisfits(schema: JsonSchema, object: JsonObject, place: string): readonly string[] {
  const {properties = {}, required = [], additionalProperties = false} = schema
  const missing = required.filter((name) => !Object.hasOwn(object, name)).map((name) => `${place}/${name} is missing`)
  const wrong = Object.entries(object).flatMap(([name, part]) => {
    const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties
    return own ? misfits(own, part, `${place}/${name}`) : [`${place}/${name} is new`]
  })
  return [...missing, ...wrong]
}

function typeOf(value: unknown): JsonType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (Number.isInteger(value)) return 'integer'
  return typeof value as JsonType
}

function isObject(value: unknown): value is JsonObject {
  return typeOf(value) === 'object'
}
