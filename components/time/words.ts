const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its two largest units: "3 d 4 h", "12 min", "8 s". */
export function lengthInWords(milliseconds: number): string {
  const length = Math.max(0, milliseconds);
  if (length >= DAY) return joined(length, DAY, 'd', HOUR, 'h');
  if (length >= HOUR) return joined(length, HOUR, 'h', MINUTE, 'min');
  if (length >= MINUTE) return `${Math.floor(length / MINUTE)} min`;
  return `${Math.ceil(length / SECOND)} s`;
}

function joined(length: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((length % large) / small);
  const start = `${Math.floor(length / large)} ${largeName}`;
  return rest === 0 ? start : `${start} ${rest} ${smallName}`;
}

/** How long ago: "just now", "5 min ago", and from a week on the date. */
export function agoInWords(at: string, now: number): string {
  const length = now - Date.parse(at);
  if (length < MINUTE) return 'just now';
  if (length >= 7 * DAY) return new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
  if (length >= DAY) return `${Math.floor(length / DAY)} d ago`;
  if (length >= HOUR) return `${Math.floor(length / HOUR)} h ago`;
  return `${Math.floor(length / MINUTE)} min ago`;
}

/** The hour in the viewer's zone, with the day when it is another one than `now`. */
export function clockInWords(at: string, now: number): string {
  const date = new Date(at);
  const hour = date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  if (date.toDateString() === new Date(now).toDateString()) return hour;
  return `${date.toLocaleDateString(undefined, { weekday: 'short', day: 'numeric', month: 'short' })} ${hour}`;
}

/** The moment to the second in the viewer's zone, with the zone's name. */
export function exactTime(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' });
}
