import {CLIError} from '@oclif/core/errors'
import {Help} from '@oclif/core/help'

/** oclif's help, which would also answer `ontrac exam --colour` with the topic's help and exit code 0. */
export class TopicHelp extends Help {
  override async showHelp(argv: string[]): Promise<void> {
    const typed = process.argv.slice(2)
    const flag = typed.find((word) => word.startsWith('-'))
    if (flag !== undefined && argv.length === 1 && typed[0] === argv[0]?.split(':')[0] && !typed.includes('--help')) {
      throw new CLIError(`${flag} belongs to a command, and none is named. List them with: ontrac ${argv[0]} --help`)
    }
    await super.showHelp(argv)
  }
}
