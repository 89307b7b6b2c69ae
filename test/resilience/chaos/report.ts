import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { html, type Html } from '#lib/service-kit';
import { renderPage } from '../../../libs/service-kit/src/pages/page.js';
import { type Finding } from './proof.js';

interface Run {
  seed: number;
  disturbances: readonly string[];
  /** Services that have ended by themselves. */
  ended: readonly string[];
  answers: number;
  repeats: number;
  findings: readonly Finding[];
}

/** Writes what has happened and what was found as a page. @returns where it is */
export function writeReport({ seed, disturbances, ended, answers, repeats, findings }: Run): string {
  const directory = join(process.cwd(), '.data', 'chaos');
  const file = join(directory, 'report.html');
  const faults = findings.flatMap((finding) => finding.faults);
  const title = faults.length === 0 ? 'Nothing lost, nothing doubled' : `${faults.length} faults`;
  const body = html`
    <p>
      ${disturbances.length} kills and freezes, seed ${seed}. Clients were answered ${answers} times, and repeated
      ${repeats} requests that were not. ${ended.length} services ended by themselves, and were started again.
    </p>
    <ul>
      ${findings.map(shown)}
    </ul>
    <h2>What happened</h2>
    <ol>
      ${disturbances.map((disturbance) => html`<li>${disturbance}</li>`)}
    </ol>
  `;
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, renderPage({ title, body }));
  return file;
}

function shown({ claim, count, faults }: Finding): Html {
  const outcome = faults.length === 0 ? 'holds' : faults.join('; ');
  return html`<li>${claim} (${count}): <strong>${outcome}</strong></li>`;
}
