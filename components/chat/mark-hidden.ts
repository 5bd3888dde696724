import { splitHidden } from '@/components/diff/hidden-characters';

/** As much of a document's node as is needed here. */
interface Node {
  type: string;
  tagName?: string;
  properties?: Record<string, string>;
  value?: string;
  children?: Node[];
}

/** Marks in a document what VisibleText marks in plain text. It goes last, since what it adds is our own. */
export function markHidden() {
  return (document: Node): void => visit(document);
}

function visit(node: Node): void {
  if (!node.children) return;
  node.children = node.children.flatMap((child) => {
    if (child.type === 'text') return marked(child.value ?? '');
    visit(child);
    return [child];
  });
}

function marked(text: string): Node[] {
  return splitHidden(text).flatMap((part): Node[] => {
    if (part.mark === undefined) return [{ type: 'text', value: part.text }];
    const mark = { type: 'element', tagName: 'mark', properties: {}, children: [{ type: 'text', value: part.mark }] };
    return part.lookalike ? [{ type: 'text', value: part.text }, mark] : [mark];
  });
}
