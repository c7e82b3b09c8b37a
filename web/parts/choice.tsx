/** @jsxImportSource hono/jsx */
import type {Visit} from '../visit.ts'

type ChoiceFacts = Readonly<{
  visit: Visit
  name: string
  label: string
  options: readonly (readonly [value: string, text: string])[]
  value?: string
}>

/** A labelled list to choose one thing from; what was sent before stays chosen. */
export function Choice({visit, name, label, options, value}: ChoiceFacts) {
  const chosen = visit.form.get(name) || value
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        {options.map(([key, text]) => (
          <option value={key} selected={key === chosen}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
