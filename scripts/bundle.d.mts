export const root: string;
export function hashOf(paths: string[]): string;
export function bundle(): Promise<void>;
