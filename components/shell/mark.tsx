/** The sign of the product: a line signed twice. */
export function Mark() {
  return (
    <svg
      aria-hidden
      viewBox="0 0 20 20"
      className="size-5 text-accent"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    >
      <path d="M2.5 10.5l3.5 3.5L13 6" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M9.5 13.5l.7.6L17.5 6" strokeLinecap="round" strokeLinejoin="round" opacity=".55" />
    </svg>
  );
}
