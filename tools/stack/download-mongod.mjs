// @ts-check
// Run as a process of its own, so that a download can be stopped: `node download-mongod.mjs <version> <directory>`.
// Prints its progress, and at last the path of the program.
import { MongoBinary } from 'mongodb-memory-server-core';

const [version, downloadDir] = process.argv.slice(2);
const program = await MongoBinary.getPath({ version, downloadDir, checkMD5: true });
console.log(program);
