/** A key of the keyboard, as a hint for eyes; what it does is said where the key is listed. */
export function Key({ children }: { children: string }) {
  return (
    <kbd
      aria-hidden
      className="inline-flex h-4 min-w-4 items-center justify-center rounded border border-current px-1 font-mono text-[10px] leading-none opacity-70 max-md:hidden"
    >
      {children}
    </kbd>
  );
}
