import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const appFolder = resolve(import.meta.dirname, '../../app');

/** The addresses of all pages as the folders write them, such as `/runs/[id]`; groups in brackets are left out. */
export function pageTemplates(): string[] {
  return readdirSync(appFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => `/${file.replace(/(^|\/)page\.tsx$/, '')}`.replace(/\/\([^)]*\)/g, '') || '/')
    .toSorted();
}
