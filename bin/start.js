import module from 'module'

// Required, not imported: making ES modules of Node's own parts takes a tenth of the start.
var require = module.createRequire(import.meta.url)
var fs = require('fs')
var os = require('os')
var path = require('path')

var ROOT = path.dirname(path.dirname(require('url').fileURLToPath(import.meta.url)))
var EXIT_CONFIG = 78

/** Whether the program runs on this Node: engines in package.json says the same. */
export function isSupported(version) {
  var parts = version.replace('v', '').split('.')
  var major = Number(parts[0])
  return major >= 26 || (major === 24 && Number(parts[1]) >= 16)
}

/** One sentence for whoever starts it on a Node that is not supported. */
export function refusal(version) {
  var exception = version.indexOf('v25.') === 0 ? ', except 25' : ''
  return 'ontrac needs Node.js 24.16 or newer' + exception + '; this is ' + version + '.'
}

/** Runs the program that `load` imports, on a Node that can; `load` is not called before. */
export function start(load, development) {
  if (!isSupported(process.version)) return startOnOwnNode()
  if (process.argv.length === 3 && process.argv[2] === '--version') return printVersion()
  // SQLite and password hashing hold a pool thread each; the pool starts with the first of them and then keeps its size.
  if (!process.env.UV_THREADPOOL_SIZE) process.env.UV_THREADPOOL_SIZE = '8'
  if (!development) rememberCompiledCode()
  return load().then(
    function (program) {
      return program.main()
    },
    function (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND' || development || fs.existsSync(path.join(ROOT, 'dist'))) throw error
      fail('ontrac is not built here yet. Run: npm run build', 1)
    },
  )
}

/** The same line as oclif's, without loading it. */
function printVersion() {
  var release = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  var platform = process.platform + '-' + process.arch
  process.stdout.write(release.name + '/' + release.version + ' ' + platform + ' node-' + process.version + '\n')
}

/** Saves a third of the start time. Without a folder that is the user's own there is no cache: code in it is run as is. */
function rememberCompiledCode() {
  var failed = module.constants.compileCacheStatus.FAILED
  if (module.enableCompileCache(path.join(cacheFolder(), 'code')).status !== failed) return
  var fallback = path.join(os.tmpdir(), 'ontrac-' + os.userInfo().uid)
  try {
    fs.mkdirSync(fallback, {recursive: true, mode: 448})
    var folder = fs.lstatSync(fallback)
    if (folder.isDirectory() && folder.uid === os.userInfo().uid) module.enableCompileCache(fallback)
  } catch {
    // No folder can be written: the program starts as well, only later.
  }
}

function cacheFolder() {
  if (process.env.ONTRAC_CACHE_DIR) return process.env.ONTRAC_CACHE_DIR
  if (process.env.XDG_CACHE_HOME) return path.join(process.env.XDG_CACHE_HOME, 'ontrac')
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'ontrac')
  if (process.platform === 'win32' && process.env.LOCALAPPDATA) return path.join(process.env.LOCALAPPDATA, 'ontrac')
  return path.join(os.homedir(), '.cache', 'ontrac')
}

/** Starts again on the Node that came with the package, or says which one is needed. */
function startOnOwnNode() {
  var node = findOwnNode()
  if (!node) return fail(refusal(process.version), EXIT_CONFIG)
  var args = process.execArgv.concat(process.argv.slice(1))
  var child = require('child_process').spawn(node, args, {stdio: 'inherit'})
  passOnSignals(child)
  child.on('error', function (error) {
    fail('ontrac could not start ' + node + ': ' + error.message, EXIT_CONFIG)
  })
  child.on('exit', function (code, signal) {
    if (signal === null) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

/** Its folder is in the package's own node_modules or, when the package is a dependency, beside the package. */
function findOwnNode() {
  var folders = [path.join(ROOT, 'node_modules'), path.dirname(ROOT)]
  for (var i = 0; i < folders.length; i++) {
    var node = path.join(folders[i], 'node-' + process.platform + '-' + process.arch, 'bin', 'node')
    if (fs.existsSync(node) && fs.realpathSync(node) !== fs.realpathSync(process.execPath)) return node
  }
}

function passOnSignals(child) {
  var atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  var signals = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR2', 'SIGCONT']
  signals.forEach(function (signal) {
    process.on(signal, function () {
      // A terminal sends these to the child as well; twice would look like an impatient user.
      if (atTerminal && (signal === 'SIGINT' || signal === 'SIGQUIT')) return
      child.kill(signal)
    })
  })
}

function fail(sentence, code) {
  process.stderr.write(sentence + '\n')
  process.exit(code)
}
