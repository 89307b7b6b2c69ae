// @ts-check
// `node tools/run.mjs start.ts [arguments]`: runs a program of tools/programs under the project's Node, as the machine's own may
// be older. On a fresh clone it installs the packages first. Nothing in here needs any.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PROJECT_NODE, ROOT } from './stack/checkout.mjs';

const OLDEST_NODE = /** @type {const} */ ([20, 19]);
const INSTALL_COMMAND = ['ci', '--include=dev', '--loglevel=error'];
const INSTALLING = join(ROOT, '.data', 'npm-ci.pid');
const REPORT_INTERVAL_MS = 15_000;
const PARENT_CHECK_MS = 500;

const [program = '', ...args] = process.argv.slice(2);
const entry = join(ROOT, 'tools', 'programs', program);

if (!isNewEnough()) fail(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
if (!isInstalled()) await install();
if (realpathSync(process.execPath) === realpathSync(PROJECT_NODE)) {
  process.argv.splice(1, 2, entry);
  await import(entry);
} else {
  process.exit(await runUnderProjectNode());
}

function isNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** Whether node_modules is what the lock file says, by npm's own account of what it has installed. */
function isInstalled() {
  const account = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(account) || !existsSync(PROJECT_NODE)) return false;
  const installed = packagesIn(account);
  return Object.entries(packagesIn(join(ROOT, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    if (!found) return wanted.optional || wanted.devOptional;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>}
 */
function packagesIn(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

async function install() {
  endEarlierInstallation();
  const startedAt = Date.now();
  const tellElapsed = () => console.log(`  … npm packages, ${Math.round((Date.now() - startedAt) / 1_000)} s`);
  console.log('npm packages: installing them, which takes a minute or two');
  const timer = setInterval(tellElapsed, REPORT_INTERVAL_MS);
  // npm must not run on the Node that it is about to replace.
  const directories = (process.env.PATH ?? '').split(delimiter);
  const PATH = directories.filter((each) => !each.endsWith(join('node_modules', '.bin'))).join(delimiter);
  const npm = spawn('npm', INSTALL_COMMAND, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, PATH } });
  npm.once('error', () => fail('npm cannot be run: it comes with Node.'));
  mkdirSync(join(ROOT, '.data'), { recursive: true, mode: 0o700 });
  writeFileSync(INSTALLING, String(npm.pid));
  forwardSignals(npm);
  const [code] = await once(npm, 'exit');
  clearInterval(timer);
  rmSync(INSTALLING, { force: true });
  if (code !== 0) fail('The npm packages could not be installed.');
}

/** One that outlived a killed run would write into the same folder. */
function endEarlierInstallation() {
  if (!existsSync(INSTALLING)) return;
  const pid = readFileSync(INSTALLING, 'utf8');
  try {
    const command = execFileSync('ps', ['-o', 'command=', '-p', pid], { encoding: 'utf8' });
    if (!command.includes(`npm ${INSTALL_COMMAND[0]}`)) return;
    console.log(`Stopping npm (process ${pid}), left behind by an earlier run that was killed`);
    process.kill(Number(pid), 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** @returns {Promise<number>} the exit code */
async function runUnderProjectNode() {
  // With a channel the second half notices when this one is killed; detached, it gets Ctrl-C from here only.
  const second = spawn(PROJECT_NODE, [entry, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  forwardSignals(second);
  const [code] = await once(second, 'exit');
  return code ?? 1;
}

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  // npm passes a signal to the shell that it runs a script in, which ends without passing it on.
  const parent = process.ppid;
  const check = () => void (process.ppid !== parent && child.kill('SIGTERM'));
  if (process.env.npm_lifecycle_event) setInterval(check, PARENT_CHECK_MS).unref();
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}
