import type {SampleSize} from '../../src/sample-school/sample-file.ts'
import {simulateDelivery} from './delivery.ts'
import type {Fault, Faults} from './faults.ts'
import {sampleRecords} from './sample-records.ts'
import {simulateSis} from './sis.ts'

export {FAULTS} from './faults.ts'

/** How a counterpart is started. */
export type SimulatorOptions = Readonly<{
  kind: 'sis' | 'delivery'
  size: SampleSize
  port: number
  faults: readonly Fault[]
  /** Every so many requests meet a fault. */
  every: number
  /** Where a delivery platform sends results, every so many seconds. */
  answer?: Readonly<{url: string; clientId: string; clientSecret: string; seconds: number}> | undefined
  /** Told what it does. */
  say: (text: string) => void
}>

/** A counterpart that listens: where, and with which credentials; `close` ends it. */
export type RunningSimulator = Readonly<{
  url: string
  tokenUrl: string
  clientId: string
  clientSecret: string
  close: () => Promise<void>
}>

/** Starts a counterpart with the sample school, on this machine only. */
export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const {kind, size, port, every} = options
  const {sis, catalogue, answering} = sampleRecords(size)
  const faults: Faults | null = options.faults.length === 0 ? null : {kinds: options.faults, every}
  if (kind === 'sis') return simulateSis(sis, {port, faults})
  const platform = await simulateDelivery(catalogue, {port, faults})
  const {answer, say} = options
  if (answer === undefined) return platform
  const timer = setInterval(() => {
    platform
      .sendResults(answer, answering)
      .then((sent) => say(`${sent} messages of flows 3 and 4 sent.`))
      .catch((error: unknown) => say(`Not sent: ${error instanceof Error ? error.message : String(error)}`))
  }, answer.seconds * 1000)
  return {
    ...platform,
    close: async () => {
      clearInterval(timer)
      await platform.close()
    },
  }
}
