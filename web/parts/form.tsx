/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {reasonText} from '../../src/texts/reasons.ts'
import {readerOf, type Visit} from '../visit.ts'

type FormFacts = Readonly<{
  visit: Visit
  to: string
  children?: Child
  class?: string
  /** Its buttons say something of a session: duty.js keeps it until there is a connection. */
  say?: boolean
}>

/**
 * A form that does a deed. It carries the proof that it is ours, and a key by which the same form sent twice does its deed
 * once (`visit.key`).
 */
export function Form({visit, to, children, class: look, say}: FormFacts) {
  return (
    <form method="post" action={to} class={look} data-say={say ? '' : undefined}>
      <input type="hidden" name="_form" value={visit.formToken} />
      <input type="hidden" name="_key" value={visit.ctx.ids.next<string>()} />
      {children}
    </form>
  )
}

type FieldFacts = Readonly<{
  visit: Visit
  name: string
  /** Where several forms of a page have a field of this name. */
  id?: string
  label: string
  hint?: string
  type?: 'text' | 'email' | 'password' | 'date' | 'time' | 'number'
  value?: string
  autocomplete?: string
  inputmode?: 'text' | 'numeric' | 'email'
  required?: boolean
  maxlength?: number
  autofocus?: boolean
  /** Codes of reasons that are about this field: they are told beside it. */
  about?: readonly string[]
}>

/** What is told at a field: its hint and what was wrong with it, and how these are named to a screen reader. */
function notesOn({
  visit,
  name,
  id = name,
  hint,
  about = [],
}: Pick<FieldFacts, 'visit' | 'name' | 'id' | 'hint' | 'about'>) {
  const wrong = visit.problem?.reasons.filter(({code}) => about.includes(code)) ?? []
  const ids = [...(hint === undefined ? [] : [`${id}-hint`]), ...(wrong.length > 0 ? [`${id}-wrong`] : [])]
  return {
    attributes: {
      'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
      'aria-invalid': wrong.length > 0 ? ('true' as const) : undefined,
    },
    notes: (
      <>
        {hint === undefined ? null : (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
        {wrong.length === 0 ? null : (
          <p class="wrong" id={`${id}-wrong`}>
            {wrong.map((reason) => reasonText(reason, 'invalid', readerOf(visit))).join(' ')}
          </p>
        )}
      </>
    ),
  }
}

/** A labelled field; what was sent before stands in it again, except a password. */
export function Field({visit, name, id = name, label, hint, type = 'text', value, about, ...rest}: FieldFacts) {
  const {notes, attributes} = notesOn({visit, name, id, ...(hint === undefined ? {} : {hint}), ...(about && {about})})
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {notes}
      <input
        id={id}
        name={name}
        type={type}
        value={type === 'password' ? '' : (value ?? visit.form.get(name))}
        {...attributes}
        {...rest}
      />
    </div>
  )
}

type TextFacts = Omit<FieldFacts, 'type' | 'autocomplete' | 'inputmode' | 'autofocus'>

/** As {@link Field}, for a text of some lines. */
export function TextArea({visit, name, id = name, label, hint, value, about, ...rest}: TextFacts) {
  const {notes, attributes} = notesOn({visit, name, id, ...(hint === undefined ? {} : {hint}), ...(about && {about})})
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {notes}
      <textarea id={id} name={name} rows={4} {...attributes} {...rest}>
        {value ?? visit.form.get(name)}
      </textarea>
    </div>
  )
}

type Options = Readonly<{options: readonly (readonly [value: string, label: string])[]}>

/** One of some, all in sight; none is chosen beforehand unless `value` or what was sent says so. */
export function Choices({visit, name, label, hint, value, about, options}: TextFacts & Options) {
  const {notes, attributes} = notesOn({visit, name, ...(hint === undefined ? {} : {hint}), ...(about && {about})})
  const chosen = value ?? visit.form.get(name)
  return (
    <fieldset aria-describedby={attributes['aria-describedby']}>
      <legend>{label}</legend>
      {notes}
      {options.map(([each, text]) => (
        <label class="choice">
          <input type="radio" name={name} value={each} checked={each === chosen} required />
          {text}
        </label>
      ))}
    </fieldset>
  )
}

/** One of many, in a list that folds away. */
export function Select({visit, name, id = name, label, hint, value, about, options, ...rest}: TextFacts & Options) {
  const {notes, attributes} = notesOn({visit, name, id, ...(hint === undefined ? {} : {hint}), ...(about && {about})})
  const chosen = value ?? visit.form.get(name)
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {notes}
      <select id={id} name={name} {...attributes} {...rest}>
        {options.map(([each, text]) => (
          <option value={each} selected={each === chosen}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

type ButtonFacts = Readonly<{
  children?: Child
  look?: 'main' | 'second' | 'plain' | 'severe'
  name?: string
  value?: string
  lang?: string
  /** What it is called where its text alone does not say of what. */
  label?: string
}>

/** A button of a form; one `main` on a page, `severe` for what cannot be taken back. */
export function Button({children, look = 'main', label, ...rest}: ButtonFacts) {
  return (
    <button type="submit" class={look} aria-label={label} {...rest}>
      {children}
    </button>
  )
}

/** A form that is one button. */
export function PostButton({
  visit,
  to,
  look,
  name,
  value,
  lang,
  children,
}: ButtonFacts & Readonly<{visit: Visit; to: string}>) {
  const named = name === undefined ? {} : {name, value: value ?? ''}
  return (
    <Form visit={visit} to={to} class="one-button">
      <Button look={look ?? 'main'} {...named} {...(lang === undefined ? {} : {lang})}>
        {children}
      </Button>
    </Form>
  )
}
